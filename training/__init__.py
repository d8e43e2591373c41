"""Training of the project's own models: a small Stable Diffusion on the illustrator's pictures.

    python -m training.tiny_sd.tiles --preset small    render the pictures beforehand (training does it else)
    python -m training.tiny_sd.train --preset small    autoencoder, then diffusion; exports out/tiny-sd/checkpoint
    python -m training.tiny_sd.evaluate                what it draws of combinations that it has never seen
"""
