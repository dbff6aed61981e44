"""The diary: episodes, their readings, what was done and taken. Knows no checks."""
