"""What a surface is made of."""

from dataclasses import dataclass

from ..colors import darken, lighten


@dataclass(frozen=True)
class Paint:
    """What a surface is made of: a colour, an optional second one, a texture name and an opacity."""

    color: str
    second: str | None = None
    texture: str | None = None
    opacity: float = 1.0

    @property
    def dark(self) -> str:
        return darken(self.color, 0.3)

    @property
    def light(self) -> str:
        return lighten(self.color, 0.35)

    def plain(self, color: str) -> "Paint":
        """The same surface in another colour, without pattern."""
        return Paint(color, opacity=self.opacity)
