"""Stable Diffusion on tiny checkpoints with random weights: the code of a real drawing, noise as its picture."""

import json
import logging
import shutil
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from generators import LoadError, checkpoint, families, load, stable_diffusion
from generators.families import FAMILIES
from generators.stable_diffusion import StableDiffusion
from tests.tiny_models import tiny_flux, tiny_lora, tiny_sd, tiny_sd3, tiny_sdxl, tiny_single_file
from weights import WeightsNotFound

KINDS = {"sd": tiny_sd, "sdxl": tiny_sdxl, "sd3": tiny_sd3, "flux": tiny_flux}


@pytest.fixture(scope="module", autouse=True)
def one_thread():
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def checkpoints(tmp_path_factory):
    folder = tmp_path_factory.mktemp("checkpoints")
    return {kind: build(folder / kind) for kind, build in KINDS.items()}


@pytest.fixture(scope="module")
def loras(checkpoints, tmp_path_factory):
    folder = tmp_path_factory.mktemp("loras")
    return {kind: tiny_lora(folder / kind, checkpoints[kind]) for kind in ("sd", "sdxl")}


@pytest.fixture
def sd(checkpoints):
    return quick(StableDiffusion(checkpoints["sd"], device="cpu"))


def quick(generator: StableDiffusion) -> StableDiffusion:
    """Two steps and 32 x 32 pixels (Flux takes any size)."""
    generator.family = replace(generator.family, steps=2, size=32)
    return generator


def difference(one: Image.Image, other: Image.Image) -> int:
    """The largest of any channel of any pixel, 0 to 255."""
    return int(np.abs(np.asarray(one, int) - np.asarray(other, int)).max())


# ---------------------------------------------------------------- pictures


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_draws_rgb_pictures_that_repeat(checkpoints, kind):
    generator = quick(StableDiffusion(checkpoints[kind], device="cpu"))
    first, second = generator.generate("a lighthouse overlooking the ocean", count=2, seed=7)
    assert (first.mode, first.size) == ("RGB", (32, 32))
    assert difference(first, second) > 20
    assert difference(first, generator.generate("a lighthouse overlooking the ocean", count=1, seed=7)[0]) == 0
    assert difference(first, generator.generate("a lighthouse overlooking the ocean", count=1, seed=8)[0]) > 20


def test_the_description_changes_the_picture(sd):
    one, other = (
        sd.generate(text, count=1, seed=0)[0] for text in ("purple forest at dusk", "a red and green snowman")
    )
    assert difference(one, other) > 0


@pytest.mark.parametrize("kind", ["sd", "flux"])
def test_a_picture_does_not_depend_on_its_batch(checkpoints, kind):
    generator = quick(StableDiffusion(checkpoints[kind], device="cpu"))
    alone = generator.generate("gray wool coat", count=5, seed=3)
    generator.batch = 3
    together = generator.generate("gray wool coat", count=5, seed=3)
    later = generator.generate("gray wool coat", count=2, seed=3, start=3)
    pairs = zip(alone + alone[3:], together + later, strict=True)
    assert [difference(*pair) <= 1 for pair in pairs] == [True] * 7  # 1: rounding


@pytest.mark.parametrize("description", ["", "x" * 10_000, "🎨🖌️", "<svg>\x00\n\t", "灯台"])
def test_any_text_is_drawn(sd, description):
    assert len(sd.generate(description, count=1, seed=-1)) == 1


def test_no_pictures_asked_none_drawn(sd):
    assert sd.generate("nothing", count=0, seed=0) == []


def test_blank_and_overflowed_pictures_are_dropped(sd, monkeypatch):
    noise = np.random.default_rng(0).random((8, 8, 3), dtype=np.float32)
    drawn = iter([np.zeros((8, 8, 3)), noise, np.full((8, 8, 3), np.nan), np.full((8, 8, 3), 0.5)])
    monkeypatch.setattr(sd, "_draw", lambda *_: [next(drawn)])
    assert len(sd.generate("a hill", count=4, seed=0)) == 1
    monkeypatch.setattr(sd, "_draw", lambda *_: [np.zeros((8, 8, 3))])
    with pytest.raises(RuntimeError, match="drew 2 blank pictures of 'a hill' \\(seed 0\\)"):
        sd.generate("a hill", count=2, seed=0)


