"""Threads in separate rooms: what waits in one room never takes the threads of another."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Result = TypeVar("Result")


class RoomFullError(Exception):
    """No thread of the room became free in time."""


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

    async def run(self, work: Callable[[], Result]) -> Result:
        """What ``work`` returns, done in a thread of this room.

        Raises RoomFullError when no thread became free within the patience, and whatever
        ``work`` raises.
        """
        try:
            async with asyncio.timeout(self._patience):
                await self._free.acquire()
        except TimeoutError:
            raise RoomFullError from None
        try:
            return await asyncio.get_running_loop().run_in_executor(
                self._threads, work
            )
        finally:
            self._free.release()
