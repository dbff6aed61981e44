"""The top: carry a guest over, export everything, erase, purge. Nothing imports it."""
