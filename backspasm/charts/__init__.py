"""Values -> SVG, in plain Python: no Django, no clock, no colours but classes."""
