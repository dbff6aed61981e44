"""What the product knows and decides: plain Python, no Django, no clock, no I/O but loading."""
