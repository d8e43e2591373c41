"""Which steps a picture is denoised in, and the Gaussian that each of them draws from."""

from __future__ import annotations

import torch

from training.diffusion.ddpo import ddim_mean
from training.diffusion.flow import NOISE_LEVEL, flow_mean


class DDIM:
    """For a network that predicts noise, or v: Stable Diffusion 1, 2 and XL.

    Args:
        scheduler: of the checkpoint, any of diffusers' with cumulative products of alphas.
        steps: from noise to picture, 2 or more.
    """

    def __init__(self, scheduler, steps: int):
        from diffusers import DDIMScheduler

        scheduler = DDIMScheduler.from_config(scheduler.config)
        scheduler.set_timesteps(steps)
        self.times = scheduler.timesteps
        self.prediction = scheduler.config.prediction_type
        stride = scheduler.config.num_train_timesteps // steps
        products, final = scheduler.alphas_cumprod, scheduler.final_alpha_cumprod
        self.alphas = [
            (float(products[time]), float(products[time - stride] if time >= stride else final)) for time in self.times
        ]

    def step(self, output: torch.Tensor, latents: torch.Tensor, step: int, eta: float) -> tuple[torch.Tensor, float]:
        """Return (mean, sigma) of the latents after a step, from the network's output for those before it.

        eta: how random it is, 0 to 1; 1 is as random as DDPM.
        """
        return ddim_mean(output, latents, *self.alphas[step], eta, self.prediction)


class Flow:
    """For a network that predicts the velocity of a rectified flow: Stable Diffusion 3 and 3.5, Flux.

    Args:
        scheduler: of the checkpoint, one of diffusers' for flow matching.
        steps: from noise to picture, 2 or more.
        schedule: what the pipeline passes to the scheduler's set_timesteps on top of the number of steps.
    """

    def __init__(self, scheduler, steps: int, **schedule):
        scheduler = type(scheduler).from_config(scheduler.config)
        scheduler.set_timesteps(**({} if "sigmas" in schedule else {"num_inference_steps": steps}), **schedule)
        self.times = scheduler.timesteps
        self.levels = scheduler.sigmas.tolist()  # of noise, from 1 or nearly 1 down to 0

    def step(self, output: torch.Tensor, latents: torch.Tensor, step: int, eta: float) -> tuple[torch.Tensor, float]:
        """As `DDIM.step`; an eta of 1 is as random as in Flow-GRPO."""
        now, following = self.levels[step : step + 2]
        return flow_mean(output, latents, now, following, NOISE_LEVEL * eta, latest=self.levels[1])
