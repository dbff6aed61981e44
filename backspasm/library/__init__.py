"""Pages that explain, the rules as a reader sees them, and what an auditor may ask."""
