"""Steps 4 and 5 of the metric: questions about a picture, and letters in it, by PaliGemma 2.

Each question is a prompt with lettered choices; of the logits after it only those of the letters count.  The OCR prompt
must find at most four characters, or the score falls by a factor of e for each one more.

The prompt's form is PaliGemma's own: the image tokens, BOS, the text, and a newline, so that a text which ends in a
newline is followed by two.  It is written out here because versions of the processor have differed in it.
"""

from __future__ import annotations

import logging
import math
import statistics
import string
from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image

import weights
from scoring.pixels import SIGLIP_MEAN, SIGLIP_STD, pixel_values, squeeze
from weights.contents import variant
from weights.language_model import precision
from weights.quiet import quiet

BATCH = 4  # questions at once, as in the metric: padding goes with the batch, and rounding with padding
FREE_CHARACTERS = 4
_OCR_TOKENS = 32

log = logging.getLogger(__name__)


class VQAEvaluator:
    """Asks PaliGemma about pictures.

    Args:
        path: a PaliGemma folder; None: what `weights.find("paligemma")` finds.
        device: a torch device; None: the first GPU, else the CPU.  With CUDA and bitsandbytes the weights are held in
            4 bits as the metric does it (nf4, double quantisation, float16 compute), elsewhere in bfloat16 where a GPU
            has it, else in float16 on a GPU and float32 on a CPU; the log says which.

    Raises:
        weights.WeightsNotFound: no weights are on this machine.
    """

    def __init__(self, path: str | Path | None = None, *, device: str | None = None):
        from transformers import AutoTokenizer, PaliGemmaForConditionalGeneration

        path = weights.find("paligemma", path)
        self.device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
        self.dtype, quantization = precision(self.device)
        log.info("VQA: PaliGemma in %s on %s", "4 bits" if quantization else self.dtype, self.device)
        with quiet("transformers"):
            model = PaliGemmaForConditionalGeneration.from_pretrained(
                path,
                variant=variant(path) or None,
                dtype=self.dtype,
                quantization_config=quantization,
                device_map={"": self.device} if quantization else None,
                local_files_only=True,
            )
        self.model = model.eval() if quantization else model.eval().to(self.device)
        self.tokenizer = AutoTokenizer.from_pretrained(path, padding_side="left", local_files_only=True)
        self.image_token = self.model.config.image_token_id
        self._letters = {
            letter: [self._ids(text)[0] for text in (letter, f" {letter}")] for letter in string.ascii_uppercase
        }

    def score(
        self,
        questions: Sequence[str],
        choices: Sequence[Sequence[str]],
        answers: Sequence[str],
        image: Image.Image,
        n: int = BATCH,
    ) -> float:
        """Return the mean probability, 0 to 1, of the right choice over questions about one defended picture.

        Raises:
            ValueError: no questions, lists of unequal length, or an answer that is not among its choices.
        """
        if not questions or not len(questions) == len(choices) == len(answers):
            raise ValueError(f"{len(questions)} questions, {len(choices)} lists of choices, {len(answers)} answers")
        return statistics.mean(self.score_batch(image, questions, choices, answers, n))

    def score_batch(
        self,
        image: Image.Image,
        questions: Sequence[str],
        choices: Sequence[Sequence[str]],
        answers: Sequence[str],
        n: int = BATCH,
    ) -> list[float]:
        """Return the probability of the right choice for each question.  Raises ValueError as `score` does."""
        for question, offered, answer in zip(questions, choices, answers, strict=True):
            if answer not in offered:
                raise ValueError(f"the answer {answer!r} to {question!r} is none of its choices {list(offered)}")
        probabilities = self.choice_probabilities(image, questions, choices, n)
        return [found[answer] for found, answer in zip(probabilities, answers, strict=True)]

    @torch.inference_mode()
    def choice_probabilities(
        self, image: Image.Image, questions: Sequence[str], choices: Sequence[Sequence[str]], n: int = BATCH
    ) -> list[dict[str, float]]:
        """Return {choice: probability} for each question about one picture; each sums to 1.

        Raises:
            ValueError: a question has no choices, more than 26, or one twice.
        """
        prompts = [question_prompt(question, offered) for question, offered in zip(questions, choices, strict=True)]
        features = self._encode([image])  # (1, N, D): once, however many questions
        logits = [self._last_logits(features, prompts[i : i + n]) for i in range(0, len(prompts), n)]
        return [self._probabilities(row, offered) for row, offered in zip(torch.cat(logits), choices, strict=True)]

    @torch.inference_mode()
    def agreement(self, images: Sequence[Image.Image], description: str, n: int = BATCH) -> list[float]:
        """Return for each picture the probability of yes to whether it shows `description`; `n` pictures at once."""
        prompt = question_prompt(f"Does this image show {description.strip().rstrip('.')}?", ("no", "yes"))
        batches = [images[i : i + n] for i in range(0, len(images), n)]
        logits = [self._last_logits(self._encode(batch), [prompt] * len(batch)) for batch in batches]
        return [self._probabilities(row, ("no", "yes"))["yes"] for batch in logits for row in batch]

    @torch.inference_mode()
    def read(self, image: Image.Image) -> str:
        """Return the letters that the model reads in a picture, at most 32 tokens, chosen greedily."""
        inputs = self._tokens(["ocr\n"])
        length = inputs["input_ids"].shape[1]
        tokens = self.model.generate(
            **inputs, pixel_values=self._pixels([image]), max_new_tokens=_OCR_TOKENS, do_sample=False
        )
        return self.tokenizer.decode(tokens[0, length:], skip_special_tokens=True)

    def ocr(self, image: Image.Image, free_chars: int = FREE_CHARACTERS) -> float:
        """Return the factor, 0 to 1, that letters in a picture cost (see `scoring.ocr_view`): 1 up to `free_chars`."""
        return ocr_penalty(len(self.read(image)), free_chars)

    def _encode(self, images: Sequence[Image.Image]) -> torch.Tensor:
        """The image tokens' embeddings, (B, N, D)."""
        return self.model.get_image_features(self._pixels(images)).pooler_output

    def _pixels(self, images: Sequence[Image.Image]) -> torch.Tensor:
        size = self.model.config.vision_config.image_size
        pixels = pixel_values([squeeze(image, size) for image in images], SIGLIP_MEAN, SIGLIP_STD)
        return pixels.to(self.device, self.dtype)

    def _last_logits(self, features: torch.Tensor, prompts: Sequence[str]) -> torch.Tensor:
        """The logits after each prompt: (B, vocabulary) float32; features (B, N, D), or (1, N, D) for one picture."""
        inputs = self._tokens(prompts)
        tokens = inputs.pop("input_ids")
        is_image = tokens == self.image_token
        embeddings = self.model.get_input_embeddings()(tokens.masked_fill(is_image, 0))  # the id may be off the table
        features = features.to(embeddings.dtype).expand(len(prompts), -1, -1)
        embeddings = embeddings.masked_scatter(is_image[..., None], features)
        return self.model(inputs_embeds=embeddings, **inputs, logits_to_keep=1).logits[:, -1].float()

    def _tokens(self, prompts: Sequence[str]) -> dict[str, torch.Tensor]:
        """Token ids, left-padded to the longest; all is prefix (type 0), in which every token sees every other."""
        image = [self.image_token] * self._image_length()
        rows = [image + [self.tokenizer.bos_token_id] + self._ids(f"{prompt}\n") for prompt in prompts]
        padded = self.tokenizer.pad({"input_ids": rows}, padding="longest", return_tensors="pt").to(self.device)
        ids = padded["input_ids"]
        return {"input_ids": ids, "attention_mask": padded["attention_mask"], "token_type_ids": torch.zeros_like(ids)}

    def _image_length(self) -> int:
        vision = self.model.config.vision_config
        return (vision.image_size // vision.patch_size) ** 2

    def _ids(self, text: str) -> list[int]:
        return self.tokenizer.encode(text, add_special_tokens=False)

    def _probabilities(self, logits: torch.Tensor, choices: Sequence[str]) -> dict[str, float]:
        """Softmax over the first tokens of "A" and " A" and so on, summed for each choice."""
        tokens = torch.tensor([self._letters[letter] for letter in string.ascii_uppercase[: len(choices)]])  # (C, 2)
        share = torch.softmax(logits[tokens.to(logits.device)].double().flatten(), dim=0).view(-1, 2).sum(dim=1)
        return dict(zip(choices, share.tolist(), strict=True))


def question_prompt(question: str, choices: Sequence[str]) -> str:
    """Return the metric's text for a question with lettered choices, as it stands after the image tokens and BOS.

    Raises:
        ValueError: no choices, more than 26, or one twice.

    >>> question_prompt("Is it red?", ["no", "yes"])
    'answer en Question: Is it red?\\nChoices:\\nA. no\\nB. yes\\n'
    """
    if not 1 <= len(choices) <= 26 or len(set(choices)) < len(choices):
        raise ValueError(f"the choices of {question!r} must be 1 to 26 different texts, not {list(choices)}")
    lines = [f"{letter}. {choice}\n" for letter, choice in zip(string.ascii_uppercase, choices, strict=False)]
    return f"answer en Question: {question}\nChoices:\n{''.join(lines)}"


def ocr_penalty(characters: int, free_chars: int = FREE_CHARACTERS) -> float:
    """Return the factor that so many letters cost: min(1, exp(free_chars - characters)).

    >>> ocr_penalty(4), round(ocr_penalty(6), 3)
    (1.0, 0.135)
    """
    return min(1.0, math.exp(free_chars - characters))
