"""What a phone keeps for the hour without a network, and what it sends later."""
