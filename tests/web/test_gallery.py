"""Folders of validate.py and batch.py are shown as reports; no other file is ever read."""

import json

import pytest
from starlette.testclient import TestClient

from tests.web.studio import SVG, make_album
from web.app import create
from web.gallery import galleries, report_of
from web.safety import REPORT_POLICY

ORIGIN = "http://127.0.0.1:8787"


@pytest.fixture
def album(tmp_path):
    return make_album(tmp_path / "runs" / "reds")


def test_an_album_is_found_and_shown(album, tmp_path):
    (gallery,) = galleries([], tmp_path).values()
    assert (gallery.path, gallery.title) == (album, "runs/reds")
    page = report_of(gallery.path)
    assert "a red barn" in page
    assert "a red &lt;b&gt;boat&lt;/b&gt;" in page
    assert page.count("data:image/svg+xml;base64,") == 2
    assert 'id="filter"' in page


def test_what_was_scored_is_shown(album):
    journal = album / "done.jsonl"
    lines = [json.loads(line) for line in journal.read_text().splitlines() if line]
    journal.write_text("\n".join(json.dumps(line | {"score": 0.625, "position": 0}) for line in lines))
    assert "0.625" in report_of(album)


def test_a_folder_that_is_given_comes_first_and_once(album, tmp_path):
    other = tmp_path / "other"
    other.mkdir()
    for name in ("settings.json", "done.jsonl"):
        (other / name).write_text((album / name).read_text())
    assert [gallery.path for gallery in galleries([other], tmp_path).values()] == [other, album]


def test_files_elsewhere_are_not_read(album, tmp_path):
    (tmp_path / "secret.svg").write_text(SVG.replace("red", "#5ec7e7"))
    (album / "link.svg").symlink_to(tmp_path / "secret.svg")
    record = {"description": "theirs", "bytes": 1, "seconds": 1, "generator": "x"}
    paths = ("../../secret.svg", str(tmp_path / "secret.svg"), "link.svg")
    lines = [json.dumps(record | {"id": path, "file": path}) for path in paths]
    (album / "done.jsonl").write_text("\n".join(lines))
    assert "theirs" not in report_of(album)


@pytest.mark.parametrize("id", ["%2e%2e", "%2e%2e%2f%2e%2e", "runs", "runs%2freds", "0" * 16])
def test_a_folder_is_named_by_its_id_alone(album, tmp_path, id):
    page = TestClient(create({ORIGIN}, root=tmp_path), base_url=ORIGIN)
    assert page.get(f"/galleries/{id}").status_code in (404, 405)


@pytest.mark.slow
def test_the_report_comes_in_a_sandbox(album, tmp_path):
    with TestClient(create({ORIGIN}, root=tmp_path, workers=1), base_url=ORIGIN) as page:
        (found,) = page.get("/galleries").json()
        answer = page.get(f"/galleries/{found['id']}")
        assert "a red barn" in answer.text
        assert answer.headers["content-security-policy"] == REPORT_POLICY
