"""What `pip install .` meets: a clone is used where it lies, since its modules have names that others have too."""

REFUSAL = (
    "this project is not installed but used where it lies: pip install -r requirements.txt, "
    "and put its folder on PYTHONPATH to import it from elsewhere"
)


def build_wheel(*_, **__):
    """Refuse; pip shows the line."""
    raise SystemExit(REFUSAL)


build_sdist = build_editable = get_requires_for_build_wheel = get_requires_for_build_editable = build_wheel
