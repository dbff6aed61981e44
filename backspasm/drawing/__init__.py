"""Poses -> SVG, in plain Python: a tool that `manage.py figures` alone uses.

The site shows the files it wrote (`backspasm.web.figures`) and draws nothing itself.
"""
