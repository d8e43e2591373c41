"""A person as parameters."""

from dataclasses import dataclass

SKINS = ("#f6d3b3", "#efbf94", "#dca377", "#b9794c", "#8d5735", "#63391f")
HAIRS = ("#241c1a", "#43291c", "#6b432a", "#9a5f2f", "#d8a848", "#b8532a")  # black, browns, blond, ginger
GREY, WHITE = "#a5a4a6", "#eeece8"


@dataclass(frozen=True)
class Cloth:
    """One piece of clothing; `cut` is a name that clothes.py knows, `part` the noun that the words would use."""

    cut: str
    color: str | None = None  # None: the person's own, "a red dancer"
    material: str | None = None
    part: str = ""

    @property
    def name(self) -> str:
        return self.part or self.cut


@dataclass(frozen=True)
class Person:
    """What a figure looks like and does."""

    age: str = "adult"  # baby, child, adult, old
    gender: str = "man"  # man, woman
    build: str = ""  # heavy, thin, strong or as most are
    skin: str = SKINS[1]
    hair: str = "short"  # a style of head.py, "bald"
    hair_color: str = HAIRS[1]
    beard: str = ""  # beard, long, moustache, goatee
    beard_color: str = HAIRS[1]
    mood: str = ""  # sad, or smiling as most are
    glasses: bool = False
    pose: str = "stand"
    arms: str = ""  # the pose of the arms, where that is another
    clothes: tuple[Cloth, ...] = (Cloth("shirt"), Cloth("pants", "#34405c"), Cloth("shoes", "#3a2a24"))
    color: str = "#3f6fa8"  # of what the words colour when they colour the person: "a red dancer"
    hat: str = ""  # of hats.py
    hat_color: str = "#fdfaf2"
    tools: tuple[str, ...] = ()  # of tools.py
    faces_left: bool = False
    seat: bool = False  # whether it brings its own
    food: bool = False  # whether what it holds goes to the mouth

    @property
    def asleep(self) -> bool:
        return self.pose == "sleep"

    @property
    def covered(self) -> bool:
        """Whether the ears are hidden."""
        return self.hat in ("armet", "hood", "habit", "gridiron", "divemask", "bubble")
