"""Many writers through the real server, with and without killed workers."""
