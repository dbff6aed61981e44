"""Pictures made from data, in plain Python: exercise figures as SVG."""
