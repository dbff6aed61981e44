"""The pages of the check, the plan and the rules."""
