"""The shared edge between the plain core and the browser."""