def test_less_memory_means_smaller_batches(sd, monkeypatch):
    draw, tried = sd._draw, []

    def draw_three_at_most(description, seed, indices):
        tried.append(len(indices))
        if len(indices) > 3:
            raise torch.cuda.OutOfMemoryError("CUDA out of memory")
        return draw(description, seed, indices)

    expected = sd.generate("a dome", count=7, seed=0)
    monkeypatch.setattr(sd, "_draw", draw_three_at_most)
    sd.batch = 8
    assert [difference(*pair) <= 1 for pair in zip(sd.generate("a dome", 7, 0), expected, strict=True)] == [True] * 7
    assert tried == [7, 3, 3, 1]
    sd.generate("a dome", 3, 0)
    assert tried == [7, 3, 3, 1, 3]  # what fitted is kept


def test_a_gpu_too_small_for_one_picture_raises(sd, monkeypatch):
    def never(*_):
        raise torch.cuda.OutOfMemoryError("CUDA out of memory")

    monkeypatch.setattr(sd, "_draw", never)
    sd.batch = 8
    with pytest.raises(torch.cuda.OutOfMemoryError):
        sd.generate("a dome", count=5, seed=0)


def test_xl_recovers_from_a_decoding_that_does_not_fit(checkpoints, monkeypatch):
    """diffusers decodes XL's float16 latents in float32, and leaves the decoder so when it fails."""
    monkeypatch.setattr(stable_diffusion, "_dtype", lambda *_: torch.float16)
    xl = quick(StableDiffusion(checkpoints["sdxl"], device="cpu"))
    xl.pipe.vae.register_to_config(force_upcast=True)
    decode, failures = xl.pipe.vae.decode, ["once"]

    def fail_once(*args, **kwargs):
        if failures and failures.pop():
            raise torch.cuda.OutOfMemoryError("CUDA out of memory")
        return decode(*args, **kwargs)

    monkeypatch.setattr(xl.pipe.vae, "decode", fail_once)
    xl.batch = 2
    assert len(xl.generate("a dome", count=2, seed=0)) == 2


def test_a_pipe_sees_neither_bars_nor_warnings(checkpoints, capfd):
    level = logging.getLogger("diffusers").level
    quick(StableDiffusion(checkpoints["sd"], device="cpu")).generate("a hill " * 40, count=1, seed=0)
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("diffusers").level == level


# ---------------------------------------------------------------- what the pipeline is asked


def asked(generator: StableDiffusion, monkeypatch) -> dict:
    """The arguments of the pipeline's call for one picture of "a hill"."""
    call = {}

    class Pipe:
        unet = transformer = None

        def __call__(self, prompt, **arguments):
            call.update(arguments, prompt=prompt)
            return type("Output", (), {"images": np.random.default_rng(0).random((1, 8, 8, 3))})

    monkeypatch.setattr(generator, "pipe", Pipe())
    generator.generate("  a\nhill ", count=1, seed=0)
    return call


def test_the_prompt_carries_the_style(sd, monkeypatch):
    call = asked(sd, monkeypatch)
    assert call["prompt"] == ["a hill, in flat vector style, svg illustration, simple clean shapes"]
    assert "photo" in call["negative_prompt"][0]
    assert (call["num_inference_steps"], call["guidance_scale"]) == (2, 7.5)


@pytest.mark.parametrize("family", ["turbo", "flux-schnell"])
def test_without_guidance_there_is_no_negative_prompt(sd, monkeypatch, family):
    sd.family = FAMILIES[family]
    call = asked(sd, monkeypatch)
    assert "negative_prompt" not in call
    assert call["guidance_scale"] == 0


