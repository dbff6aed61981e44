"""Mail sent beside the request: a mail server that is slow or silent holds up no page."""

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

WAITING = 100
"""Letters of one process that may wait for the mail server."""

logger = logging.getLogger(__name__)


class QueuedBackend(BaseEmailBackend):
    """A mail backend that hands letters to one thread, which sends them by EMAIL_BACKEND.

    Whoever waits for a letter is not told when it fails or is dropped: that would also tell
    a stranger which addresses have an account. It stands in the log, without the address.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many letters were taken; the others are dropped, for too many wait already."""
        taken = sum(_take(message) for message in email_messages)
        if taken < len(email_messages):
            logger.warning(
                "letters dropped: %d wait for the mail server", WAITING
            )
        return taken


def _take(message: EmailMessage) -> bool:
    if not _places.acquire(blocking=False):
        return False
    _thread.submit(_send, message)
    return True


def _send(message: EmailMessage) -> None:
    try:
        # So that Django opens the one of EMAIL_BACKEND.
        message.connection = None
        message.send()
    except Exception as problem:  # noqa: BLE001 - the next letter must go out all the same
        logger.warning("a letter was not sent: %s", type(problem).__name__)
    finally:
        _places.release()


# A process that ends waits for this thread, so what was taken is still tried.
_thread = ThreadPoolExecutor(1, thread_name_prefix="mail")
_places = BoundedSemaphore(WAITING)
