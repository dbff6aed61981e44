"""Tags of help for this minute."""
