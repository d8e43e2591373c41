"""The illustrator's pictures in, the project's own small Stable Diffusion out."""
