"""The arithmetic of Flow-GRPO: the sampler of a rectified flow made random, so that its steps have probabilities.

Liu et al. 2025, "Flow-GRPO: Training Flow Matching Models via Online RL" (https://arxiv.org/abs/2505.05470).  A
rectified flow (Liu, Gong, Liu 2022) goes along x_t = (1 - t) picture + t noise from t = 1 to 0, its network giving the
velocity v = noise - picture.  Their section 4.2 turns the equation dx = v dt into a stochastic one with the same
distribution at every t,

    dx = [v + sigma_t^2 / (2 t) (x + (1 - t) v)] dt + sigma_t dw,    sigma_t = a sqrt(t / (1 - t)),

of which an Euler-Maruyama step draws from a Gaussian.  The divergence from the base of their equation 12 is that of two
Gaussians of equal width (`training.diffusion.ddpo.gaussian_kl`).
"""

from __future__ import annotations

import math

import torch

NOISE_LEVEL = 0.7  # a: of those that the paper compares the one that learns best


def flow_mean(
    velocity: torch.Tensor, latents: torch.Tensor, time: float, time_next: float, level: float, latest: float = 1.0
) -> tuple[torch.Tensor, float]:
    """Return (mean, sigma) of the next, less noisy latents.

    Args:
        velocity: the network's output, (B, ...).
        latents: where it was asked, of the same shape.
        time, time_next: t of this step and of the next, 1 (noise) to 0 (picture), falling.
        level: a, how random the step is; 0 is the sampler that the network was made for (Euler).
        latest: t that stands for a later one in sigma_t's denominator, which at t = 1 would be 0; less than 1.
    """
    width = level * math.sqrt(time / (1 - min(time, latest))) if level else 0.0
    drift = velocity + width**2 / (2 * time) * (latents + (1 - time) * velocity)
    return latents + drift * (time_next - time), width * math.sqrt(time - time_next)
