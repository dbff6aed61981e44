"""The Chromium that this machine has, for the tests and for Lighthouse."""

import os
import shutil

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")
"""The shell comes first: the same engine without windows, at half the work."""


def on_this_machine() -> str | None:
    """The path of the browser that CHROME_PATH names, else of the system's own; None without."""
    return os.environ.get("CHROME_PATH") or next(
        filter(None, map(shutil.which, NAMES)), None
    )
