"""A Gemma in, a LoRA out that writes valid SVG within the bytes: warm start, then GRPO."""
