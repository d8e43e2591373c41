"""One queue: who leaves frees the place, who comes too late is told so, and what hangs is ended."""

import asyncio
import shutil

import pytest

from web import process
from web.jobs import Busy, Jobs
from web.process import Process


def run(test):
    asyncio.run(asyncio.wait_for(test, 120))


async def told(jobs, job):
    return [event async for event in jobs.events(job)]


def test_a_job_too_many_is_refused():
    async def test():
        jobs = Jobs(most_waiting=2)
        await jobs.add({})
        await jobs.add({})
        with pytest.raises(Busy):
            await jobs.add({})

    run(test())


def test_a_job_whose_reader_leaves_is_taken_out():
    async def test():
        jobs = Jobs(most_waiting=1)
        job = await jobs.add({})
        reading = asyncio.create_task(told(jobs, job))
        await asyncio.sleep(0.01)
        reading.cancel()
        await asyncio.gather(reading, return_exceptions=True)
        assert job.left.is_set()
        await jobs.add({})  # there is room again

    run(test())


def test_weighty_jobs_wait_for_the_worker_that_takes_them():
    async def test():
        jobs = Jobs()
        weighty, light = await jobs.add({"n": 1}, weighty=True), await jobs.add({"n": 2})
        assert await jobs.next(weighty=False) is light
        assert await jobs.next(weighty=True) is weighty

    run(test())


def test_after_the_last_event_none_counts():
    async def test():
        jobs = Jobs()
        job = await jobs.add({})
        for name in ("drawn", "end", "error"):
            job.tell(name, {})
        assert [name for name, _ in await told(jobs, job)] == ["drawn", "end"]

    run(test())


@pytest.fixture
def working(monkeypatch, tmp_path):
    """`working(test)` runs `test(jobs, worker)` beside a worker whose process runs a script of the test's own."""
    script = """
import json, sys, time
say = lambda *event: print(json.dumps(event), flush=True)
say("ready", {})
for line in sys.stdin:
    job = json.loads(line)
    say("begun", {})
    if job["do"] == "die":
        sys.exit(1)
    if job["do"] == "hang":
        time.sleep(600)
    say("end", {})
"""
    python = tmp_path / "python"
    (tmp_path / "worker.py").write_text(script)
    python.write_text(f'#!/bin/sh\nexec "{process.sys.executable}" "{tmp_path / "worker.py"}"\n')
    python.chmod(0o755)
    monkeypatch.setattr(process.sys, "executable", str(python))
    monkeypatch.setattr(process, "GRACE_S", 0.05)

    def work(test):
        async def both():
            jobs = Jobs()
            worker = Process(jobs, weighty=True)
            running = asyncio.create_task(worker.run())
            try:
                await test(jobs, worker)
            finally:
                running.cancel()
                await asyncio.gather(running, return_exceptions=True)
            assert worker._process.returncode is not None  # nothing stays behind

        run(both())

    return work


def test_jobs_are_done_one_after_another_in_one_process(working):
    async def test(jobs, worker):
        for _ in range(3):
            assert [name for name, _ in await told(jobs, await jobs.add({"do": "it"}))] == ["begun", "end"]
            pid = worker._process.pid
        assert worker._process.pid == pid

    working(test)


def test_a_process_that_dies_is_told_and_replaced(working):
    async def test(jobs, worker):
        events = await told(jobs, await jobs.add({"do": "die"}))
        assert events[-1][0] == "error"
        assert "died" in events[-1][1]["message"]
        assert (await told(jobs, await jobs.add({"do": "it"})))[-1][0] == "end"

    working(test)


def test_a_process_that_does_not_start_is_told(working, monkeypatch):
    monkeypatch.setattr(process.sys, "executable", shutil.which("false"))

    async def test(jobs, worker):
        for _ in range(2):
            assert [name for name, _ in await told(jobs, await jobs.add({"do": "it"}))] == ["error"]

    working(test)


def test_what_is_given_up_is_ended(working):
    async def test(jobs, worker):
        reading = asyncio.create_task(told(jobs, job := await jobs.add({"do": "hang"})))
        while not worker._process:
            await asyncio.sleep(0.01)
        while job in jobs._waiting:
            await asyncio.sleep(0.01)
        hung = worker._process
        reading.cancel()
        assert (await told(jobs, await jobs.add({"do": "it"})))[-1][0] == "end"
        assert hung.returncode is not None

    working(test)


def test_what_takes_too_long_is_ended_and_told(working, monkeypatch):
    monkeypatch.setattr(process, "LIMIT_S", 0.2)

    async def test(jobs, worker):
        events = await told(jobs, await jobs.add({"do": "hang"}))
        assert events[-1] == ("error", {"message": "stopped after 0.2 seconds"})

    working(test)
