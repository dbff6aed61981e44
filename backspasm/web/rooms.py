"""Threads in separate rooms: what waits in one room never takes the threads of another."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


class RoomFullError(Exception):
    """No thread of the room became free in time."""


class TooSlowError(Exception):
    """The work goes on in its thread; nobody waits for it any more."""


class Room:
    """A few threads that live as long as the process.

    Few and lasting, because each keeps a connection to the database of its own.
    """

    def __init__(
        self,
        name: str,
        *,
        threads: int,
        patience: float,
    ) -> None:
        """``patience``: for so many seconds a request waits for a thread."""
        self.name = name
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._free = asyncio.Semaphore(threads)
        self._patience = patience

    async def run(
        self,
        work: Callable[[], Result],
        *,
        seconds: float | None = None,
        discard: Callable[[Result], object] = id,
    ) -> Result:
        """What ``work`` returns, done in a thread of this room.

        ``seconds``: how long it may take once it has its thread; ``None`` for as long as it
        does. A thread that waits for a disk cannot be stopped: it is free when it is done, and
        what comes of it then is handed to ``discard``.

        Raises RoomFullError when no thread became free within the patience, TooSlowError after
        ``seconds``, and whatever ``work`` raises.
        """
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise RoomFullError from None
        done = asyncio.get_running_loop().run_in_executor(self._threads, work)
        done.add_done_callback(lambda _done: self._free.release())
        finished, _ = await asyncio.wait([done], timeout=seconds)
        if finished:
            return done.result()

        def give_up(late: "asyncio.Future[Result]") -> None:
            if not late.cancelled() and late.exception() is None:
                discard(late.result())

        done.add_done_callback(give_up)
        raise TooSlowError
