"""Guided home care for back spasms."""
