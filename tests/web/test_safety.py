"""Nobody but the page drives the studio, and nothing that it is sent is bounded by good will."""

import json

import pytest
from starlette.testclient import TestClient

from tests.web.studio import DRAW
from web import asking, pictures
from web.app import create

ORIGIN = "http://127.0.0.1:8787"


@pytest.fixture
def page():
    """The application without workers' processes: they start with its lifespan, which is not entered."""
    return TestClient(create({ORIGIN}), base_url=ORIGIN, headers={"origin": ORIGIN})


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:80", "127.0.0.1", "127.0.0.1:8787.evil.example", ""])
@pytest.mark.parametrize("path", ["/", "/galleries", "/static/main.js"])
def test_another_host_is_refused(page, host, path):
    assert page.get(path, headers={"host": host}).status_code == 403


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "", "http://127.0.0.1:3000", "https://127.0.0.1:8787"])
@pytest.mark.parametrize("path", ["/jobs", "/pictures"])
def test_another_origin_is_refused(page, origin, path):
    assert page.post(path, headers={"origin": origin}, json=DRAW).status_code == 403


def test_a_post_without_an_origin_is_refused():
    assert TestClient(create({ORIGIN}), base_url=ORIGIN).post("/jobs", json=DRAW).status_code == 403


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_gets_nothing_but_the_page_itself(page, site):
    assert page.get("/galleries", headers={"sec-fetch-site": site}).status_code == 403
    assert page.get("/", headers={"sec-fetch-site": site}).status_code == 200


@pytest.mark.parametrize("path", ["/", "/static/main.js", "/nowhere", "/galleries"])
def test_every_answer_says_what_the_browser_may_load(page, path):
    headers = page.get(path).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["connect-src"] == "'self'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cross-origin-resource-policy"] == "same-origin"


WRONG = [
    ("kind", "exec"),
    ("description", " "),
    ("description", "x" * (asking.LONGEST_SENTENCE + 1)),
    ("description", 5),
    ("generator", "auto"),
    ("generator", "stable-diffusion:/etc"),
    ("generator", "gemma:owner/name"),
    ("seeds", []),
    ("seeds", [0] * 50),
    ("seeds", [-1]),
    ("seeds", [True]),
    ("max_bytes", 10),
    ("max_bytes", 10**9),
    ("max_bytes", "300"),
    ("seconds", 1e9),
    ("seconds", float("nan")),
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=str)
def test_what_is_out_of_range_is_refused_by_name(page, name, value):
    answer = page.post("/jobs", content=json.dumps(DRAW | {name: value}))
    assert answer.status_code == 400
    assert answer.json()["message"].startswith(name)


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'"draw"', b"\xff", b"[" * 100_000], ids=lambda body: body[:8])
def test_what_is_no_job_is_refused(page, body):
    assert page.post("/jobs", content=body).status_code == 400


def test_a_job_too_many_is_told_that_the_studio_is_busy():
    with TestClient(create({ORIGIN}, workers=0, most_waiting=0), base_url=ORIGIN, headers={"origin": ORIGIN}) as page:
        answer = page.post("/jobs", json=DRAW | {"seconds": 1})
        assert answer.status_code == 503
        assert "busy" in answer.json()["message"]
        assert int(answer.headers["retry-after"]) > 0


def test_what_is_too_long_is_refused(page):
    assert page.post("/jobs", content=b" " * (asking.LONGEST_BODY + 1)).status_code == 413


@pytest.mark.parametrize("name", ["../../etc/passwd", "%2e%2e%2fetc%2fpasswd", "a.png", "0" * 64, "0" * 64 + ".png"])
def test_only_pictures_made_here_are_given_back(name):
    with TestClient(create({ORIGIN}, workers=0), base_url=ORIGIN, headers={"origin": ORIGIN}) as page:
        sent = page.post("/pictures", content=b"<svg onload='alert(1)'/>").json()["picture"]
        assert page.get(f"/pictures/{name}").status_code == 404
        assert page.get(f"/pictures/{sent}").status_code == 404


def test_a_picture_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(pictures, "LARGEST", 1000)
    with TestClient(create({ORIGIN}, workers=0), base_url=ORIGIN, headers={"origin": ORIGIN}) as page:
        assert page.post("/pictures", content=b"x" * 1001).status_code == 413
        assert page.post("/pictures", content=b"").status_code == 400


def test_the_oldest_pictures_go(tmp_path, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_FILES", 3)
    kept = pictures.Pictures(tmp_path)
    names = [kept.add(bytes([i])) for i in range(6)]
    assert len(list(tmp_path.iterdir())) == 3
    assert kept.path(names[-1]).read_bytes() == b"\x05"
    with pytest.raises(ValueError, match="no longer here"):
        kept.path("0" * 64)
