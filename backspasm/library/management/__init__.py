"""Commands for whoever audits the rules."""
