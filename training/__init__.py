"""Pictures, prompts or a model in, a model or a LoRA out that draws better within the bytes.

    tiny_sd/      the illustrator's pictures -> the project's own small Stable Diffusion
    diffusion/    a diffusion model and prompts -> a LoRA that draws what survives vectorization (DDPO, Flow-GRPO)
    gemma/        a Gemma -> a LoRA that draws in SVG within the bytes (the illustrator's drawings, then GRPO)

Each has `python -m training.ROOM.train` and `python -m training.ROOM.evaluate`; what they share lies beside them:
prompts.py (what to draw), rewards.py (what a drawing is worth), recognition.py (what it shows), options.py,
base_model.py, comparison.py, sheet.py.  quarter_hour.py runs two of them on a GPU for so long.
"""
