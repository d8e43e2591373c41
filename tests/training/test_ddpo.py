"""DDPO's arithmetic against cases worked out by hand, against autograd and against diffusers' own DDIM step."""

import math

import pytest
import torch

from training.diffusion.ddpo import advantages, ddim_mean, gaussian_kl, log_probability, ppo_loss


def test_log_probability_by_hand():
    """Two values one sigma and two sigmas from the mean, sigma 2: the mean of their log densities."""
    sample, mean = torch.tensor([[[[3.0, 5.0]]]]), torch.tensor([[[[1.0, 1.0]]]])
    expected = -(0.5 + 2.0) / 2 - math.log(2) - 0.5 * math.log(2 * math.pi)
    assert log_probability(sample, mean, 2.0).tolist() == pytest.approx([expected])


def test_log_probability_is_that_of_torch():
    torch.manual_seed(0)
    sample, mean = torch.randn(3, 4, 2, 2), torch.randn(3, 4, 2, 2)
    expected = torch.distributions.Normal(mean, 0.3).log_prob(sample).flatten(1).mean(dim=1)
    assert torch.allclose(log_probability(sample, mean, 0.3), expected, rtol=1e-5)


def test_its_gradient_is_the_distance_over_the_variance():
    sample = torch.randn(2, 1, 3, 3)
    mean = torch.zeros(2, 1, 3, 3, requires_grad=True)
    log_probability(sample, mean, 0.5).sum().backward()
    assert torch.allclose(mean.grad, sample / 0.5**2 / 9)


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
@pytest.mark.parametrize("eta", [0.3, 1.0])
@pytest.mark.parametrize("step", [0, 5, 8])
def test_the_step_is_diffusers_own(prediction, eta, step):
    from diffusers import DDIMScheduler

    scheduler = DDIMScheduler(
        beta_schedule="scaled_linear", clip_sample=False, set_alpha_to_one=False, prediction_type=prediction
    )
    scheduler.set_timesteps(10)
    torch.manual_seed(1)
    noise, latents, draw = (torch.randn(2, 4, 8, 8) for _ in range(3))
    time = int(scheduler.timesteps[step])
    expected = scheduler.step(noise, time, latents, eta=eta, variance_noise=draw).prev_sample
    alpha, after = float(scheduler.alphas_cumprod[time]), float(scheduler.alphas_cumprod[time - 100])
    mean, sigma = ddim_mean(noise, latents, alpha, after, eta, prediction)
    assert torch.allclose(mean + sigma * draw, expected, atol=1e-4)


def test_ppo_loss_by_hand():
    """Ratios 2 and .5 at a clip of .2: the first is cut at 1.2, the second not, for it is on the safe side."""
    new, old = torch.tensor([math.log(2.0), math.log(0.5)]), torch.zeros(2)
    loss, metrics = ppo_loss(new, old, torch.tensor([1.0, 1.0]), clip=0.2)
    assert float(loss) == pytest.approx(-(1.2 + 0.5) / 2)
    assert metrics["clipped"] == 1
    assert metrics["kl"] == pytest.approx(0.5 * math.log(2) ** 2)


def test_ppo_gradient_is_the_policy_gradient_until_it_clips():
    gain = torch.tensor([2.0, -1.0, 3.0, -3.0])
    new = torch.tensor([0.0, 0.0, 0.5, -0.5], requires_grad=True)
    loss, _ = ppo_loss(new, torch.zeros(4), gain, clip=0.2)
    loss.backward()
    assert new.grad.tolist() == pytest.approx([-2 / 4, 1 / 4, 0, 0])  # the last two have gone far enough their way


def test_advantages_are_taken_within_a_prompt():
    found = advantages(torch.tensor([[1.0, 3.0], [10.0, 10.0], [0.0, 100.0]]))
    assert found.tolist() == [pytest.approx(row, abs=1e-3) for row in ([-1, 1], [0, 0], [-1, 1])]
    assert advantages(torch.tensor([[0.0] * 99 + [1.0]])).max() == 5


def test_kl_of_equal_widths_is_half_the_squared_distance():
    assert float(gaussian_kl(torch.full((2, 3), 3.0), torch.ones(2, 3), 2.0)) == pytest.approx(0.5)
    p, q = torch.distributions.Normal(3.0, 2.0), torch.distributions.Normal(1.0, 2.0)
    assert float(torch.distributions.kl_divergence(p, q)) == pytest.approx(0.5)
