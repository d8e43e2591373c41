"""Load language models: in the precision that the machine allows, and with a LoRA if there is one.

    model, tokenizer = load_language_model(weights.find("gemma"))

With CUDA and bitsandbytes the weights are held in 4 bits as in the competition's metric (nf4, double quantisation,
float16 compute), else in bfloat16 where a GPU has it, in float16 on other GPUs, and in float32 on a CPU.
"""

from __future__ import annotations

from pathlib import Path

from weights.contents import variant
from weights.quiet import quiet


def precision(device):
    """Return (dtype to compute in, a BitsAndBytesConfig or None) for a torch device.

    >>> import torch
    >>> precision(torch.device("cpu"))
    (torch.float32, None)
    """
    import torch

    if device.type != "cuda":
        return torch.float32, None
    try:
        import bitsandbytes  # noqa: F401
    except ImportError:
        return (torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16), None
    from transformers import BitsAndBytesConfig

    quantization = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.float16,
    )
    return torch.float16, quantization


def load_language_model(folder: Path, *, lora: str | Path | None = None, device: str | None = None):
    """Load a transformers folder; return (model, tokenizer), ready to generate.

    >>> model, tokenizer = load_language_model(Path("models/my-gemma"), device="cpu")  # doctest: +SKIP

    Args:
        folder: what `weights.find` returns.
        lora: a folder of LoRA weights as peft saves them, to put on top.
        device: a torch device; None for the first GPU, else the CPU.

    Raises:
        ValueError: `lora` is no such folder, or its weights do not fit the model.
    """
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    device = torch.device(device or ("cuda" if torch.cuda.is_available() else "cpu"))
    dtype, quantization = precision(device)
    with quiet("transformers"):
        model = AutoModelForCausalLM.from_pretrained(
            folder,
            variant=variant(folder) or None,
            dtype=dtype,
            quantization_config=quantization,
            device_map={"": device} if quantization else None,
            local_files_only=True,
            use_safetensors=True,
        )
        tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True)
        model = model if quantization else model.to(device)
        if lora is not None:
            model = _with_lora(model, Path(lora).expanduser())
    return model.eval(), tokenizer


def prompt_tokens(tokenizer, request: str, opening: str = "") -> list[int]:
    """Token ids of a request, in the tokenizer's chat template where it has one, and of how the answer opens.

    >>> class Letters:
    ...     chat_template = None
    ...     def __call__(self, text, add_special_tokens):
    ...         self.input_ids = [ord(letter) for letter in text]
    ...         return self
    >>> prompt_tokens(Letters(), "Draw!", "<svg>")
    [68, 114, 97, 119, 33, 60, 115, 118, 103, 62]
    """
    text = prompt_text(tokenizer, request, opening)
    return tokenizer(text, add_special_tokens=not tokenizer.chat_template).input_ids  # a template writes them itself


def prompt_text(tokenizer, request: str, opening: str = "") -> str:
    """The text that `prompt_tokens` reads.

    >>> class Letters:
    ...     chat_template = None
    >>> prompt_text(Letters(), "Draw!", "<svg>")
    'Draw!<svg>'
    """
    if not tokenizer.chat_template:
        return request + opening
    turn = [{"role": "user", "content": request}]
    return tokenizer.apply_chat_template(turn, tokenize=False, add_generation_prompt=True) + opening


def _with_lora(model, folder: Path):
    from peft import PeftModel
    from peft.utils import get_peft_model_state_dict, load_peft_weights

    if not (folder / "adapter_model.safetensors").is_file():
        raise ValueError(f"LoRA {folder}: expected a folder with adapter_config.json and adapter_model.safetensors")
    unfit = f"LoRA {folder} does not fit {type(model).__name__}"
    try:
        tuned = PeftModel.from_pretrained(model, str(folder))
        held = {name for name in load_peft_weights(str(folder), device="cpu") if "lora_" in name}
    except (RuntimeError, ValueError, KeyError, TypeError, OSError) as error:
        raise ValueError(f"{unfit}: {' '.join(str(error).split())[:300]}") from error
    placed = get_peft_model_state_dict(tuned, save_embedding_layers=False)
    if lost := held - placed.keys():  # peft passes over what it has no place for
        raise ValueError(f"{unfit}: {len(lost)} of its {len(held)} weights have no place there")
    return tuned


def write_only(model, tokens: list[int]) -> None:
    """Let a model write these tokens alone, in place: it computes the logits of no others, which are most of its work.

    It reads the others as before.

    >>> import torch
    >>> class Model:
    ...     head = torch.nn.Linear(2, 3, bias=False)
    ...     def get_output_embeddings(self):
    ...         return self.head
    ...     def set_output_embeddings(self, head):
    ...         self.head = head
    >>> model = Model()
    >>> write_only(model, [1])
    >>> model.head(torch.zeros(1, 2))
    tensor([[-inf, 0., -inf]])
    """
    model.set_output_embeddings(_few_logits(model.get_output_embeddings(), tokens))


def _few_logits(head, tokens: list[int]):
    import torch

    class FewLogits(torch.nn.Module):
        """(..., width) -> (..., vocabulary): -inf for every token but a few."""

        def __init__(self):
            super().__init__()
            self.register_buffer("tokens", torch.tensor(sorted(tokens), device=head.weight.device))
            self.weight = torch.nn.Parameter(head.weight.detach()[self.tokens], requires_grad=False)
            self.size = len(head.weight)

        def forward(self, hidden):
            logits = torch.nn.functional.linear(hidden, self.weight)
            every = logits.new_full((*logits.shape[:-1], self.size), -torch.inf)
            every[..., self.tokens] = logits
            return every

    return FewLogits()
