"""Prompts and a diffusion or flow-matching model in, a LoRA out that draws what survives vectorization."""
