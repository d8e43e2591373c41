"""Prompts and a model in, a model out that draws better within the bytes, or a small one of the project's own.

    diffusion   a LoRA for Stable Diffusion, by DDPO
    gemma       a LoRA for Gemma, by a warm start and GRPO
    tiny_sd     a small Stable Diffusion, trained on the illustrator's pictures
    prompts, rewards, options   what the three share: what is asked for, what it is worth, how settings are given
"""
