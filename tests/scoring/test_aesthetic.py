from pathlib import Path

import pytest
import torch
from PIL import Image
from safetensors.torch import save_file

from scoring.aesthetic import AestheticEvaluator
from tests.tiny_judge import tiny_clip, tiny_head
from tests.tiny_models import tiny_clip_tokenizer
from weights import WeightsNotFound

SHARED = Path(__file__).parents[2] / "../shared"


@pytest.fixture(scope="module")
def clip(tmp_path_factory):
    return tiny_clip(tmp_path_factory.mktemp("judge") / "clip")


@pytest.fixture(scope="module")
def head(tmp_path_factory):
    return tiny_head(tmp_path_factory.mktemp("judge") / "sac+logos+ava1-l14-linearMSE.pth")


@pytest.fixture(scope="module")
def aesthetic(clip, head):
    return AestheticEvaluator(clip, head, device="cpu")


def openai_state(clip: Path) -> dict[str, torch.Tensor]:
    """The image half of `clip` under the names that OpenAI's file has."""
    from transformers import CLIPModel

    model = CLIPModel.from_pretrained(clip)
    vision = model.vision_model
    state = {
        "class_embedding": vision.embeddings.class_embedding,
        "positional_embedding": vision.embeddings.position_embedding.weight,
        "conv1.weight": vision.embeddings.patch_embedding.weight,
        "proj": model.visual_projection.weight.T.contiguous(),
    }
    for name, module in {"ln_pre": vision.pre_layrnorm, "ln_post": vision.post_layernorm}.items():
        state |= {f"{name}.weight": module.weight, f"{name}.bias": module.bias}
    for i, layer in enumerate(vision.encoder.layers):
        block, attention = f"transformer.resblocks.{i}", layer.self_attn
        parts = attention.q_proj, attention.k_proj, attention.v_proj
        state[f"{block}.attn.in_proj_weight"] = torch.cat([part.weight for part in parts])
        state[f"{block}.attn.in_proj_bias"] = torch.cat([part.bias for part in parts])
        modules = {
            "attn.out_proj": attention.out_proj,
            "ln_1": layer.layer_norm1,
            "ln_2": layer.layer_norm2,
            "mlp.c_fc": layer.mlp.fc1,
            "mlp.c_proj": layer.mlp.fc2,
        }
        for name, module in modules.items():
            state |= {f"{block}.{name}.weight": module.weight, f"{block}.{name}.bias": module.bias}
    return {f"visual.{name}": tensor.detach().half().clone() for name, tensor in state.items()}


class Archive(torch.nn.Module):
    """A module whose state dict is the given one, dots and all."""

    def __init__(self, state: dict[str, torch.Tensor]):
        super().__init__()
        for name, tensor in state.items():
            *path, last = name.split(".")
            module = self
            for part in path:
                if not hasattr(module, part):
                    module.add_module(part, torch.nn.Module())
                module = getattr(module, part)
            module.register_parameter(last, torch.nn.Parameter(tensor, requires_grad=False))

    def forward(self, x):
        return x


def save_script(state, path):
    torch.jit.script(Archive(state)).save(path)


@pytest.mark.parametrize("save", [torch.save, save_script], ids=["state dict", "TorchScript"])
def test_openais_file_gives_the_same_scores(save, clip, head, aesthetic, scene, noise, tmp_path):
    save({"logit_scale": torch.ones(()), **openai_state(clip)}, str(tmp_path / "ViT-L-14.pt"))
    other = AestheticEvaluator(tmp_path, head, device="cpu")
    assert other.score_batch([scene, noise]) == pytest.approx(aesthetic.score_batch([scene, noise]), rel=2e-3)  # half


def test_openais_file_must_be_whole_and_reads_no_text(clip, head, tmp_path):
    state = openai_state(clip)
    tiny_clip_tokenizer(tmp_path)  # beside it; the file's text half is not read
    torch.save(state, tmp_path / "ViT-L-14.pt")
    assert AestheticEvaluator(tmp_path, head, device="cpu").clip.embed_text("a boat") is None
    torch.save({name: tensor for name, tensor in state.items() if "ln_post" not in name}, tmp_path / "ViT-L-14.pt")
    with pytest.raises(ValueError, match="not whole: vision_model.post_layernorm"):
        AestheticEvaluator(tmp_path, head, device="cpu")