@pytest.mark.parametrize(
    ("name", "pipeline", "scheduler", "transformer", "family"),
    [
        ("stable-diffusion-v1-5", "StableDiffusionPipeline", {}, {}, "stable-diffusion"),
        ("sd-turbo", "StableDiffusionPipeline", {}, {}, "turbo"),
        ("weights", "StableDiffusionXLPipeline", {"timestep_spacing": "trailing"}, {}, "turbo"),
        ("flashdrive/sdxl-base", "StableDiffusionXLPipeline", {}, {}, "stable-diffusion-xl"),
        ("turbo/sd15", "StableDiffusionPipeline", {}, {}, "stable-diffusion"),
        ("sd-turbo-tests/sd15", "StableDiffusionPipeline", {}, {}, "stable-diffusion"),
        ("sdxl-flash/1", "StableDiffusionXLPipeline", {}, {}, "stable-diffusion-xl"),
        ("tiny-sd/copy", "StableDiffusionPipeline", {}, {}, "stable-diffusion"),
        ("input/models/stabilityai/sdxl-turbo/pytorch/default/1", "StableDiffusionXLPipeline", {}, {}, "turbo"),
        ("input/someones-sdxl-flash/nested", "StableDiffusionXLPipeline", {}, {}, "flash"),
        ("models--stabilityai--sdxl-turbo/snapshots/0a1", "StableDiffusionXLPipeline", {}, {}, "turbo"),
        ("sdxl-base", "StableDiffusionXLPipeline", {"timestep_spacing": "leading"}, {}, "stable-diffusion-xl"),
        ("sdxl-flash", "StableDiffusionXLPipeline", {"timestep_spacing": "trailing"}, {}, "flash"),
        ("stable-diffusion-3.5-medium", "StableDiffusion3Pipeline", {}, {}, "stable-diffusion-3"),
        ("stable-diffusion-3.5-large-turbo", "StableDiffusion3Pipeline", {}, {}, "stable-diffusion-3-turbo"),
        ("flux", "FluxPipeline", {}, {"guidance_embeds": False}, "flux-schnell"),
        ("flux", "FluxPipeline", {}, {"guidance_embeds": True}, "flux-dev"),
        ("pixart", "PixArtSigmaPipeline", {}, {}, "other"),
    ],
)
def test_the_family_is_read_from_the_checkpoint(tmp_path, name, pipeline, scheduler, transformer, family, monkeypatch):
    monkeypatch.setenv("KAGGLE_CACHE_MOUNT_FOLDER", str(tmp_path / "input"))
    folder = tmp_path / name
    (folder / "scheduler").mkdir(parents=True)
    (folder / "transformer").mkdir()
    (folder / "model_index.json").write_text(json.dumps({"_class_name": pipeline}))
    settings = {"_class_name": "EulerAncestralDiscreteScheduler"} | scheduler
    (folder / "scheduler" / "scheduler_config.json").write_text(json.dumps(settings))
    (folder / "transformer" / "config.json").write_text(json.dumps(transformer))
    assert families.family_of(folder) == FAMILIES[family]


@pytest.mark.parametrize(
    ("name", "tokens", "family"), [("checkpoint", 24, "tiny-sd"), ("tiny-sd", 77, "stable-diffusion")]
)
def test_tiny_sd_is_told_by_what_it_reads_and_not_by_its_folder(tmp_path, name, tokens, family):
    folder = tmp_path / name
    (folder / "text_encoder").mkdir(parents=True)
    (folder / "model_index.json").write_text('{"_class_name": "StableDiffusionPipeline"}')
    (folder / "text_encoder" / "config.json").write_text(json.dumps({"max_position_embeddings": tokens}))
    assert families.family_of(folder) == FAMILIES[family]


# ---------------------------------------------------------------- checkpoints


