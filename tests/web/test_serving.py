"""The command and what it serves: many clients at once, and those that leave."""

import io
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from scoring import validate_svg
from support.project import ROOT
from tests.web.studio import DRAW, events_of, first, serving

pytestmark = pytest.mark.slow
CLIENTS, DRAWINGS = 8, 50
SENTENCES = ["a purple forest at dusk", "a red fox in the snow", "a navy raincoat", "three copper rings", "a bridge"]


@pytest.fixture(scope="module")
def studio():
    with serving("--workers", "1") as studio:
        yield studio


def test_many_at_once_are_drawn_or_told_that_it_is_busy(studio):
    def draw(number):
        request = DRAW | {"description": SENTENCES[number % len(SENTENCES)], "seeds": [number], "max_bytes": 5000}
        with studio.client() as client:
            answer = client.post("/jobs", json=request)
        if answer.status_code == 503:
            return answer.json()["message"]
        svg = [data for name, data in events_of(answer.text) if name == "drawn"][-1]["svg"]
        validate_svg(svg, 5000)
        return svg

    with ThreadPoolExecutor(CLIENTS) as clients:
        found = list(clients.map(draw, range(DRAWINGS)))
    assert len(found) == DRAWINGS
    assert sum(text.startswith("<svg") for text in found) >= CLIENTS
    assert all(text.startswith("<svg") or "busy" in text for text in found)


def test_a_job_whose_client_leaves_is_ended(studio, noise):
    file = io.BytesIO()
    noise.save(file, "PNG")
    with studio.client() as client:
        picture = client.post("/pictures", content=file.getvalue()).json()["picture"]
        before = studio.workers()
        request = {"kind": "trace", "picture": picture, "max_bytes": 10_000, "seconds": 60}
        with client.stream("POST", "/jobs", json=request) as answer:
            next(line for line in answer.iter_lines() if line == "event: drawn")  # the draft; the rest takes a minute
        assert first(events_of(client.post("/jobs", json=DRAW).text), "drawn")["svg"]
        assert not before & studio.workers()


def test_a_job_that_would_take_all_memory_is_told(studio):
    layers = '<g opacity=".9">' * 90 + '<rect width="9" height="9"/>' + "</g>" * 90
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="4096" height="4096" viewBox="0 0 9 9">{layers}</svg>'
    with studio.client() as client:
        answer = client.post("/jobs", json={"kind": "compare", "svg": svg})
        assert events_of(answer.text)[-1][0] == "error"
        assert first(events_of(client.post("/jobs", json=DRAW).text), "drawn")["svg"]


def test_the_workers_end_with_the_studio():
    with serving() as studio:
        with studio.client() as client:
            assert client.get("/").status_code == 200
            client.post("/jobs", json=DRAW)
        workers = studio.workers()
        studio.process.send_signal(signal.SIGINT)
        assert studio.process.wait(30) in (0, 130)
    assert workers
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_it_listens_to_this_machine_alone(studio):
    port = studio.address.rpartition(":")[2]
    listening = subprocess.run(["cat", "/proc/net/tcp"], capture_output=True, text=True, check=True).stdout
    addresses = {line.split()[1] for line in listening.splitlines()[1:] if line.split()[3] == "0A"}
    assert f"0100007F:{int(port):04X}" in addresses
    assert f"00000000:{int(port):04X}" not in addresses


def test_behind_a_proxy_the_public_address_counts():
    with serving("--public", "https://studio.example") as studio:
        public = {"host": "studio.example", "origin": "https://studio.example"}
        assert httpx2.get(studio.address).status_code == 403
        assert httpx2.get(studio.address, headers=public).status_code == 200
        answer = httpx2.post(f"{studio.address}/jobs", json=DRAW, headers=public, timeout=120)
        assert first(events_of(answer.text), "drawn")["svg"]


def studio_command(*arguments):
    command = [sys.executable, str(ROOT / "studio.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=ROOT)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nowhere"], "neither validate.py nor batch.py has drawn there"),
        (["--port", "-1"], "must be at least 0"),
        (["--port", "99999"], "--port"),
        (["--public", "studio.example"], "must be an address"),
        (["--workers", "0"], "must be at least 1"),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_in_a_line(arguments, words):
    done = studio_command(*arguments)
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_port_that_is_taken_is_told(studio):
    done = studio_command("--port", studio.address.rpartition(":")[2])
    assert done.returncode == 2
    assert "--port 0 takes a free one" in done.stderr


def test_a_stranger_is_refused_over_the_wire(studio):
    stranger = {"origin": "http://evil.example"}
    assert httpx2.post(f"{studio.address}/jobs", json=DRAW, headers=stranger).status_code == 403
