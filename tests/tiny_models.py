"""Tiny checkpoints with random weights, built from configs and saved the way that real ones are.

    tiny_sd(folder)      StableDiffusionPipeline, 32 x 32 pixels
    tiny_sdxl(folder)    StableDiffusionXLPipeline
    tiny_sd3(folder)     StableDiffusion3Pipeline, without the T5 text encoder
    tiny_flux(folder)    FluxPipeline, with a T5 tokenizer of single letters
    tiny_single_file(file, checkpoint)   a tiny_sd as one file with the original names, as such files are shared
    tiny_lora(folder, checkpoint)   a LoRA that changes what `checkpoint` draws
    tiny_gemma2(folder)  Gemma2ForCausalLM with a tokenizer of single characters, and a chat template if you like
    tiny_gemma3(folder)  Gemma3ForCausalLM, likewise
    tiny_gemma_lora(folder, checkpoint)   a LoRA that changes what such a checkpoint writes

They draw noise, but through every line of code that a real checkpoint takes, in a fraction of a second.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

WIDTH = 32  # hidden size of the text encoders


def tiny_sd(folder: Path, **save) -> Path:
    """A Stable Diffusion 1.x checkpoint in `folder`; `save` goes to save_pretrained, e.g. variant="fp16"."""
    import torch
    from diffusers import DDIMScheduler, StableDiffusionPipeline
    from transformers import CLIPTextModel

    torch.manual_seed(0)
    pipe = StableDiffusionPipeline(
        vae=_vae(),
        text_encoder=CLIPTextModel(_text_config()),
        tokenizer=tiny_clip_tokenizer(folder / "tokenizer"),
        unet=_unet(cross_attention_dim=WIDTH),
        scheduler=DDIMScheduler(beta_schedule="scaled_linear", clip_sample=False, steps_offset=1),
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    )
    pipe.save_pretrained(folder, **save)
    return folder


def tiny_sdxl(folder: Path) -> Path:
    """A Stable Diffusion XL checkpoint in `folder`."""
    import torch
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline
    from transformers import CLIPTextModel, CLIPTextModelWithProjection

    torch.manual_seed(0)
    tokenizer = tiny_clip_tokenizer(folder / "tokenizer")
    pipe = StableDiffusionXLPipeline(
        vae=_vae(),
        text_encoder=CLIPTextModel(_text_config()),
        text_encoder_2=CLIPTextModelWithProjection(_text_config()),
        tokenizer=tokenizer,
        tokenizer_2=tokenizer,
        unet=_unet(
            cross_attention_dim=2 * WIDTH,
            addition_embed_type="text_time",
            addition_time_embed_dim=8,
            projection_class_embeddings_input_dim=6 * 8 + WIDTH,
        ),
        scheduler=EulerDiscreteScheduler(beta_schedule="scaled_linear"),
    )
    pipe.save_pretrained(folder)
    return folder


def tiny_sd3(folder: Path) -> Path:
    """A Stable Diffusion 3 checkpoint in `folder`."""
    import torch
    from diffusers import FlowMatchEulerDiscreteScheduler, SD3Transformer2DModel, StableDiffusion3Pipeline
    from transformers import CLIPTextModelWithProjection

    torch.manual_seed(0)
    tokenizer = tiny_clip_tokenizer(folder / "tokenizer")
    transformer = SD3Transformer2DModel(
        sample_size=16,
        patch_size=1,
        in_channels=4,
        num_layers=1,
        attention_head_dim=8,
        num_attention_heads=4,
        joint_attention_dim=2 * WIDTH,
        caption_projection_dim=32,
        pooled_projection_dim=2 * WIDTH,
        out_channels=4,
    )
    pipe = StableDiffusion3Pipeline(
        transformer=transformer,
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=_vae(shift_factor=0.06),
        text_encoder=CLIPTextModelWithProjection(_text_config()),
        tokenizer=tokenizer,
        text_encoder_2=CLIPTextModelWithProjection(_text_config()),
        tokenizer_2=tokenizer,
        text_encoder_3=None,
        tokenizer_3=None,
    )
    pipe.save_pretrained(folder)
    return folder


def tiny_flux(folder: Path) -> Path:
    """A Flux checkpoint of the schnell kind in `folder`."""
    import torch
    from diffusers import FlowMatchEulerDiscreteScheduler, FluxPipeline, FluxTransformer2DModel
    from transformers import CLIPTextModel, T5Config, T5EncoderModel

    torch.manual_seed(0)
    t5_tokenizer = tiny_t5_tokenizer()
    t5_config = T5Config(vocab_size=len(t5_tokenizer), d_model=WIDTH, d_kv=8, d_ff=2 * WIDTH, num_layers=1, num_heads=2)
    transformer = FluxTransformer2DModel(
        patch_size=1,
        in_channels=16,  # 4 latent channels, packed 2 x 2
        num_layers=1,
        num_single_layers=1,
        attention_head_dim=16,
        num_attention_heads=2,
        joint_attention_dim=WIDTH,
        pooled_projection_dim=WIDTH,
        axes_dims_rope=(4, 4, 8),
    )
    pipe = FluxPipeline(
        scheduler=FlowMatchEulerDiscreteScheduler(),
        vae=_vae(shift_factor=0.06, use_quant_conv=False, use_post_quant_conv=False),
        text_encoder=CLIPTextModel(_text_config()),
        tokenizer=tiny_clip_tokenizer(folder / "tokenizer"),
        text_encoder_2=T5EncoderModel(t5_config),
        tokenizer_2=t5_tokenizer,
        transformer=transformer,
    )
    pipe.save_pretrained(folder)
    return folder


def tiny_single_file(file: Path, checkpoint: Path) -> Path:
    """Write the weights of a tiny_sd to one file, under the names of CompVis' code (two levels, one layer each)."""
    from safetensors.torch import load_file, save_file

    unet, vae, text = (load_file(next((checkpoint / part).glob("*.safetensors"))) for part in _ORIGINAL)
    tensors = {f"model.diffusion_model.{_original(name, _ORIGINAL['unet'])}": tensor for name, tensor in unet.items()}
    tensors |= {f"first_stage_model.{_original(name, _ORIGINAL['vae'])}": tensor for name, tensor in vae.items()}
    prefix = "cond_stage_model.transformer.text_model."
    tensors |= {prefix + name.removeprefix("text_model."): tensor for name, tensor in text.items()}
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file({name: tensor.contiguous() for name, tensor in tensors.items()}, file)
    return file


