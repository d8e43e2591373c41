"""A Gemma in, a LoRA out that draws in SVG within the bytes: lessons on the illustrator's drawings, then GRPO."""
