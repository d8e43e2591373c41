"""Flow-GRPO's arithmetic against diffusers' own step, the paper's equation and a flow that is known exactly."""

import math

import pytest
import torch

from training.diffusion.ddpo import log_probability
from training.diffusion.flow import flow_mean
from training.diffusion.samplers import Flow


def test_without_noise_a_step_is_diffusers_own():
    from diffusers import FlowMatchEulerDiscreteScheduler

    scheduler = FlowMatchEulerDiscreteScheduler(shift=3.0)
    sampler = Flow(scheduler, 6)
    scheduler.set_timesteps(6)
    torch.manual_seed(0)
    latents = torch.randn(2, 4, 8, 8)
    for step, time in enumerate(scheduler.timesteps):
        assert time == sampler.times[step]
        velocity = torch.randn(2, 4, 8, 8)
        expected = scheduler.step(velocity, time, latents).prev_sample
        mean, sigma = sampler.step(velocity, latents, step, eta=0.0)
        assert sigma == 0
        assert torch.allclose(mean, expected, atol=1e-6)
        latents = expected


@pytest.mark.parametrize(("time", "following"), [(1.0, 0.9), (0.6, 0.5), (0.1, 0.05)])
def test_a_random_step_has_the_density_of_the_papers_equation(time, following):
    """Equation 9 with sigma_t of section 4.2, written as it stands there; the density is torch's."""
    torch.manual_seed(1)
    x, v, drawn = torch.randn(3, 2, 4, 4).unbind(0)
    a, dt = 0.7, following - time  # time runs backwards
    width = a * math.sqrt(time / (1 - min(time, 0.9)))
    mean = x + (v + width**2 / (2 * time) * (x + (1 - time) * v)) * dt
    expected = torch.distributions.Normal(mean, width * math.sqrt(-dt)).log_prob(drawn).flatten(1).mean(dim=1)
    found, sigma = flow_mean(v, x, time, following, a, latest=0.9)
    assert torch.allclose(log_probability(drawn, found, sigma), expected, rtol=1e-4)


@pytest.mark.parametrize("level", [0.0, 0.7])
def test_random_or_not_the_pictures_are_the_same_on_the_whole(level):
    """Of pictures from N(2, 0.5^2) the velocity is known: both samplers must end with that mean and spread."""
    m, s, steps = 2.0, 0.5, 200
    torch.manual_seed(0)
    x = torch.randn(20_000)
    times = torch.linspace(1, 0, steps + 1).tolist()
    for time, following in zip(times, times[1:], strict=False):
        spread = (1 - time) ** 2 * s**2 + time**2
        gain = (x - (1 - time) * m) / spread
        velocity = time * gain - (m + (1 - time) * s**2 * gain)  # E[noise | x] - E[picture | x]
        mean, sigma = flow_mean(velocity, x, time, following, level, latest=times[1])
        x = mean + sigma * torch.randn_like(x)
    assert float(x.mean()) == pytest.approx(m, abs=0.03)
    assert float(x.std()) == pytest.approx(s, abs=0.03)