def test_float32_on_a_cpu(sd):
    assert sd.pipe.dtype == torch.float32


def test_a_checkpoint_with_fp16_files_alone_draws(tmp_path):
    folder = tiny_sd(tmp_path / "half", variant="fp16")
    assert list((folder / "unet").glob("*.safetensors"))[0].name == "diffusion_pytorch_model.fp16.safetensors"
    assert len(quick(StableDiffusion(folder, device="cpu")).generate("a hill", count=1, seed=0)) == 1


def test_pickled_weights_are_refused(checkpoints, tmp_path):
    folder = shutil.copytree(checkpoints["sd"], tmp_path / "pickled")
    torch.save({}, folder / "unet" / "diffusion_pytorch_model.bin")
    (folder / "unet" / "diffusion_pytorch_model.safetensors").unlink()
    with pytest.raises(WeightsNotFound, match="safetensors"):
        StableDiffusion(folder)


def test_a_pipeline_that_needs_more_than_text_is_named(checkpoints, tmp_path):
    folder = shutil.copytree(checkpoints["sd"], tmp_path / "upscale")
    index = json.loads((folder / "model_index.json").read_text())
    (folder / "model_index.json").write_text(json.dumps(index | {"_class_name": "StableDiffusionUpscalePipeline"}))
    with pytest.raises(
        ValueError, match="holds a StableDiffusionUpscalePipeline, which does not draw pictures from text"
    ):
        StableDiffusion(folder)


def test_older_diffusers_call_the_data_type_otherwise():
    names = [checkpoint._dtype_argument(version) for version in ("0.35.2", "0.40.0", "0.42.1.dev0", "1.0.0")]
    assert names == ["torch_dtype", "dtype", "dtype", "dtype"]


def renamed(folder, part, variant):
    """Make the weights of a part a variant: diffusion_pytorch_model.bf16.safetensors."""
    (file,) = (folder / part).glob("*.safetensors")
    file.rename(file.with_name(f"{file.name.split('.')[0]}.{variant}.safetensors"))


def edited(file, **settings):
    file.write_text(json.dumps(json.loads(file.read_text()) | settings))


@pytest.mark.parametrize(
    "variants",
    [{"unet": "bf16", "vae": "bf16", "text_encoder": "bf16"}, {"unet": "non_ema"}, {"unet": "bf16", "vae": "bf16"}],
    ids=str,
)
def test_any_one_variant_that_is_whole_draws(checkpoints, tmp_path, variants):
    folder = shutil.copytree(checkpoints["sd"], tmp_path / "sd")
    for part, variant in variants.items():
        renamed(folder, part, variant)
    pictures = [
        quick(StableDiffusion(one, device="cpu")).generate("a hill", count=1, seed=0)[0]
        for one in (folder, checkpoints["sd"])
    ]
    assert difference(*pictures) == 0


def drop_tokenizer(folder):
    shutil.rmtree(folder / "tokenizer")


def drop_scheduler(folder):
    (folder / "scheduler" / "scheduler_config.json").unlink()


def mix_variants(folder):
    renamed(folder, "unet", "bf16")
    renamed(folder, "vae", "fp16")


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (drop_tokenizer, "no tokenizer in tokenizer/"),
        (drop_scheduler, "no scheduler_config.json"),
        (mix_variants, "no whole set of .safetensors in all of "),
        (lambda folder: edited(folder / "model_index.json", _class_name=["mine", "Pipeline"]), "names no pipeline of"),
        (lambda folder: edited(folder / "unet" / "config.json", in_channels=9), "takes 9 channels, 4 of them noise"),
    ],
)
def test_a_checkpoint_that_cannot_draw_is_refused_and_the_reason_named(checkpoints, tmp_path, spoil, reason):
    folder = shutil.copytree(checkpoints["sd"], tmp_path / "spoiled")
    spoil(folder)
    with pytest.raises(WeightsNotFound) as caught:
        StableDiffusion(folder)
    assert reason in str(caught.value)


