"""One queue of jobs.  Whoever reads a job's events and leaves gives it up: it is taken out, or its work is ended."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator

MOST_WAITING = 24
_LAST = ("end", "error")


class Busy(Exception):
    """Too many jobs wait already."""


class Job:
    """What was asked for, and what has come of it so far."""

    def __init__(self, request: dict, weighty: bool):
        self.request, self.weighty = request, weighty
        self.events: asyncio.Queue[tuple[str, dict]] = asyncio.Queue()
        self.left = asyncio.Event()  # nobody reads any more
        self.ended = False

    def tell(self, name: str, data: dict) -> None:
        """Add an event; after the last one none counts."""
        if not self.ended:
            self.ended = name in _LAST
            self.events.put_nowait((name, data))


class Jobs:
    """The queue."""

    def __init__(self, most_waiting: int = MOST_WAITING):
        self.most_waiting = most_waiting
        self._waiting: deque[Job] = deque()
        self._changed = asyncio.Condition()

    async def add(self, request: dict, weighty: bool = False) -> Job:
        """Return the job that a request has become.

        Raises:
            Busy: it was not taken.
        """
        if len(self._waiting) >= self.most_waiting:
            raise Busy
        job = Job(request, weighty)
        async with self._changed:
            self._waiting.append(job)
            self._changed.notify_all()
        return job

    async def next(self, weighty: bool) -> Job:
        """Wait for the next job that such a worker may do."""
        async with self._changed:
            while True:
                for job in self._waiting:
                    if weighty or not job.weighty:
                        self._waiting.remove(job)
                        return job
                await self._changed.wait()

    async def events(self, job: Job) -> AsyncIterator[tuple[str, dict]]:
        """Yield what a job tells, up to the last; one whose reader stops before that is given up."""
        try:
            while True:
                event = await job.events.get()
                yield event
                if event[0] in _LAST:
                    return
        finally:
            job.left.set()
            if job in self._waiting:
                self._waiting.remove(job)

    async def result(self, job: Job, name: str) -> dict:
        """Return the data of a job's event of that name.

        Raises:
            ValueError: it ended without one; the message says why.
        """
        async for found, data in self.events(job):
            if found == name:
                return data
            if found == "error":
                raise ValueError(data["message"])
        raise ValueError(f"the job ended without {name}")