def test_the_head_loads_from_safetensors_too(clip, aesthetic, scene, tmp_path):
    other = AestheticEvaluator(clip, tiny_head(tmp_path / "linearMSE.safetensors"), device="cpu")
    assert other.score(scene) == aesthetic.score(scene)


@pytest.mark.parametrize("kind", ["fp16", "bf16", "non_ema"])
def test_a_variant_that_is_the_only_one_is_loaded(kind, head, aesthetic, scene, tmp_path):
    folder = tiny_clip(tmp_path / "clip")
    (folder / "model.safetensors").rename(folder / f"model.{kind}.safetensors")
    assert AestheticEvaluator(folder, head, device="cpu").score(scene) == aesthetic.score(scene)


def test_many_pictures_at_once(aesthetic, scene, noise):
    pictures = [scene, noise, scene.resize((64, 300))]
    assert aesthetic.score_batch(pictures) == pytest.approx([aesthetic.score(picture) for picture in pictures])


def test_only_the_middle_counts(aesthetic, scene):
    """CLIP looks at the centre square of a wide picture."""
    wide = Image.new("RGB", (scene.height * 3, scene.height), "red")
    square = scene.crop((0, 0, scene.height, scene.height))
    wide.paste(square, (scene.height, 0))
    assert aesthetic.score(wide) == pytest.approx(aesthetic.score(square), rel=1e-3)


def test_the_heads_arithmetic_on_the_published_weights():
    """4.2159... is what the competition's own code gives for linspace(-1, 1, 768) made 1 long."""
    from scoring.aesthetic import _load_head

    path = SHARED / "data/sac+logos+ava1-l14-linearMSE.pth"
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    embedding = torch.linspace(-1, 1, 768)
    with torch.inference_mode():
        assert float(_load_head(path)(embedding / embedding.norm())) == pytest.approx(4.215948581695557, rel=1e-5)


def test_a_head_of_another_shape_is_refused(clip, tmp_path):
    save_file({"layers.0.weight": torch.zeros(3, 3)}, tmp_path / "linearmse.safetensors")
    with pytest.raises(ValueError, match="linearmse.safetensors is not the aesthetic head"):
        AestheticEvaluator(clip, tmp_path / "linearmse.safetensors")


def test_a_clip_of_another_width_is_refused(head, tmp_path):
    from transformers import CLIPConfig, CLIPModel

    size = {"hidden_size": 64, "intermediate_size": 64, "num_hidden_layers": 1, "num_attention_heads": 1}
    config = CLIPConfig(text_config=size, vision_config={**size, "image_size": 32, "patch_size": 16})
    CLIPModel(config).save_pretrained(tmp_path)
    with pytest.raises(ValueError, match="embeddings of 512 numbers, expected the 768"):
        AestheticEvaluator(tmp_path, head)


def test_a_pickle_is_not_run(clip, tmp_path):
    class Bomb:
        def __reduce__(self):
            return (Path.touch, (tmp_path / "exploded",))

    path = tmp_path / "linearmse.pth"
    torch.save({"layers.0.weight": Bomb()}, path)
    with pytest.raises(ValueError, match="linearmse.pth holds no weights"):
        AestheticEvaluator(clip, path)
    assert not (tmp_path / "exploded").exists()


def test_no_weights(tmp_path, head):
    with pytest.raises(WeightsNotFound, match="clip"):
        AestheticEvaluator(tmp_path, head)


@pytest.mark.parametrize("name", ["ViT-L-14.pt", "linearmse.pth"])
def test_a_file_that_was_cut_off_is_named(name, clip, head, tmp_path):
    (tmp_path / name).write_bytes(b"PK\x03\x04 and no more")
    paths = (tmp_path, head) if name.endswith(".pt") else (clip, tmp_path / name)
    with pytest.raises(ValueError, match=name):
        AestheticEvaluator(*paths)
