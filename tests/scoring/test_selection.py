import pytest

from scoring import AestheticEvaluator, VQAEvaluator, defend, ocr_view, render
from scoring.metric import harmonic_mean
from scoring.selection import Selector, evaluators
from tests.tiny_judge import tiny_clip, tiny_head, tiny_paligemma
from tests.tiny_models import tiny_clip_tokenizer

SVGS = [
    f'<svg viewBox="0 0 8 8" xmlns="http://www.w3.org/2000/svg"><rect width="8" height="8" fill="{color}"/></svg>'
    for color in ("red", "teal", "white", "black", "gold")
]


class Sees:
    """Says yes to the teal picture; reads a long word in the white one."""

    def agreement(self, images, description):
        return [0.9 if image.getpixel((192, 192))[0] < 20 < image.getpixel((192, 192))[2] else 0.2 for image in images]

    def ocr(self, image):
        return 0.01 if min(image.getpixel((192, 192))) > 240 else 1.0


class Likes:
    def score_batch(self, images):
        return [0.5] * len(images)


def test_the_candidate_that_shows_the_description_comes_first():
    found = Selector(Sees(), Likes()).score("a teal square", SVGS)
    assert max(found) == found[1] == harmonic_mean(0.9, 0.5)
    assert min(found) == found[2] == harmonic_mean(0.2, 0.5) * 0.01


def test_the_evaluators_of_this_machine_are_loaded_once(monkeypatch, tmp_path):
    monkeypatch.setenv("CLIP_PATH", str(tiny_clip(tmp_path / "clip")))
    monkeypatch.setenv("AESTHETIC_HEAD_PATH", str(tiny_head(tmp_path / "linearmse.safetensors")))
    monkeypatch.setenv("PALIGEMMA_PATH", str(tiny_paligemma(tmp_path / "paligemma")))
    first = Selector()
    assert (Selector().vqa, Selector().aesthetic) == (first.vqa, first.aesthetic) == tuple(evaluators().values())
    monkeypatch.setenv("CLIP_PATH", str(tiny_clip(tmp_path / "other")))
    assert Selector().aesthetic is not first.aesthetic


def test_many_at_once_are_as_good_as_one_by_one(tmp_path):
    vqa = VQAEvaluator(tiny_paligemma(tmp_path / "paligemma"), device="cpu")
    head = tiny_head(tmp_path / "linearmse.safetensors")
    aesthetic = AestheticEvaluator(tiny_clip(tmp_path / "clip"), head, device="cpu")
    together = Selector(vqa, aesthetic).score("a gold square", SVGS, seed=4)
    for svg, score in zip(SVGS, together, strict=True):
        picture = render(svg)
        (yes,) = vqa.agreement([defend(picture, 4)], "a gold square")
        expected = harmonic_mean(yes, aesthetic.score(defend(picture, 4))) * vqa.ocr(ocr_view(picture, 4))
        assert score == pytest.approx(expected, rel=1e-4)


@pytest.mark.parametrize("reads", [True, False], ids=["with a tokenizer", "without"])
def test_a_glance_is_beauty_times_likeness(reads, tmp_path):
    folder = tiny_clip(tmp_path / "clip")
    if reads:
        tiny_clip_tokenizer(folder)
    aesthetic = AestheticEvaluator(folder, tiny_head(tmp_path / "linearmse.safetensors"), device="cpu")
    found = Selector(Sees(), aesthetic).glance("a gold square" * 50, SVGS, seed=2)
    pictures = [defend(render(svg), 2) for svg in SVGS]
    beauty = aesthetic.score_batch(pictures)
    if not reads:
        assert found == pytest.approx(beauty)
        return
    text = aesthetic.clip.embed_text("a gold square" * 50)
    assert float(text.norm()) == pytest.approx(1, rel=1e-5)
    assert text.tolist() != aesthetic.clip.embed_text("a red square").tolist()
    likeness = (aesthetic.clip.embed(pictures) @ text).clamp(min=0).tolist()
    assert found == pytest.approx([a * b for a, b in zip(beauty, likeness, strict=True)], rel=1e-4)
