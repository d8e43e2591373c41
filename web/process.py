"""A worker process: does one job at a time, and is ended when a job is given up and does not stop by itself.

Ending the process is the one way to stop what runs within cairo, numba or torch.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys

from support.project import ROOT
from web.jobs import Job, Jobs

GRACE_S = 1.0  # for a job that is given up to end by itself: most do, and a new process takes longer
LIMIT_S, WEIGHTY_LIMIT_S = 120.0, 900.0
_LONGEST_LINE = 64_000_000  # bytes; a report of a thousand drawings is one


class Process:
    """A process that takes jobs from a queue.

    Args:
        jobs: the queue.
        weighty: whether it takes those that need a large model as well.
    """

    def __init__(self, jobs: Jobs, weighty: bool):
        self.jobs, self.weighty = jobs, weighty
        self._process: asyncio.subprocess.Process | None = None

    async def run(self) -> None:
        """Do jobs until cancelled; the process then ends."""
        try:
            while True:
                with contextlib.suppress(EOFError):  # the next job is told, if it does not start then either
                    await self._started()  # before it is needed
                job = await self.jobs.next(self.weighty)
                try:
                    await self._do(job)
                finally:
                    job.tell("error", {"message": "the server was stopped"})  # where nothing else ended it
        finally:
            await self._end()

    async def _do(self, job: Job) -> None:
        reading = asyncio.create_task(self._work(job))
        leaving = asyncio.create_task(job.left.wait())
        limit = WEIGHTY_LIMIT_S if job.weighty else LIMIT_S
        try:
            await asyncio.wait({reading, leaving}, timeout=limit, return_when=asyncio.FIRST_COMPLETED)
            if job.left.is_set():
                await asyncio.wait({reading}, timeout=GRACE_S)
            if not reading.done():
                job.tell("error", {"message": f"stopped after {limit:g} seconds"})
                await self._end()
        finally:
            leaving.cancel()
            reading.cancel()
            await asyncio.gather(leaving, reading, return_exceptions=True)

    async def _work(self, job: Job) -> None:
        """Hand the job over and its events on, until the last of them."""
        try:
            process = await self._started()
            process.stdin.write(json.dumps(job.request).encode() + b"\n")
            await process.stdin.drain()
            while not job.ended:
                job.tell(*json.loads(await self._line()))
        except (EOFError, ConnectionError, ValueError):  # ValueError: a line that is too long
            await self._end()
            job.tell("error", {"message": "the process that worked on it died, perhaps for want of memory"})

    async def _started(self) -> asyncio.subprocess.Process:
        """Return the process, a new one where there is none.  Raises EOFError: it does not start."""
        if self._process and self._process.returncode is None:
            return self._process
        self._process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "web.worker",
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            cwd=ROOT,
            limit=_LONGEST_LINE,
            start_new_session=True,  # Ctrl-C is for the server, which ends this one
        )
        await self._line()  # that it is ready
        return self._process

    async def _line(self) -> bytes:
        line = await self._process.stdout.readline()
        if not line:
            raise EOFError
        return line

    async def _end(self) -> None:
        if self._process and self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
