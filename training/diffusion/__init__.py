"""Prompts and a Stable Diffusion in, a LoRA out that draws what survives vectorization within the bytes."""