def other_text_encoder(checkpoint, folder):
    """A whole checkpoint whose UNet expects twice the width of what its text encoder gives."""
    from diffusers import UNet2DConditionModel

    shutil.copytree(checkpoint, folder)
    settings = UNet2DConditionModel.load_config(folder / "unet")
    UNet2DConditionModel.from_config(settings, cross_attention_dim=64).save_pretrained(folder / "unet")
    return folder


def test_parts_that_do_not_go_together_are_an_error_at_load(checkpoints, tmp_path):
    folder = other_text_encoder(checkpoints["sd"], tmp_path / "mixed")
    with pytest.raises(LoadError, match="cannot be loaded: RuntimeError"):
        load(f"stable-diffusion:{folder}")


def test_what_cannot_draw_gives_way_to_the_next_that_was_found(checkpoints, tmp_path, monkeypatch, caplog):
    for variable in ("KAGGLE_CACHE_MOUNT_FOLDER", "KAGGLEHUB_CACHE"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
    monkeypatch.delenv("STABLE_DIFFUSION_PATH", raising=False)
    inputs = tmp_path / "KAGGLE_CACHE_MOUNT_FOLDER"
    mixed = other_text_encoder(checkpoints["sd"], inputs / "a")
    drop_tokenizer(shutil.copytree(checkpoints["sd"], inputs / "b"))
    shutil.copytree(checkpoints["sd"], inputs / "c")
    found = load("auto")
    assert found.folder == inputs / "c"
    assert len(found.generate("a hill", 1, 0)) == 1
    assert f"{mixed} is passed over" in caplog.text


# ---------------------------------------------------------------- checkpoints of one file


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """A checkpoint of the same kind with other weights."""
    folder = tmp_path_factory.mktemp("other") / "sd"
    tiny_sd(folder)
    from safetensors.torch import load_file, save_file

    file = folder / "unet" / "diffusion_pytorch_model.safetensors"
    save_file({name: tensor + 0.1 for name, tensor in load_file(file).items()}, file)
    return folder


def drawn(source):
    return quick(StableDiffusion(source, device="cpu")).generate("a hill", count=1, seed=0)[0]


def test_a_file_draws_as_the_folder_that_it_was_made_of_whatever_lies_beside_it(checkpoints, other, tmp_path):
    """The folder that it lies in is another checkpoint: its settings are taken, and none of its weights."""
    downloads = shutil.copytree(checkpoints["sd"], tmp_path / "downloads")
    file = tiny_single_file(downloads / "dreamer.safetensors", other)
    generator = load(f"stable-diffusion:{file}")
    assert generator.folder == file
    assert difference(quick(generator).generate("a hill", count=1, seed=0)[0], drawn(other)) <= 1
    assert difference(drawn(file), drawn(downloads)) > 1


def test_the_settings_of_a_file_may_lie_in_the_folder_of_its_name(checkpoints, tmp_path):
    file = tiny_single_file(tmp_path / "dreamer.safetensors", checkpoints["sd"])
    shutil.copytree(checkpoints["sd"], tmp_path / "dreamer", ignore=shutil.ignore_patterns("*.safetensors"))
    assert difference(drawn(file), drawn(checkpoints["sd"])) <= 1


@pytest.fixture
def bare(tmp_path, monkeypatch):
    """A machine without hubs' caches and without a network."""
    for variable in ("KAGGLE_CACHE_MOUNT_FOLDER", "KAGGLEHUB_CACHE"):
        monkeypatch.setenv(variable, str(tmp_path / variable))
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path / "hf"))
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    monkeypatch.delenv("TRANSFORMERS_OFFLINE", raising=False)
    monkeypatch.setattr("weights.hubs.answers", lambda server: False)
    return tmp_path


