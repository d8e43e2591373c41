"""Scene -> drawing: chooses the kind of picture, draws back to front, and notes what was placed where."""

import random
from collections.abc import Callable
from dataclasses import replace
from statistics import median

from . import arrangements, attached, foreground, geometry, ground, layout  # noqa: F401 - some register their drawings
from .backdrops import draw_backdrop
from .canvas.canvas import SIZE, Canvas
from .canvas.figures import ellipse, rect, smooth
from .canvas.media import in_medium
from .canvas.paint import Paint
from .canvas.textures import surface
from .colors import lighten, mix
from .people.cast import Cast, group_name, is_person
from .people.figure import figure
from .placement import Placement, copies
from .places import bank
from .scenery import FEATURES, ensure
from .setting import HOMES, home, setting, stands
from .sky import World, choose_light, draw_rainbow, draw_sky
from .solids import FIGURES, draw_figure
from .things import draw_person, draw_thing, load, variant
from .together import JOINED, LINED_UP, before_crowd, gathers, laid_out, lineup, table_of, together, with_people
from .units import hosted, paired
from .visible import ACTORS, FLAT, held, on_stage, printed
from .words.scene import Item, Scene

HEADROOM = 4  # pixels
# Height above the ground in own sizes, tilt in degrees.
POSES = {"running": (0.06, -9), "jumping": (0.24, -14), "dancing": (0.08, 13)}
BEHIND = {"waterfall", "cliff"}  # the rest of what is near
EXTRAS = {"foggy": "fog", "rocky": "rocks"}  # what such words add to a landscape
ON_IT = {"with", "of", "bears"}  # of a garment: parts of it, or a print
BY = {"and", "beside", "with", "of", "left", "right", "bears"}  # of a garment
ALIGHT = {"candle", "fire", "torch", "fireplace", "lantern", "lamp", "pendantlamp", "matchstick", "candleholder", "log",
          "sun"}  # drawn with a flame

HUNG = {"chandelier", "pendantlamp"}  # from the ceiling, beyond which their drawings reach


def look(item: Item) -> tuple[str, ...]:
    """What tells whether two items are drawn alike."""
    word = [item.word] if is_person(item) else []
    return (item.noun, *word, *item.colors, *item.materials, *item.traits)


def cast_shadow(canvas: Canvas) -> None:
    """A soft shadow on the ground below what stands in the current frame."""
    canvas.fill(ellipse(57, 98.5, 44, 6), "#140c30", 0.26)


