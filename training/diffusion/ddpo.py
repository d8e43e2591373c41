"""The arithmetic of DDPO: denoising as a sequence of Gaussian actions, and PPO's loss on them.

Black, Janner, Du, Kostrikov, Levine 2023, "Training Diffusion Models with Reinforcement Learning"; the step is DDIM
(Song, Meng, Ermon 2020, equations 12 and 16) with eta > 0, which draws x_{t-1} from N(mean, sigma^2).
"""

from __future__ import annotations

import math

import torch


def ddim_mean(
    noise: torch.Tensor, latents: torch.Tensor, alpha: float, alpha_next: float, eta: float, prediction: str = "epsilon"
) -> tuple[torch.Tensor, float]:
    """Return (mean, sigma) of the next, less noisy latents.

    Args:
        noise: the network's output (B, C, H, W): the noise, or v (Salimans and Ho 2022) for "v_prediction".
        latents: where it was asked, (B, C, H, W).
        alpha, alpha_next: cumulative products of this step and of the next, 0 to 1.
        eta: 0 is deterministic, 1 as random as DDPM.
    """
    if prediction == "v_prediction":
        clean = alpha**0.5 * latents - (1 - alpha) ** 0.5 * noise
        noise = alpha**0.5 * noise + (1 - alpha) ** 0.5 * latents
    else:
        clean = (latents - (1 - alpha) ** 0.5 * noise) / alpha**0.5
    sigma = eta * math.sqrt((1 - alpha_next) / (1 - alpha) * max(1 - alpha / alpha_next, 0.0))
    return alpha_next**0.5 * clean + max(1 - alpha_next - sigma**2, 0.0) ** 0.5 * noise, sigma


def log_probability(sample: torch.Tensor, mean: torch.Tensor, sigma: float) -> torch.Tensor:
    """Return the log density of N(mean, sigma^2) at `sample`, averaged over all axes but the first: float32 (B,)."""
    squares = (sample.float() - mean.float()) ** 2 / (2 * sigma**2)
    return (-squares - math.log(sigma) - 0.5 * math.log(2 * math.pi)).flatten(1).mean(dim=1)


def ppo_loss(
    log_prob: torch.Tensor, old_log_prob: torch.Tensor, advantage: torch.Tensor, clip: float
) -> tuple[torch.Tensor, dict[str, float]]:
    """Return PPO's clipped loss (Schulman et al. 2017, equation 7) and what to watch; all three tensors are (B,).

    "kl" estimates how far the policy has moved since it drew (Schulman's k1 squared over 2), "clipped" is the share of
    samples whose ratio has left 1 +- `clip`.
    """
    ratio = torch.exp(log_prob - old_log_prob)
    loss = torch.maximum(-advantage * ratio, -advantage * ratio.clamp(1 - clip, 1 + clip)).mean()
    with torch.no_grad():
        kl = 0.5 * ((log_prob - old_log_prob) ** 2).mean()
        clipped = ((ratio - 1).abs() > clip).float().mean()
    return loss, {"kl": float(kl), "clipped": float(clipped)}


def advantages(rewards: torch.Tensor, most: float = 5.0) -> torch.Tensor:
    """Return (prompts, samples) rewards with each prompt's mean taken away and divided by its standard deviation.

    These are the group-relative advantages of GRPO too (Shao et al. 2024).  Of a prompt whose samples are all alike
    every advantage is 0; none is beyond +-`most`.
    """
    centred = rewards - rewards.mean(dim=1, keepdim=True)
    return (centred / (rewards.std(dim=1, keepdim=True, correction=0) + 1e-4)).clamp(-most, most)


def gaussian_kl(mean: torch.Tensor, base_mean: torch.Tensor, sigma: float) -> torch.Tensor:
    """Return KL(N(mean, sigma^2) || N(base_mean, sigma^2)) a dimension, averaged: a scalar that carries gradients."""
    return ((mean.float() - base_mean.float()) ** 2).mean() / (2 * sigma**2)