_ORIGINAL = {  # part -> (a pattern in diffusers' names, what stands there in the original ones)
    "unet": [
        (r"^time_embedding.linear_1", "time_embed.0"),
        (r"^time_embedding.linear_2", "time_embed.2"),
        (r"^conv_in", "input_blocks.0.0"),
        (r"^conv_norm_out", "out.0"),
        (r"^conv_out", "out.2"),
        (r"^down_blocks.0.downsamplers.0.conv", "input_blocks.2.0.op"),
        (r"^down_blocks.0.resnets.0", "input_blocks.1.0"),
        (r"^down_blocks.1.resnets.0", "input_blocks.3.0"),
        (r"^down_blocks.1.attentions.0", "input_blocks.3.1"),
        (r"^mid_block.resnets.0", "middle_block.0"),
        (r"^mid_block.attentions.0", "middle_block.1"),
        (r"^mid_block.resnets.1", "middle_block.2"),
        (r"^up_blocks.0.resnets", "output_blocks"),
        (r"^up_blocks.0.attentions.(.)", r"output_blocks.\1.1"),
        (r"^up_blocks.0.upsamplers.0", "output_blocks.1.2"),
        (r"^up_blocks.1.resnets.0", "output_blocks.2"),
        (r"^up_blocks.1.resnets.1", "output_blocks.3"),
        (r"^(output_blocks.\d)\.(?=[a-z])", r"\1.0."),
        (r"norm1(?=.(weight|bias)$)(?<!transformer_blocks.0.norm1)", "in_layers.0"),
        (r"conv1", "in_layers.2"),
        (r"norm2(?=.(weight|bias)$)(?<!transformer_blocks.0.norm2)", "out_layers.0"),
        (r"conv2", "out_layers.3"),
        (r"time_emb_proj", "emb_layers.1"),
        (r"conv_shortcut", "skip_connection"),
    ],
    "vae": [
        (r"conv_norm_out", "norm_out"),
        (r"down_blocks.(.).resnets", r"down.\1.block"),
        (r"down_blocks.(.).downsamplers.0", r"down.\1.downsample"),
        (r"up_blocks.0", "up.1"),
        (r"up_blocks.1", "up.0"),
        (r"(up..).resnets", r"\1.block"),
        (r"(up..).upsamplers.0", r"\1.upsample"),
        (r"mid_block.resnets.0", "mid.block_1"),
        (r"mid_block.resnets.1", "mid.block_2"),
        (r"mid_block.attentions.0", "mid.attn_1"),
        (r"group_norm", "norm"),
        (r"to_([qkv])", r"\1"),
        (r"to_out.0", "proj_out"),
        (r"conv_shortcut", "nin_shortcut"),
    ],
    "text_encoder": [],
}


def _original(name: str, rules: list[tuple[str, str]]) -> str:
    for pattern, original in rules:
        name = re.sub(pattern, original, name)
    return name


def tiny_lora(folder: Path, checkpoint: Path) -> Path:
    """LoRA weights of rank 2 for the attention of a checkpoint's UNet, large enough to be seen."""
    import torch
    from diffusers import AutoPipelineForText2Image
    from peft import LoraConfig
    from peft.utils import get_peft_model_state_dict

    pipe = AutoPipelineForText2Image.from_pretrained(str(checkpoint), local_files_only=True)
    pipe.unet.add_adapter(LoraConfig(r=2, lora_alpha=2, target_modules=["to_q", "to_k", "to_v", "to_out.0"]))
    torch.manual_seed(1)
    weights = {name: torch.randn_like(value) for name, value in get_peft_model_state_dict(pipe.unet).items()}
    type(pipe).save_lora_weights(str(folder), unet_lora_layers=weights)
    return folder


