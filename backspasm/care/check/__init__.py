"""From answers to an outcome: facts, rules, clearance, and what is asked next."""
