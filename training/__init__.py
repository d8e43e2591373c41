"""Training of the project's own models: a small Stable Diffusion on the illustrator's pictures.

    python -m training.tiles --preset small        render the pictures beforehand (training does it where they lack)
    python -m training.tiny_sd --preset small      autoencoder, then diffusion; exports out/tiny-sd/checkpoint
    python -m training.evaluate_tiny_sd            what it draws of combinations that it has never seen
"""