@pytest.mark.parametrize(
    "place",
    [
        "hf/models--stable-diffusion-v1-5--stable-diffusion-v1-5/snapshots/abc",
        "KAGGLE_CACHE_MOUNT_FOLDER/stable-diffusion-v1-5/pytorch/default/1",
    ],
)
def test_the_settings_of_a_file_are_found_where_the_hubs_put_them(checkpoints, bare, place):
    file = tiny_single_file(bare / "downloads" / "dreamer.safetensors", checkpoints["sd"])
    shutil.copytree(checkpoints["sd"], bare / place)
    assert difference(drawn(file), drawn(checkpoints["sd"])) <= 1


@pytest.mark.parametrize(("download", "reason"), [(False, "download: not asked for"), (True, "does not answer")])
def test_a_file_without_settings_says_how_to_get_them(checkpoints, bare, download, reason):
    file = tiny_single_file(bare / "dreamer.safetensors", checkpoints["sd"])
    with pytest.raises(ValueError) as caught:
        StableDiffusion(file, device="cpu", download=download)
    for part in (reason, "stable-diffusion-v1-5/stable-diffusion-v1-5", f"{bare / 'dreamer'}/", "from_single_file"):
        assert part in str(caught.value)


def test_settings_of_another_pipeline_are_refused(checkpoints, tmp_path):
    file = tiny_single_file(tmp_path / "dreamer.safetensors", checkpoints["sd"])
    shutil.copytree(checkpoints["sd"], tmp_path / "dreamer", ignore=shutil.ignore_patterns("*.safetensors"))
    edited(tmp_path / "dreamer" / "model_index.json", _class_name="StableDiffusionInpaintPipeline")
    with pytest.raises(ValueError, match="needs the settings of one of .*; those in .* are of StableDiffusionInpaint"):
        StableDiffusion(file, device="cpu")


def test_a_file_goes_by_its_own_name(checkpoints, tmp_path):
    settings = shutil.copytree(checkpoints["sd"], tmp_path / "sd-turbo", ignore=shutil.ignore_patterns("*.safetensors"))
    assert families.family_of(settings, tmp_path / "dreamer.safetensors") == FAMILIES["stable-diffusion"]
    assert families.family_of(settings, tmp_path / "dreamer-sd_turbo.safetensors") == FAMILIES["turbo"]


def test_a_file_that_is_no_whole_checkpoint_is_refused(checkpoints, loras, tmp_path):
    """Although it lies in the folder of one."""
    folder = shutil.copytree(checkpoints["sd"], tmp_path / "sd")
    shutil.copy(loras["sd"] / "pytorch_lora_weights.safetensors", folder / "lora.safetensors")
    (folder / "model.ckpt").write_bytes(b"")
    (folder / "notes.txt").write_text("")
    for name in ("lora.safetensors", "model.ckpt", "notes.txt", "unet/diffusion_pytorch_model.safetensors"):
        with pytest.raises(WeightsNotFound, match=f"{name}: exists, but is not a diffusers folder"):
            StableDiffusion(folder / name)
    assert StableDiffusion(folder / "model_index.json", device="cpu").folder == folder


def test_a_file_without_all_parts_is_an_error_at_load(checkpoints, tmp_path):
    from safetensors.torch import load_file, save_file

    folder = shutil.copytree(checkpoints["sd"], tmp_path / "dreamer")
    file = tiny_single_file(tmp_path / "dreamer.safetensors", folder)
    save_file({name: t for name, t in load_file(file).items() if "first_stage" not in name}, file)
    with pytest.raises(LoadError):
        load(f"stable-diffusion:{file}")


# ---------------------------------------------------------------- LoRA


@pytest.mark.parametrize("kind", ["sd", "sdxl"])
def test_a_lora_changes_the_picture(checkpoints, loras, kind):
    plain, tuned = (
        quick(StableDiffusion(checkpoints[kind], lora=lora, device="cpu")).generate("a hill", count=1, seed=0)[0]
        for lora in (None, loras[kind])
    )
    assert difference(plain, tuned) > 20


