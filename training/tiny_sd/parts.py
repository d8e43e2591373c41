"""The parts of the small Stable Diffusion, from a Config, and the folder that they are exported to."""

from __future__ import annotations

from pathlib import Path

import torch

from training.tiny_sd.config import Config
from weights.quiet import quiet


def make_vae(config: Config):
    """AutoencoderKL: float (B, 3, size, size), -1 to 1 <-> (B, latent_channels, size / 8, size / 8)."""
    from diffusers import AutoencoderKL

    levels = len(config.vae_channels)
    vae = AutoencoderKL(
        block_out_channels=config.vae_channels,
        down_block_types=("DownEncoderBlock2D",) * levels,
        up_block_types=("UpDecoderBlock2D",) * levels,
        layers_per_block=config.vae_layers,
        latent_channels=config.latent_channels,
        norm_num_groups=config.vae_groups,
        sample_size=config.size,
    )
    with torch.no_grad():  # little noise at first: as much as there is signal makes a slow start
        vae.quant_conv.bias[config.latent_channels :] -= 6
    return vae.to(memory_format=torch.channels_last)  # a quarter faster on a CPU


def load_vae(vae, checkpoint: Path) -> None:
    """Fill an autoencoder of `make_vae` with the weights of a checkpoint's.

    Raises:
        OSError: there is none in the folder.
        ValueError: it has other sizes.
    """
    from safetensors.torch import load_file

    file = checkpoint / "vae" / "diffusion_pytorch_model.safetensors"
    try:
        vae.load_state_dict(load_file(file))
    except RuntimeError as error:  # which lists every tensor
        raise ValueError(f"{file}: an autoencoder of other sizes than the settings say") from error


def make_text_encoder(config: Config, tokenizer):
    """CLIPTextModel: token numbers (B, tokens) -> float (B, tokens, text_width)."""
    from transformers import CLIPTextConfig, CLIPTextModel

    end = tokenizer.eos_token_id
    return CLIPTextModel(
        CLIPTextConfig(
            vocab_size=len(tokenizer),
            hidden_size=config.text_width,
            intermediate_size=4 * config.text_width,
            projection_dim=config.text_width,
            num_hidden_layers=config.text_layers,
            num_attention_heads=max(1, config.text_width // 32),
            max_position_embeddings=config.tokens,
            bos_token_id=tokenizer.bos_token_id,
            eos_token_id=end,
            pad_token_id=end,
        )
    )


def make_unet(config: Config):
    """UNet2DConditionModel on the latents, with attention to the words on every level."""
    from diffusers import UNet2DConditionModel

    levels = len(config.unet_channels)
    return UNet2DConditionModel(
        sample_size=config.size // 8,
        in_channels=config.latent_channels,
        out_channels=config.latent_channels,
        block_out_channels=config.unet_channels,
        down_block_types=("CrossAttnDownBlock2D",) * levels,
        up_block_types=("CrossAttnUpBlock2D",) * levels,
        layers_per_block=config.unet_layers,
        attention_head_dim=config.heads,
        cross_attention_dim=config.text_width,
        norm_num_groups=8,
    )


def make_scheduler(objective: str):
    """The sampler for an objective of config.OBJECTIVES.

    "velocity": DDIM that ends in pure noise (https://arxiv.org/abs/2305.08891): else the mean colour of a picture leaks
    in. "flow": Euler's method, in the class that StableDiffusionPipeline can draw with: its own, flow-matching Euler,
    lacks what that pipeline asks of a scheduler, and DPM-Solver of the first order takes the same steps.
    """
    from diffusers import DDIMScheduler, DPMSolverMultistepScheduler

    if objective == "flow":
        return DPMSolverMultistepScheduler(
            prediction_type="flow_prediction", use_flow_sigmas=True, solver_order=1, steps_offset=1
        )
    return DDIMScheduler(
        beta_start=0.00085,
        beta_end=0.012,
        beta_schedule="scaled_linear",
        prediction_type="v_prediction",
        rescale_betas_zero_snr=True,
        timestep_spacing="trailing",
        clip_sample=False,
        set_alpha_to_one=True,
        steps_offset=1,
    )


def make_pipeline(vae, text_encoder, tokenizer, unet, scheduler):
    """The StableDiffusionPipeline of these parts."""
    from diffusers import StableDiffusionPipeline

    pipe = StableDiffusionPipeline(
        vae=vae,
        text_encoder=text_encoder,
        tokenizer=tokenizer,
        unet=unet,
        scheduler=scheduler,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipe.set_progress_bar_config(disable=True)
    return pipe


def export(pipe, folder: Path) -> None:
    """Write the pipeline as float16 safetensors, as any published checkpoint; `pipe` is float16 from then on."""
    with quiet("diffusers", "transformers"):
        pipe.to(torch.float16).to("cpu").save_pretrained(folder, safe_serialization=True)
