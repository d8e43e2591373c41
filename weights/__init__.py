"""In: what weights are for, and perhaps where they are.  Out: the folder that holds them, or what to do to get them.

    find("stable-diffusion")                            # what lies on this machine, no network
    find("stable-diffusion", "models/my-sdxl")          # a folder
    find("clip", "openai/clip-vit-large-patch14", download=True)

`find` asks in this order and returns the first hit:
1. `source`, else the role's environment variable: what is named is used or is an error. Either is a path, a Hugging
   Face repository ("owner/name") or a Kaggle model ("owner/model/framework/variation[/version]"); "hf:" or "kaggle:" in
   front says which hub is meant.
2. What lies on this machine of the role's known sources: inputs attached to a Kaggle notebook, kagglehub's cache,
   Hugging Face's cache; then anything of the right kind among Kaggle's inputs.
3. With `download=True`, the hubs (see hubs.py).
4. For "gemma" without a source, the small one that pip may have installed (see gemma_package.py).

| role             | environment variable  | what it must be                                              |
|------------------|-----------------------|--------------------------------------------------------------|
| stable-diffusion | STABLE_DIFFUSION_PATH | a diffusers folder, or a whole checkpoint in a .safetensors  |
| clip             | CLIP_PATH             | a transformers CLIPModel folder, or one with ViT-L-14.pt     |
| aesthetic-head   | AESTHETIC_HEAD_PATH   | a .safetensors or .pth file                                  |
| paligemma        | PALIGEMMA_PATH        | a transformers PaliGemma folder with .safetensors            |
| gemma            | GEMMA_PATH            | a transformers Gemma folder with .safetensors                |

The hubs' own variables hold too: HF_HUB_OFFLINE and TRANSFORMERS_OFFLINE (kagglehub has none, so they stop it as well),
HF_HOME, HF_HUB_CACHE, HF_ENDPOINT, KAGGLEHUB_CACHE, and KAGGLE_CACHE_MOUNT_FOLDER for /kaggle/input.

roles.py says what there is, sources.py where it is published, contents.py what a folder must hold, finding.py looks.
"""

from weights.finding import WeightsNotFound, find, find_each, found, missing, network_refusal
from weights.hubs import offline_variable
from weights.roles import JUDGE, ROLES, Role, how_to_get_all
from weights.sources import Source, kaggle_cache, kaggle_inputs

__all__ = [
    "JUDGE", "ROLES", "Role", "Source", "WeightsNotFound", "find", "find_each", "found", "how_to_get_all",
    "kaggle_cache", "kaggle_inputs", "missing", "network_refusal", "offline_variable",
]  # fmt: skip
