"""Pictures, prompts or a model in, a model or a LoRA out that draws better within the bytes.

    tiny_sd/      the illustrator's pictures -> the project's own small Stable Diffusion
    diffusion/    a diffusion model and prompts -> a LoRA that draws what survives vectorization (DDPO, Flow-GRPO)
    gemma/        a Gemma -> a LoRA that writes valid SVG within the bytes (a warm start, then GRPO)

Each has `python -m training.ROOM.train` and `python -m training.ROOM.evaluate`; what they share lies beside them:
prompts.py (what to draw), rewards.py (what a drawing is worth), options.py, base_model.py, comparison.py, sheet.py.
"""
