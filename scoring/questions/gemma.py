"""Questions that a local Gemma writes and the rules check."""

from __future__ import annotations

from pathlib import Path

import weights
from scoring.questions.model_text import repair_questions
from scoring.tables import Question
from weights.language_model import load_language_model, prompt_tokens

MAX_DESCRIPTION_CHARACTERS = 600
NEW_TOKENS = 400

PROMPT = """Write {count} questions about a picture of the description. The picture alone must answer them.
About 60 % are yes/no questions, some with the answer yes and some with no. The others have four short choices in
alphabetical order, of which the description mentions only the answer. No question tells its own answer.
Write nothing but a JSON list.

Description: two yellow kites above a sandy island
[{{"question": "What color are the kites?", "choices": ["black", "purple", "red", "yellow"], "answer": "yellow"}},
{{"question": "Is the island covered in snow?", "choices": ["no", "yes"], "answer": "no"}},
{{"question": "What is below the kites?", "choices": ["city", "forest", "island", "volcano"], "answer": "island"}},
{{"question": "Are there exactly two kites?", "choices": ["no", "yes"], "answer": "yes"}}]

Description: a striped linen apron with a leather strap
[{{"question": "What pattern does the apron have?", "choices": ["checkered", "floral", "plaid", "striped"], \
"answer": "striped"}},
{{"question": "Is the strap made of leather?", "choices": ["no", "yes"], "answer": "yes"}},
{{"question": "Is a hat depicted?", "choices": ["no", "yes"], "answer": "no"}},
{{"question": "What is the apron made of?", "choices": ["denim", "linen", "silk", "wool"], "answer": "linen"}}]

Description: {description}
"""


class GemmaQuestions:
    """A Gemma that writes questions, and the rules that check them.

    Args:
        path: a transformers folder; None: what `weights.find("gemma")` finds.

    Raises:
        weights.WeightsNotFound: there are no weights.
    """

    def __init__(self, path: str | Path | None = None):
        self.model, self.tokenizer = load_language_model(weights.find("gemma", path))

    def make(self, description: str, seed: int = 0, count: int = 4) -> tuple[Question, ...]:
        """Ask `count` questions; the arguments and what is raised are those of make_questions."""
        return repair_questions(self._write(description, count), description, seed, count)

    def _write(self, description: str, count: int) -> str:
        """What the model answers, greedily."""
        import torch

        prompt = PROMPT.format(count=count, description=_printable(description))
        tokens = torch.tensor([prompt_tokens(self.tokenizer, prompt)], device=self.model.device)
        with torch.inference_mode():
            out = self.model.generate(
                input_ids=tokens,
                attention_mask=torch.ones_like(tokens),
                do_sample=False,
                max_new_tokens=NEW_TOKENS,
            )
        return self.tokenizer.decode(out[0, tokens.shape[1] :], skip_special_tokens=True)


def _printable(text: str) -> str:
    """What a tokenizer takes: no halves of characters, and not too long."""
    return text[:MAX_DESCRIPTION_CHARACTERS].encode("utf-8", "replace").decode()
