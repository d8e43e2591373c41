"""The model card of a checkpoint, from training.json and evaluation.json beside it."""

from __future__ import annotations

import json
from pathlib import Path

from support.files import write_atomically
from training.prompts import GRAMMARS

CARD = """---
license: mit
pipeline_tag: text-to-image
library_name: diffusers
---
# tiny-sd

A Stable Diffusion of {total:.1f} M parameters, {size} x {size} pixels, trained from nothing on the pictures
of this project's illustrator. It is there so that everything which runs on Stable Diffusion (drawing, LoRA training,
tests) runs without a download. It knows little and draws little: the illustrator itself, or any published checkpoint,
draws better.

    python model.py "a red apple on a plain background" --generator tiny-sd

## Data

{tiles:,} pictures of the illustrator, rendered from a grammar of descriptions (`training/prompts.py`, "{grammar}"):
{kinds}. {held_out} of the {pairs} combinations of thing and colour were kept from training by a hash.
Any word outside this grammar means little or nothing to it.

Things: {things}.
Colours: {colors}.

## Model

A diffusers `StableDiffusionPipeline`, float16: AutoencoderKL ({vae:.2f} M parameters, factor 8,
{latent_channels} latent channels), UNet2DConditionModel ({unet:.2f} M, widths {unet_channels}), CLIPTextModel
({text_encoder:.2f} M, {text_layers} layers, {tokens} tokens), a byte-pair tokenizer of at most {vocabulary} tokens.
{method}, 20 steps, guidance 3.
A diffusion and a rectified flow draw about equally well after equal training: after 2,500 steps each of the preset
"small", with the same autoencoder, 93 and 94 % of 112 drawings of held-out combinations have the asked colour, and 88 %
(81 to 93) and 93 % (87 to 96) show the asked thing.

## Training

On a {device}: {autoencoder}, {minutes[diffusion]:.0f} minutes for
diffusion ({steps[diffusion]:,} steps of {unet_batch} pictures).
`python -m training.tiny_sd.train` makes such a checkpoint; all settings are in training.json.
{evaluation}"""

METHODS = {
    "velocity": "Velocity prediction down to pure noise; DDIM",
    "flow": "A rectified flow; Euler's method",
}

TRAINED = """{minutes[autoencoder]:.0f} minutes for the autoencoder ({steps[autoencoder]:,} steps of
{vae_batch} pictures)"""
KEPT = "the autoencoder of `{}`, kept as it is"

EVALUATION = """
## Figures

{descriptions} descriptions of things alone on plain ground, of {combinations} held-out combinations, guidance 3,
20 steps. The main colour is the one of most pixels that are not ground; a small network, trained on the
illustrator's pictures, names the thing. `python -m training.tiny_sd.evaluate` measures them.

| | asked main colour | asked thing |
|---|---|---|
| this checkpoint | {drawn[colour]:.0f} % | {drawn[thing]:.0f} % |
| the illustrator's pictures | {illustrator[colour]:.0f} % | {illustrator[thing]:.0f} % |
| chance | {chance[colour]:.0f} % | {chance[thing]:.0f} % |
| aimed at | 75 % | 70 % |

Eight seeds of one description differ by {difference_of_seeds:.1f} of 255 a channel at the least. A picture (20 steps
and decoding) takes {seconds:.2f} s in the median with {threads} CPU threads.

The first forty, none of them chosen, each under the picture what was asked for:

![forty pictures of held-out combinations](sheet.png)
"""


def write_card(folder: Path) -> None:
    """Write README.md into a checkpoint's folder; it has a section of figures where there is an evaluation.json."""
    training = json.loads((folder / "training.json").read_text())
    config, parameters = training["config"], training["parameters"]
    grammar = GRAMMARS[config["grammar"]]
    measured = folder / "evaluation.json"
    pairs = len(grammar.things) * len(grammar.colors)
    kept = config.pop("autoencoder", "")
    autoencoder = KEPT.format(kept) if kept else TRAINED.format(**config, **training)
    card = CARD.format(
        **config,
        autoencoder=autoencoder,
        **{name: count / 1e6 for name, count in parameters.items()},
        total=sum(parameters.values()) / 1e6,
        kinds="one thing alone on plain ground" if grammar.plain == 1 else "things alone on plain ground, and scenes",
        method=METHODS[config.get("objective", "velocity")],
        held_out=training["held_out"],
        pairs=pairs,
        things=", ".join(grammar.things),
        colors=", ".join(grammar.colors),
        device=training["device"],
        minutes=training["minutes"],
        steps=training["steps"],
        evaluation=EVALUATION.format(**json.loads(measured.read_text())) if measured.exists() else "",
    )
    write_atomically(folder / "README.md", card)
