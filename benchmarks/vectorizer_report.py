"""The rows of benchmarks.vectorizer as CSV, tables and a plot; those of an earlier run, and those of others' papers.

A row has method, budget, picture, pixels (a fingerprint), bytes, the figures of its view, and seconds.
"""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import numpy as np
from PIL import Image

from support.files import csv_text

PUBLISHED = Path(__file__).with_name("published.csv")
_WORDS, _WHOLE = ("method", "picture", "pixels"), ("budget", "bytes")


def fingerprint(image: Image.Image) -> str:
    """Return a word that stands for the pixels: rows of another picture of the same name are not kept."""
    return hashlib.sha256(f"{image.size}".encode() + image.tobytes()).hexdigest()[:12]


def to_csv(rows: list[dict]) -> str:
    rounded = ({key: f"{x:.4f}" if isinstance(x, float) else x for key, x in row.items()} for row in rows)
    return csv_text(list(rows[0]), rounded)


def stored(path: Path, images: list[tuple[str, Image.Image]]) -> list[dict]:
    """Return the rows of an earlier run, of the methods and budgets that it has for all of these pictures."""
    if not path.exists():
        return []
    wanted = {(name, fingerprint(image)) for name, image in images}
    groups: dict[tuple, list[dict]] = {}
    with open(path, newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if (row["picture"], row.get("pixels")) in wanted:
                groups.setdefault((row["method"], row["budget"]), []).append(_typed(row))
    return [row for group in groups.values() if len(group) == len(wanted) for row in group]


def _typed(row: dict[str, str]) -> dict:
    return {key: x if key in _WORDS else int(x) if key in _WHOLE else float(x) for key, x in row.items()}


def merged(rows: list[dict], earlier: list[dict], methods: list[str]) -> list[dict]:
    """Return the rows, and the earlier ones of methods and budgets that they lack, in the methods' order."""
    newer = {(row["method"], row["budget"]) for row in rows}
    kept = [row for row in earlier if (row["method"], row["budget"]) not in newer and row["method"] in methods]
    return sorted(rows + kept, key=lambda row: (methods.index(row["method"]), row["budget"]))


def means(rows: list[dict]) -> list[dict]:
    """Return, for each method and budget, the means of the figures and the median of the seconds."""
    groups: dict[tuple, list[dict]] = {}
    for row in rows:
        groups.setdefault((row["method"], row["budget"]), []).append(row)
    figures = [name for name in rows[0] if name not in ("method", "budget", "picture", "pixels")]
    return [
        {"method": method, "budget": budget}
        | {name: float(np.mean([row[name] for row in group])) for name in figures}
        | {"seconds": float(np.median([row["seconds"] for row in group]))}
        for (method, budget), group in groups.items()
    ]


# ---------------------------------------------------------------------------------------------------------- tables


def table(rows: list[dict]) -> str:
    """Return a Markdown table of the means, one budget after the other."""
    lines = [
        "| budget | method | bytes | psnr | ssim | judged psnr | judged ssim | median seconds |",
        "|---:|---|---:|---:|---:|---:|---:|---:|",
    ]
    for mean in sorted(means(rows), key=lambda mean: mean["budget"]):  # within a budget in the methods' order
        lines.append(
            "| {budget:,} | {method} | {bytes:,.0f} | {psnr:.1f} | {ssim:.3f} | {dpsnr:.1f} | {dssim:.3f} "
            "| {seconds:.1f} |".format(**mean)
        )
    return "\n".join(lines) + "\n"


def table_by_set(rows: list[dict], others: list[dict]) -> str:
    """Return a Markdown table of PSNR and SSIM for each set of pictures, the published figures below the measured ones.

    Args:
        rows: the set of a picture is what stands before the slash in its name.
        others: rows of `published`.
    """
    sets = list(dict.fromkeys(_set_of(row["picture"]) for row in rows))
    heads = [f"{name or 'all'} ({len({r['picture'] for r in rows if _set_of(r['picture']) == name})})" for name in sets]
    lines = [f"| method | size | {' | '.join(heads)} | seconds |", f"|---|---:|{'---:|' * len(sets)}---:|"]
    for mean in sorted(means(rows), key=lambda mean: mean["budget"]):
        group = [row for row in rows if (row["method"], row["budget"]) == (mean["method"], mean["budget"])]
        kept = [means([row for row in group if _set_of(row["picture"]) == name])[0] for name in sets]
        cells = [f"{one['psnr']:.2f} dB / {one['ssim']:.3f}" for one in kept]
        lines.append(f"| {mean['method']} | {mean['bytes']:,.0f} bytes | {' | '.join(cells)} | {mean['seconds']:.1f} |")
    for method in dict.fromkeys(row["method"] for row in others):
        found = {row["set"]: row for row in others if row["method"] == method}
        cells = " | ".join(_published_cell(found[name]) if name in found else "" for name in sets)
        sizes, seconds = (_joined([row[key] for row in found.values()]) for key in ("size", "seconds"))
        lines.append(f"| {method}, published | {sizes} | {cells} | {seconds} |")
    sources = "; ".join(dict.fromkeys(row["source"] for row in others))
    return "\n".join(lines) + f"\n\nPublished figures: {sources}.\n"


def _set_of(picture: str) -> str:
    return picture.rpartition("/")[0]


def _published_cell(row: dict[str, str]) -> str:
    return f"{float(row['psnr']):.2f} dB" + (f" / {float(row['ssim']):.3f}" if row["ssim"] else "")


def _joined(texts: list[str]) -> str:
    """Return what is said of several sets, once where it is the same.

    >>> _joined(["256 paths", "256 paths"]), _joined(["44.9", "50.5"])
    ('256 paths', '44.9 / 50.5')
    """
    return " / ".join(dict.fromkeys(texts))


def published(benchmark: str) -> list[dict]:
    """Return the figures of others' papers, as text, that benchmarks/published.csv has for a benchmark."""
    with open(PUBLISHED, newline="", encoding="utf-8") as file:
        return [row for row in csv.DictReader(file) if row["benchmark"] == benchmark]


# ------------------------------------------------------------------------------------------------------------ plot


def plot(rows: list[dict], methods: list[str]) -> bytes:
    """Return a PNG file: mean judged SSIM against mean bytes, and against median seconds."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figure, (by_bytes, by_seconds) = pyplot.subplots(1, 2, figsize=(11, 4.5), sharey=True, layout="constrained")
    found = {row["method"] for row in rows}
    for method in (method for method in methods if method in found):
        points = [mean for mean in means(rows) if mean["method"] == method]
        for axes, key in (by_bytes, "bytes"), (by_seconds, "seconds"):
            pixels = method in ("JPEG", "WebP")
            style = {"linestyle": ":" if pixels else "-", "marker": "o", "label": method}
            axes.plot([point[key] for point in points], [point["dssim"] for point in points], **style)
    for axes, label in (by_bytes, "bytes"), (by_seconds, "seconds a picture"):
        axes.set(xscale="log", xlabel=label)
        axes.grid(alpha=0.3)
    budgets = sorted({row["budget"] for row in rows})
    by_bytes.set_xticks(budgets, [f"{budget:,}" for budget in budgets])
    by_bytes.minorticks_off()
    by_bytes.set_ylabel("SSIM as the judge sees it")
    figure.legend(*by_bytes.get_legend_handles_labels(), loc="outside lower center", ncols=min(5, len(found)))
    file = io.BytesIO()
    figure.savefig(file, format="png", dpi=100)
    pyplot.close(figure)
    return file.getvalue()