def test_a_lora_of_another_checkpoint_is_refused(checkpoints, loras):
    with pytest.raises(ValueError, match=r"does not fit the checkpoint .*sdxl \(StableDiffusionXLPipeline\): .*size"):
        StableDiffusion(checkpoints["sdxl"], lora=loras["sd"])


def test_a_lora_without_a_place_in_the_checkpoint_is_refused(checkpoints, tmp_path):
    from safetensors.torch import save_file

    names = [f"transformer.blocks.0.to_q.lora_{side}.weight" for side in "AB"]
    save_file({name: torch.zeros(2, 2) for name in names}, tmp_path / "pytorch_lora_weights.safetensors")
    with pytest.raises(ValueError, match="does not fit the checkpoint"):
        StableDiffusion(checkpoints["sd"], lora=tmp_path)


def test_a_missing_lora_is_named(checkpoints, tmp_path):
    with pytest.raises(ValueError, match="gone: no such file or folder"):
        StableDiffusion(checkpoints["sd"], lora=tmp_path / "gone")
    with pytest.raises(ValueError, match=r"expected a \.safetensors file"):
        StableDiffusion(checkpoints["sd"], lora=tmp_path)


def changed_copy(lora, folder, rename):
    """A LoRA whose tensors have other names; the last half of them, in alphabetical order, is counted as 1."""
    from safetensors.torch import load_file, save_file

    tensors = sorted(load_file(lora / "pytorch_lora_weights.safetensors").items())
    folder.mkdir()
    renamed = {rename(name, i >= len(tensors) // 2): tensor for i, (name, tensor) in enumerate(tensors)}
    save_file(renamed, folder / "pytorch_lora_weights.safetensors")
    return folder


@pytest.mark.parametrize("kind", ["sd", "sdxl"])
def test_a_lora_of_which_half_has_no_place_is_refused(checkpoints, loras, kind, tmp_path):
    half = changed_copy(
        loras[kind], tmp_path / "half", lambda name, last: name.replace("unet.", "unet.nowhere.") if last else name
    )
    with pytest.raises(ValueError, match=r"does not fit the checkpoint .*: 32 of its 64 weights have no place there"):
        StableDiffusion(checkpoints[kind], lora=half)


def test_what_lies_beside_a_lora_is_not_taken_for_it(checkpoints, loras, tmp_path):
    """What macOS writes beside each file, and an embedding that sorts before it."""
    from safetensors.torch import save_file

    folder = tmp_path / "lora"
    shutil.copytree(loras["sd"], folder)
    (folder / "pytorch_lora_weights.safetensors").rename(folder / "style.safetensors")
    (folder / "._style.safetensors").write_bytes(b"\0\5\26\7")
    save_file({"emb_params": torch.zeros(1, 32)}, folder / "embedding.safetensors")
    pictures = [
        quick(StableDiffusion(checkpoints["sd"], lora=lora, device="cpu")).generate("a hill", count=1, seed=0)[0]
        for lora in (loras["sd"], folder, folder / "style.safetensors")
    ]
    assert difference(pictures[0], pictures[1]) == difference(pictures[0], pictures[2]) == 0
    for wrong in ("embedding.safetensors", "._style.safetensors"):
        with pytest.raises(ValueError, match="expected LoRA weights in a .safetensors file, which this is not"):
            StableDiffusion(checkpoints["sd"], lora=folder / wrong)


def test_of_two_loras_one_is_to_be_named(checkpoints, loras, tmp_path):
    for name in ("one", "two"):
        shutil.copy(loras["sd"] / "pytorch_lora_weights.safetensors", tmp_path / f"{name}.safetensors")
    with pytest.raises(ValueError, match="holds several: one.safetensors, two.safetensors; name one of them"):
        StableDiffusion(checkpoints["sd"], lora=tmp_path)
    assert StableDiffusion(checkpoints["sd"], lora=tmp_path / "two.safetensors", device="cpu")