class Picture:
    """One candidate: a scene drawn with one seed."""

    def __init__(self, scene: Scene, seed: int):
        self.scene = scene
        self.cast = Cast(scene, str(seed))
        words = [(i.noun, *i.names, *i.traits) for i in scene.items]  # so that descriptions differ in layout as well
        self.rng = random.Random(f"{seed}/{words!a}")
        self.canvas = Canvas(self.rng)
        self.notes: list[dict] = []
        sided = any(i.relation in ("left", "right") for i in scene.items)
        self.mirrored = self.rng.random() < 0.5 and not sided
        self.submerged = False
        self.borrow = lambda item: None  # item -> a group of another collection, where it is to be used
        self.borrowed: list[str] = []

    def draw(self) -> str:
        """The whole picture as SVG text."""
        if all(map(self.left_out, self.scene.items)):  # nothing was understood: a view that pleases
            self.scene.items += [Item(noun=name, kind="feature") for name in ("lake", "mountain")]
        subject = next(i for i in self.scene.items if not self.left_out(i))
        actors = [i for i in self.scene.items if i.kind in ACTORS and not self.left_out(i)]
        painters = {
            "garment": self.garment,
            "shape": self.geometry,
            "solid": self.geometry,
            "arrangement": self.geometry,
        }
        if subject.kind == "arrangement":
            actors = geometry.implied(subject, actors)
        lit = {"sunlight", "sunshine", "moonlight", "starlight"} if self.scene.of_kind("backdrop") else set()
        outdoors = any(
            (i.kind == "sky" and i.word not in lit)
            or (i.kind == "feature" and (i.noun != "fog" or i is subject) and not held(i, self.scene))
            for i in self.scene.items
        )
        painter = painters.get(actors[0].kind if actors and subject.kind == "backdrop" else subject.kind)
        if painter and not outdoors and actors:
            painter(actors)
        elif subject.noun == "pattern":
            self.pattern(subject)
        elif subject.kind == "backdrop" and not actors and not outdoors:
            self.note(draw_backdrop(self.canvas, self.scene), "everywhere", subject)
        elif outdoors or not actors or (self.setting(actors) in HOMES and not self.scene.of_kind("backdrop")):
            self.landscape(actors)
        else:
            self.still_life(actors)
        svg = self.canvas.svg(self.mirrored)
        return in_medium(svg, self.scene.medium) if self.scene.medium else svg

    def left_out(self, item: Item) -> bool:
        """Whether an item is something unknown that the words give neither a colour nor a material to hint at it by."""
        return item.kind == "unknown" and not (item.colors or item.materials) and self.borrow(item) is None

    def pattern(self, item: Item) -> None:
        """A patterned cloth over the whole picture."""
        cloth = next((i for i in self.scene.items[1:] if i.colors), None)
        ink = item.colors[0] if item.colors else "#35a7a0"
        base = cloth.colors[0] if cloth else item.colors[1] if len(item.colors) > 1 else lighten(ink, 0.8)
        texture = (item.materials or ["floral"])[0]
        colors = (ink, base) if texture == "fade" else (base, ink)
        with self.canvas.group("pattern"):
            surface(self.canvas, rect(0, 0, SIZE, SIZE), Paint(*colors, texture), 0.06)
        self.note(item.noun, "everywhere", item)
        if cloth:
            self.note(cloth.noun, "beneath the pattern", cloth)

    def note(self, name: str, where: str, item: Item | None = None) -> None:
        self.notes.append({"drawn": name, "where": where, "colors": list(item.names) if item else []})

    def drawn(self, item: Item) -> str:
        """How the finished picture shows an item: by its "own" drawing, its "class", as a "plain" shape, or "not"."""
        placed = {note["drawn"] for note in self.notes}
        owner = self.scene.owner(item)
        shown = item.noun in placed or any(item is part for part in self.scene.used)
        shown = shown or (item.kind == "sky" and any(name.startswith("sky at") for name in placed))
        shown = shown or (item.kind == "arrangement" and len(self.notes) > 2)
        shown = shown or (item.kind == "part" and owner is not None and owner.noun == item.noun)  # "a slice of melon"
        return item.drawing if shown else "not"

    def home(self, item: Item) -> str:
        return home(item, self.scene)

    def setting(self, actors: list[Item]) -> str:
        return setting(actors, self.scene, self.cast.words)

    # ------------------------------------------------------------ landscapes

    def landscape(self, actors: list[Item]) -> None:
        """Sky, features by band from far to near, then the actors."""
        scene = self.scene
        features = [i for i in scene.of_kind("feature") if i.noun in FEATURES and not held(i, scene)]
        items = {i.noun: i for i in features}
        if not items and actors:
            items = dict.fromkeys(HOMES.get(self.setting(actors), ["meadow"]))
        named = [m for i in scene.of_kind("feature") for m in i.modifiers if m.noun in FEATURES]
        items = {**{m.noun: m for m in named}, **items}  # "mountain valley": the mountain too
        staged = on_stage(actors, scene)
        grounded = any(stands(a, scene, self.cast.words) for a in staged)
        if grounded and "skyline" in items and not any(FEATURES[n][0] == 1 for n in items):
            items["street"] = None
        names = [*items, *ensure(set(items), scene.traits()), *(n for t, n in EXTRAS.items() if t in scene.traits())]
        self.submerged = "reef" in names
        time, light = choose_light(scene)
        horizon = SIZE * (0.56 + self.rng.uniform(-0.06, 0.06)) - (44 if actors else 0)
        tint = self.tint(items)
        traits = scene.traits() | ({"snowy"} if "snow" in names else set())
        world = World(self.canvas, self.rng, scene, light, time, horizon, traits, tint)
        with self.canvas.group("sky"):
            draw_sky(world)
        self.note(f"sky at {time}", "back")
        for cloud in (i for i in scene.items if i.noun == "cloud"):
            self.note("cloud", "in the sky", cloud)
        names = [n for n in names if n != "sea" or "beach" not in names]  # the beach brings its own sea
        if "sea" in items and "sea" not in names:
            self.note("sea", "ground", items["sea"])
        for name in sorted(dict.fromkeys(names), key=lambda n: (FEATURES[n][0], n not in BEHIND)):
            own = items.get(name) or (items.get("hill") if name == "meadow" else None)  # a cobalt hill is cobalt ground
            with self.canvas.group(name):
                FEATURES[name][1](world, own)
            self.note(name, ("far", "ground", "near")[FEATURES[name][0]], items.get(name))
        if "waterfall" in names and any(i.noun == "rainbow" for i in scene.items):
            with self.canvas.group("rainbow"):
                draw_rainbow(world)  # in the spray
        if grounded and {"lake", "sea"} & set(names):
            bank(world, "snow" if "iceberg" in names or world.snowy else "sand" if "sea" in names else "grass")
        self.place_all(layout.share_out(self.rng, self.stage(staged, set(names), horizon)), shadow=lambda _: True)

    def tint(self, items: dict[str, Item | None]) -> str | None:
        """The colour that a forest or hill asked in an unusual colour lends to its sky."""
        colored = [
            i.colors[0] for n, i in items.items() if i and i.colors and n in ("forest", "lake", "mountain", "space")
        ]
        sky_colored = any(i.colors for i in self.scene.of_kind("sky"))
        return colored[0] if colored and not sky_colored else None

    def stage(self, actors: list[Item], features: set[str], horizon: float) -> list[Placement]:
        """Actors in a landscape: in the air, on the water or on the ground."""
        if not actors:
            return []
        first = actors[0]
        if places := self.jointly(actors):
            return places
        if with_people(actors):
            return lineup(self.rng, actors)
        if gathers(actors):
            return together(self.rng, actors, self.scene, horizon - 150)
        if len(actors) > 1 and actors[1].relation in layout.ARRANGERS:
            places = layout.spread(layout.ARRANGERS[actors[1].relation](self.rng, first, actors[1]))
            return [*layout.aside(self.rng, actors[2:], places, 470), *places]
        places = self.stage_one(first, features, horizon)
        return [*layout.aside(self.rng, actors[1:], places, 470), *places]

    def jointly(self, items: list[Item]) -> list[Placement]:
        """Places for all of them as one whole: on a table, in a boat, before a crowd; none where they make no such."""
        if table := table_of(items):
            return laid_out(*table)
        if units := hosted(items, self.scene) or paired(self.rng, items, self.scene):
            return units
        return layout.in_front(self.rng, *items) if before_crowd(items) else []

    def stage_one(self, item: Item, features: set[str], horizon: float) -> list[Placement]:
        """One kind of actor, alone or several."""
        home, count = self.home(item), copies(item)
        floating = home == "sky" or "floating" in item.traits or bool(features & {"space", "reef"})
        floating = floating or (item.kind in ("solid", "shape") and any(i.relation == "over" for i in self.scene.items))
        if heap := arrangements.heaped(item, count):
            return heap
        if count > 1:
            y = 330 if floating else 470
            if count < 6:
                return arrangements.row_of(self.rng, item, count, y, 230)
            if floating:
                return arrangements.side_by_side(self.rng, [item] * count)
            return arrangements.herd(self.rng, item, count, horizon)
        x = SIZE * self.rng.choice((self.rng.uniform(0.4, 0.47), self.rng.uniform(0.53, 0.6)))
        if floating:
            size = 320 * min(item.size, 1.15)
            return [Placement(item, x, max(min(horizon + 60, 372), size + 14), size)]
        base = {"coast": 478, "water": 440, "sea": 440}.get(home, 488)
        return [Placement(item, x, base, {"coast": 430}.get(home, 370) * min(item.size, 1.15))]

    # ------------------------------------------------------------ objects

    def garment(self, actors: list[Item]) -> None:
        """One piece, large and centred, before a studio wall; several, or what stands by it, side by side."""
        near = {*layout.ARRANGERS, *JOINED}
        visible = [a for a in on_stage(actors, self.scene) if a is actors[0] or a.relation in near]
        visible = [a for a in visible if a.kind != "unknown" and (a is actors[0] or a.relation not in ON_IT)]
        if any(a.relation in layout.ARRANGERS and a.relation not in BY for a in visible[1:]):
            self.still_life(actors)
            return
        self.note(draw_backdrop(self.canvas, self.scene), "back")
        counted = copies(actors[0]) if actors[0].count and len(visible) == 1 else 1
        if counted > 1 or (len(visible) > 1 and (gathers(visible) or any(a.kind != "garment" for a in visible))):
            places = arrangements.side_by_side(self.rng, visible * counted) if counted > 1 else None
            self.place_all(places or together(self.rng, visible, self.scene), shadow=lambda _: True)
            return
        lying = actors[0].noun in ("blanket", "pillow", "shoes", "boots", "belt", "bag", "hat", "beanie", "cap")
        first = Placement(
            actors[0], SIZE / 2 + self.rng.uniform(-8, 8), 492 if lying else 490, 440 * min(1, actors[0].size)
        )
        others = [a for a in actors[1:] if a.relation in ("and", "beside") and a.kind == "garment"]
        if others:
            for placement in layout.beside(self.rng, actors[0], others[0]):
                self.place(placement)
            return
        self.place(first)
        for child in self.scene.children(actors[0], "bears"):  # a print
            self.place(Placement(child, *first.inside((50, 72, 34)), role="print"), shadow=False)
        for child in self.scene.children(actors[0], "with"):
            if attached.SLOTS.get(child.noun) == "neck":  # a suit's bow tie
                self.place(Placement(child, *first.inside((50, 30, 24))), shadow=False)

    def still_life(self, actors: list[Item]) -> None:
        """Things on a table, in a room or before a wall."""
        named = self.scene.of_kind("backdrop")
        default = {"room": "room", "table": "table"}.get(self.setting(actors), "studio")
        self.note(draw_backdrop(self.canvas, self.scene, default if not named else "studio"), "back")
        visible = on_stage(actors, self.scene)
        extras = visible[1:]
        if places := self.jointly(visible):
            extras = []
        elif gathers(visible):
            places, extras = together(self.rng, visible, self.scene), []
        elif len(visible) > 1 and visible[1].relation in layout.ARRANGERS:
            places = layout.spread(layout.ARRANGERS[visible[1].relation](self.rng, visible[0], visible[1]))
            extras = visible[2:]
        else:
            count = copies(actors[0])
            scattered = "scattered" in actors[0].traits or count > 5
            size = (330 if named else 400) * min(1.08, actors[0].size)
            places = [Placement(actors[0], SIZE / 2 + self.rng.uniform(-20, 20), 462, size)]
            if heap := arrangements.heaped(actors[0], count):
                places = heap
            elif count > 5 and actors[0].count:
                places = arrangements.side_by_side(self.rng, actors[:1] * count)
            elif count > 1 and (scattered or (named and actors[0].plural and not actors[0].count)):
                places = arrangements.scatter(self.rng, actors[:1], max(count, 9), 150)
            elif count > 1:
                places = arrangements.row_of(self.rng, actors[0], count, 440, 230)
        places = [*layout.aside(self.rng, extras, places, 450), *places]
        self.place_all(layout.share_out(self.rng, places), shadow=lambda place: place.turn == 0)

    def geometry(self, actors: list[Item]) -> None:
        """Figures and solids, arranged as the words say."""
        visible = on_stage(actors, self.scene)
        counted = sum(copies(a) for a in visible) > 8 and all(a.count or not a.plural for a in visible)
        apart = {a.relation for a in visible[1:]} <= {"and", "beside"} and len(visible) > 1
        lined_up = LINED_UP & {a.relation for a in visible[1:]}
        if (lined_up or (counted and apart)) and gathers(visible):
            self.note(draw_backdrop(self.canvas, self.scene), "back")
            self.place_all(together(self.rng, visible, self.scene), shadow=lambda _: True)
            return
        geometry.draw(self, actors)

    # ------------------------------------------------------------ one placement

    def place_all(self, placements: list[Placement], shadow: Callable[[Placement], bool]) -> None:
        """Draw the items, copies of one with lines and textures in proportion."""
        sizes: dict[tuple, list[float]] = {}
        for place in placements:
            sizes.setdefault(look(place.item), []).append(place.size)
        for like, of_copies in sizes.items():
            self.canvas.expect(like, median(of_copies))
        for place in placements:
            self.place(place, shadow(place))

    def place(self, p: Placement, shadow: bool = True) -> None:
        """Draw one item, its soft shadow, and what it wears or holds."""
        canvas, item = self.canvas, p.item
        if item.noun in HUNG and p.role == "subject":  # else it is held, or in something
            p = replace(p, y=p.size, aloft=True)
        floating = "floating" in item.traits or self.home(item) in ("sky", "reef", "space") or item.kind == "shape"
        floating = floating or item.noun in ("plane", "sheet", "branch", "bubble", "chain", "pendant")
        grounded = shadow and not floating and not self.submerged and p.role == "subject"
        grounded = grounded and not (p.aloft or p.seated or (p.person and p.person.asleep))
        p = self.settled(p)
        stood, p = p, self.posed(p)
        worn = attached.attach(self.scene, p) if p.role == "subject" else []
        worn = [w for w in worn if not self.left_out(w.item)]
        top = min((w.y - w.size for w in worn), default=HEADROOM)
        if top < HEADROOM < p.y:  # a hat beyond the upper edge
            p = stood = replace(p, size=p.size * (p.y - HEADROOM) / (p.y - top))
            worn = attached.attach(self.scene, p)
        behind, front = attached.contents(self.scene, p) if p.role == "subject" else ([], [])
        behind = [w for w in worn if w.role in ("hand", "back")] + behind
        if grounded and (behind or p is not stood):  # else it belongs to the drawing, and is copied with it
            with canvas.frame(stood.x, stood.y, stood.size, name="shadow"):
                cast_shadow(canvas)
        for other in behind:
            self.place(other, shadow=False)
        name = "hull" if p.role == "hull" else group_name(item)
        with canvas.frame(p.x, p.y, p.size, turn=p.turn, name=name, like=look(item)):
            if grounded and not behind and p is stood:
                cast_shadow(canvas)
            if shadow and item.kind == "shape" and item.noun not in ("spiral", "sheet"):
                with canvas.group(transform="translate(3 4)", opacity=".3"):
                    draw_figure(canvas, item, Paint("#140c30"))
            if p.person:
                draw_person(canvas, figure(p.person), item, self.scene)
            else:
                self.draw_item(item)
        wades = "swimming" in item.traits and not p.person and variant(item, self.scene) == item.noun
        if wades and self.home(item) not in ("sea", "reef", "water"):
            self.waterline(p)
        if p.role != "hull":  # the rest of it was noted before
            self.note(item.noun, f"{p.role} at {p.x:.0f},{p.y:.0f} size {p.size:.0f}", item)
        for child in self.scene.children(item, "of", "bears") if item.noun in FLAT else ():
            if printed(child, self.scene):
                self.place(Placement(child, *p.inside(FLAT[item.noun]), role="print"), shadow=False)
        drawn = load(item.noun)
        burns = "burning" in item.traits and item.noun not in ALIGHT and not (drawn and drawn.anchor("head"))
        if burns and p.role == "subject" and load("firebreath"):
            self.flames(p)
        for other in [*front, *(w for w in worn if w.role not in ("hand", "back"))]:
            self.place(other, shadow=False)

    def flames(self, p: Placement) -> None:
        """Fire out of what burns."""
        for place in ((30, 34, 40), (68, 22, 46), (84, 62, 32)):
            x, y, size = p.inside(place)
            flame = Item(noun="firebreath", kind="thing", word="fire")
            self.place(Placement(flame, x, y, size, 90.0, role="flame"), shadow=False)

    def waterline(self, p: Placement) -> None:
        """Water over the lower part of what swims."""
        waters = (i.colors[0] for i in self.scene.items if i.noun in ("lake", "sea", "river") and i.colors)
        water = next(waters, "#3a86b4")
        with self.canvas.frame(p.x, p.y, 1.24 * p.size):
            self.canvas.fill(smooth([(4, 78), (20, 70), (36, 76), (52, 69), (68, 76), (84, 70), (97, 78), (90, 102),
                                     (10, 102)]), water, 0.93)  # fmt: skip
            self.canvas.fill(ellipse(50, 84, 30, 2.6), lighten(water, 0.45), 0.7)

    def settled(self, p: Placement) -> Placement:
        """With the look of a person, and so that who sits does it on the seat."""
        person = self.cast.look(p.item)
        if person is None:
            return p
        if self.submerged and person.pose in ("stand", "swim"):
            person = replace(person, pose="dive")
        bed = any(other.kind != "feature" for other in self.scene.children(p.item, "on"))
        sunk = 0.05 * p.size if person.asleep and bed else 0  # into what it lies on
        p = replace(p, person=replace(person, faces_left=p.left), y=p.y + sunk)
        if not p.seated or p.person.pose not in ("sit", "ride", "ground"):
            return p
        x, y, _ = figure(p.person).anchor("seat")
        size = min(p.size, (p.y - 8) * 100 / y)  # the head stays in the picture
        return replace(p, x=p.x - (x - 50) * size / 100, y=p.y + (100 - y) * size / 100, size=size)

    def posed(self, p: Placement) -> Placement:
        """Off the ground and tilted where a creature runs or jumps; its shadow stays."""
        thing = load(variant(p.item, self.scene)) if p.item.kind == "thing" and not p.person else None
        pose = next((POSES[t] for t in p.item.traits if t in POSES), None)
        if not (pose and thing and thing.anchor("head")):
            return p
        rise, turn = pose
        return replace(p, y=max(p.y - rise * p.size, p.size + 8), turn=p.turn + turn)

    def draw_item(self, item: Item) -> None:
        """Dispatch to the drawing that the item's name has."""
        name = variant(item, self.scene)
        contents = self.scene.children(item, "of", "with", "shape")
        self.scene.used += [c for c in contents if name != item.noun and c.kind != "part"]  # "vase-flower" shows both
        shapes = self.borrow(item)
        if shapes:
            self.canvas.append(shapes)
            self.borrowed.append(item.word)
        elif item.kind == "statue":
            self.statue(item)
        elif item.noun in FIGURES:
            draw_figure(self.canvas, item)
        elif self.formed(item):
            pass
        elif load(name):
            draw_thing(self.canvas, name, item, self.scene)
        else:
            self.hint(item)

    def statue(self, item: Item) -> None:
        """The subject cast in the statue's material, on a plinth."""
        candidates = [*self.scene.children(item, "of", "shape"), *item.modifiers]
        self.scene.used += candidates
        subject = next((c for c in candidates if load(c.noun) or is_person(c)), None)
        paint = item.paint("#b5b0a6")
        stone = mix(paint.color, "#6d6a75", 0.75)
        surface(self.canvas, rect(14, 84, 72, 16), Paint(stone))
        self.canvas.fill(rect(10, 80, 80, 6), lighten(stone, 0.3))
        cast = Paint(paint.color, None, paint.texture)
        with self.canvas.frame(50, 82, 82):
            if subject is None or is_person(subject):
                person = subject or Item(noun="person", kind="thing", word="person")
                draw_person(self.canvas, figure(self.cast.look(person)), person, self.scene, cast)
            else:
                draw_thing(self.canvas, variant(subject, self.scene), subject, self.scene, cast)

    def formed(self, item: Item) -> bool:
        """Draw "a cookie in the shape of a star" as a star with the cookie's surface; False where it has no form."""
        form = next((c for c in self.scene.children(item, "shape") if load(c.noun) or c.noun in FIGURES), None)
        thing = load(item.noun)
        if form is None or thing is None or load(f"{item.noun}-{form.noun}"):
            return False
        paint = item.paint(thing.data.get("data-body", "#7a9cc0"))
        paint = replace(paint, texture=paint.texture or thing.data.get("data-material"))
        if form.noun in FIGURES:
            draw_figure(self.canvas, form, paint)
        else:
            draw_thing(self.canvas, form.noun, form, self.scene, cast=paint)
        self.scene.used.append(form)
        return True

    def hint(self, item: Item) -> None:
        """Something no table knows: a plain low block, in the colour and material that the words give it."""
        paint = item.paint("#a9a08f")
        block = smooth([(12, 99), (10, 62), (24, 44), (76, 44), (90, 62), (88, 99)], closed=False)
        surface(self.canvas, block, paint, 0.2)
