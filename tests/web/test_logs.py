"""The log says what happened, not to whom."""

import logging
import os
import subprocess
import sys

import pytest

from backspasm.web.logs import Impersonal

PRINT_FILTERS = """
from backspasm.settings import LOGGING
print(LOGGING["handlers"]["console"]["filters"])
"""


def record(*args, exc_info=None):
    return logging.LogRecord("x", logging.ERROR, "f", 1, "%s", args, exc_info)


def test_query_is_cut():
    line = record("/check/?pain=9")
    assert Impersonal().filter(line)
    assert line.getMessage() == "/check/"


def test_words_of_an_exception_are_cut():
    words = "kim@" + "example.org has pain 9"
    try:
        raise ValueError(words)
    except ValueError as problem:
        line = record(
            "x", exc_info=(ValueError, problem, problem.__traceback__)
        )
    Impersonal().filter(line)
    text = logging.Formatter().format(line)
    assert "kim@" not in text
    assert "ValueError" in text
    assert "test_logs.py" in text


@pytest.mark.parametrize(
    ("debug", "filters"), [("off", "['impersonal']"), ("on", "[]")]
)
def test_only_who_develops_reads_the_words(debug, filters, tmp_path):
    """Read in a process of its own, with the site's settings and not the tests'."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            PRINT_FILTERS,
        ],
        env=os.environ | {"DEBUG": debug, "VAR_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == filters