def tiny_clip_tokenizer(folder: Path):
    """A CLIP tokenizer of single bytes, without merges: 514 tokens, 77 of them to a prompt."""
    from transformers import CLIPTokenizer

    printable = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    symbols = [chr(b) for b in printable] + [chr(256 + i) for i in range(256 - len(printable))]  # as GPT-2 spells bytes
    tokens = [*symbols, *(f"{symbol}</w>" for symbol in symbols), "<|startoftext|>", "<|endoftext|>"]
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps({token: i for i, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    (folder / "tokenizer_config.json").write_text(
        json.dumps({"tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "pad_token": "<|endoftext|>"})
    )
    return CLIPTokenizer.from_pretrained(str(folder))


def tiny_t5_tokenizer():
    """A T5 tokenizer of single letters."""
    from transformers import T5Tokenizer

    pieces = ["<pad>", "</s>", "<unk>", "▁", *"abcdefghijklmnopqrstuvwxyz,.'"]
    return T5Tokenizer(vocab=[(piece, 0.0) for piece in pieces], extra_ids=0, model_max_length=64)


CHAT = "{{ bos_token }}{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{% endfor %}<model>"


def tiny_gemma2(folder: Path, template: str | None = None) -> Path:
    """A Gemma 2 in `folder`; `template`: a chat template, such as CHAT."""
    from transformers import Gemma2Config, Gemma2ForCausalLM

    return _tiny_gemma(folder, template, Gemma2Config, Gemma2ForCausalLM)


def tiny_gemma3(folder: Path, template: str | None = None) -> Path:
    """A Gemma 3 in `folder`; `template` as in tiny_gemma2."""
    from transformers import Gemma3ForCausalLM, Gemma3TextConfig

    return _tiny_gemma(folder, template, Gemma3TextConfig, Gemma3ForCausalLM)


def tiny_gemma_lora(folder: Path, checkpoint: Path) -> Path:
    """LoRA weights of rank 2 for the attention of a Gemma, large enough to be seen."""
    import torch
    from peft import LoraConfig, get_peft_model
    from transformers import AutoModelForCausalLM

    config = LoraConfig(r=2, target_modules=["q_proj", "v_proj", "o_proj"])
    model = get_peft_model(AutoModelForCausalLM.from_pretrained(str(checkpoint), local_files_only=True), config)
    torch.manual_seed(1)
    for name, weight in model.named_parameters():
        if "lora_" in name:
            torch.nn.init.normal_(weight)
    model.save_pretrained(str(folder))
    return folder


def _tiny_gemma(folder: Path, template: str | None, config, model) -> Path:
    import torch
    from tokenizers import Regex, Tokenizer, decoders, models, pre_tokenizers
    from transformers import PreTrainedTokenizerFast

    letters = ["<pad>", "<eos>", "<bos>", "<unk>", *map(chr, range(32, 127)), "\n"]
    raw = Tokenizer(models.WordLevel({letter: i for i, letter in enumerate(letters)}, unk_token="<unk>"))
    raw.pre_tokenizer = pre_tokenizers.Split(Regex(r"[\s\S]"), "isolated")
    raw.decoder = decoders.Fuse()
    special = {"pad_token": "<pad>", "eos_token": "<eos>", "bos_token": "<bos>", "unk_token": "<unk>"}
    tokenizer = PreTrainedTokenizerFast(tokenizer_object=raw, **special)
    tokenizer.chat_template = template
    tokenizer.save_pretrained(folder)
    torch.manual_seed(0)
    sizes = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "head_dim": 8}
    heads = {"num_attention_heads": 2, "num_key_value_heads": 1}
    ends = {"pad_token_id": 0, "eos_token_id": 1, "bos_token_id": 2}
    model(config(vocab_size=len(letters), **sizes, **heads, **ends)).save_pretrained(folder)
    return folder


def _text_config():
    from transformers import CLIPTextConfig

    return CLIPTextConfig(
        vocab_size=514,
        hidden_size=WIDTH,
        intermediate_size=2 * WIDTH,
        projection_dim=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=2,
        bos_token_id=512,
        eos_token_id=513,
        pad_token_id=513,
    )


def _unet(**extra):
    from diffusers import UNet2DConditionModel

    return UNet2DConditionModel(
        sample_size=16,
        block_out_channels=(8, 16),
        layers_per_block=1,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        attention_head_dim=2,
        norm_num_groups=4,
        **extra,
    )


def _vae(**extra):
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(8, 16),
        down_block_types=("DownEncoderBlock2D",) * 2,
        up_block_types=("UpDecoderBlock2D",) * 2,
        latent_channels=4,
        norm_num_groups=4,
        sample_size=32,
        **extra,
    )
