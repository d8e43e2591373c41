"""Every size and hyperparameter of the small Stable Diffusion, and the presets that go with a kind of machine."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

# What the UNet predicts: v of a diffusion (Salimans and Ho 2022), or the velocity of a rectified flow (Liu, Gong, Liu
# 2022), which goes from a picture to noise in a straight line.
OBJECTIVES = ("velocity", "flow")


@dataclass(frozen=True)
class Config:
    # ---- data
    grammar: str = "plain"  # key of prompts.GRAMMARS
    size: int = 64  # pixels a side
    tiles: int = 6144  # pictures to train on
    seed: int = 0  # of descriptions, pictures, weights and noise
    # ---- autoencoder: a factor of 8 from four levels
    autoencoder: str = ""  # folder of a checkpoint whose autoencoder, of these sizes, is kept as it is; "": trained
    latent_channels: int = 8  # numbers for each 8 x 8 pixels
    vae_channels: tuple[int, ...] = (8, 16, 32, 64)  # width of each level
    vae_groups: int = 1  # of its group norms; with four, a picture's own colours come through late
    vae_layers: int = 1  # residual blocks a level; the decoder has one more
    vae_steps: int = 6000  # gradient steps
    vae_batch: int = 8  # pictures a step
    vae_lr: float = 2e-3  # peak learning rate of Adam
    edge_weight: float = 1.0  # of the L1 between differences of neighbouring pixels: flat art lives by its edges
    color_weight: float = 1.0  # of the first three latents being mean colours, which else come late
    kl_weight: float = 1e-6  # keeps the latents near a normal distribution
    # ---- text encoder and tokenizer
    vocabulary: int = 2048  # tokens
    tokens: int = 24  # of a description; what follows is cut off
    text_width: int = 128  # hidden size
    text_layers: int = 2  # transformer blocks
    # ---- UNet and diffusion
    objective: str = "velocity"  # one of OBJECTIVES
    unet_channels: tuple[int, ...] = (64, 128)  # width of each level; all have attention to the words
    unet_layers: int = 1  # residual blocks a level; one more on the way up
    heads: int = 4  # of each attention
    unet_steps: int = 9000  # gradient steps
    unet_batch: int = 16  # pictures a step
    unet_lr: float = 1e-3  # peak learning rate of AdamW, for the text encoder too
    drop_text: float = 0.1  # share of descriptions left out, for classifier-free guidance
    ema: float = 0.995  # decay of the averaged weights, which are the ones exported
    # ---- both
    warmup: int = 100  # steps until the peak learning rate; from there a cosine down to a twentieth
    clip: float = 1.0  # largest norm of the gradient
    save_seconds: float = 150.0  # between checkpoints, each with a sample sheet

    def __post_init__(self):
        if self.objective not in OBJECTIVES:
            raise ValueError(f"objective must be one of {', '.join(OBJECTIVES)}, not {self.objective!r}")


PRESETS = {
    # A core or two for about an hour.
    "small": Config(),
    # One GPU for half an hour.
    "full": Config(
        grammar="scenes", size=128, tiles=100_000, latent_channels=4,
        vae_channels=(24, 48, 96, 96), vae_steps=12_000, vae_batch=64, vae_lr=1e-3,
        vocabulary=4096, tokens=40, text_width=256, text_layers=4,
        unet_channels=(80, 160), unet_layers=2, heads=5, unet_steps=40_000, unet_batch=256, unet_lr=5e-4,
        ema=0.9995, warmup=500,
    ),
    # Seconds: for tests of the code alone.
    "minimal": Config(
        size=32, tiles=32, vae_channels=(8, 8, 8, 8), vae_steps=3, vae_batch=4,
        vocabulary=640, text_width=16, text_layers=1, unet_channels=(16, 16), heads=2, unet_steps=3, unet_batch=4,
        warmup=1, save_seconds=0.0,
    ),
}  # fmt: skip


def make_config(preset: str, settings: list[str] = ()) -> Config:
    """Return a preset with some of its settings replaced.

    HfArgumentParser has no place for tuples and ends the program at an error, so the few lines stand here.

    >>> make_config("small", ["unet_steps=7"]).unet_steps
    7

    Args:
        preset: a key of PRESETS.
        settings: each "name=value"; the tuples cannot be replaced.

    Raises:
        ValueError: the preset or a name is unknown, or a value is of another type or impossible.
    """
    if preset not in PRESETS:
        raise ValueError(f"preset must be one of {', '.join(PRESETS)}, not {preset!r}")
    config = PRESETS[preset]
    kinds = {field.name: type(getattr(config, field.name)) for field in fields(Config)}
    for setting in settings:
        name, _, value = setting.partition("=")
        if kinds.get(name, tuple) is tuple:
            known = ", ".join(name for name, kind in kinds.items() if kind is not tuple)
            raise ValueError(f"{setting!r}: expected name=value with a name of {known}")
        try:
            typed = kinds[name](value)
        except ValueError as error:
            raise ValueError(f"{setting!r}: {name} must be of type {kinds[name].__name__}") from error
        config = replace(config, **{name: typed})
    return config
