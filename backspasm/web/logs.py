"""Keeps personal data out of the log."""

import logging


class Impersonal(logging.Filter):
    """Cuts a record down to what happened.

    Addresses of pages lose their query, and tracebacks keep their frames but not the
    exception's own words, which may quote what a person typed.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every record through, impersonal."""
        if isinstance(record.args, tuple):
            record.args = tuple(_without_query(value) for value in record.args)
        if record.exc_info and record.exc_info[1] is not None:
            _, problem, trace = record.exc_info
            quiet = RuntimeError(type(problem).__name__).with_traceback(trace)
            record.exc_info = (RuntimeError, quiet, trace)
            record.exc_text = None
        return True


def _without_query(value: object) -> object:
    return value.split("?", 1)[0] if isinstance(value, str) else value
