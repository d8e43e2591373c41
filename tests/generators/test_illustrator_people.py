"""People: what the words say of them is what is drawn."""

import random
import re
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from statistics import median

import pytest

from generators.illustrator import Illustrator
from generators.illustrator.canvas.canvas import Canvas, rasterize
from generators.illustrator.colors import TABLE, rgb
from generators.illustrator.people.body import POSES, jointed, proportions
from generators.illustrator.people.cast import Cast
from generators.illustrator.people.figure import figure
from generators.illustrator.people.kit import TOOLS
from generators.illustrator.people.looks import CUTS as WORN
from generators.illustrator.people.looks import person_of
from generators.illustrator.people.person import SKINS, Person
from generators.illustrator.people.reading import Words
from generators.illustrator.people.roles import LINES, WORDS, role
from generators.illustrator.things import draw_person
from generators.illustrator.words.language import parse
from generators.illustrator.words.scene import Item, Scene
from scoring.constraints import validate_svg


def people(description: str, seed: int = 0) -> list[Person]:
    """The looks of the people of a description, one of each item."""
    scene = parse(description)
    cast = Cast(scene, str(seed))
    return [person for item in scene.items if (person := cast.look(item))]


def person(description: str, seed: int = 0) -> Person:
    return people(description, seed)[0]


def alone(looks: Person) -> str:
    """A figure by itself, as SVG."""
    canvas, item = Canvas(random.Random(0)), Item(noun="person", kind="thing", word="person")
    with canvas.frame(256, 500, 480, name="person"):
        draw_person(canvas, figure(looks), item, Scene("", [item]))
    return canvas.svg()


def ids(svg: str) -> set[str]:
    return set(re.findall(r'id="([^"]+)"', svg))


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("a woman", {"gender": "woman", "age": "adult"}), ("a boy", {"gender": "man", "age": "child"}),
        ("a baby", {"age": "baby", "pose": "crawl"}), ("an old man", {"gender": "man", "age": "old"}),
        ("a grandmother", {"gender": "woman", "age": "old"}), ("a bald man", {"hair": "bald"}),
        ("a boy with curly red hair", {"hair": "curly", "hair_color": "#c03a1c"}),
        ("an old woman with white hair", {"age": "old", "hair_color": "#eeece8"}),
        ("a woman with long blonde hair", {"hair": "long", "hair_color": "#e0b450"}),
        ("a girl with pigtails", {"hair": "pigtails"}), ("a red-haired man", {"hair_color": "#c03a1c"}),
        ("a dark-skinned man", {"skin": SKINS[5]}), ("a black woman in a red dress", {"skin": SKINS[5]}),
        ("a pale girl", {"skin": SKINS[0]}), ("a fat man", {"build": "heavy"}),
        ("a muscular woman", {"build": "strong"}),
        ("a man with a beard and glasses", {"beard": "beard", "glasses": True}), ("a sad clown", {"mood": "sad"}),
        ("a man in black", {"color": TABLE["black"]}), ("a chef", {"hat": "toque", "tools": ("ladle",)}),
        ("a police officer", {"hat": "peaked"}), ("a queen", {"gender": "woman", "hat": "crown"}),
    ],
)  # fmt: skip
@pytest.mark.parametrize("seed", [0, 1])
def test_words_say_what_a_person_looks_like(description, expected, seed):
    found = person(description, seed)
    assert {name: getattr(found, name) for name in expected} == expected


@pytest.mark.parametrize(
    ("description", "pose"),
    [
        ("a man walking in a park", "walk"), ("a girl running on a beach", "run"), ("a boy kicking a ball", "kick"),
        ("a woman sitting on a chair", "sit"), ("a woman sitting on the grass", "ground"), ("a dancing man", "dance"),
        ("a man kneeling", "kneel"), ("a child jumping over a puddle", "jump"), ("a cowboy riding a horse", "ride"),
        ("a knight on a horse", "ride"), ("a baby sleeping in a bed", "sleep"), ("a man swimming in a lake", "swim"),
        ("a woman waving", "wave"), ("a monk meditating", "ground"), ("a man riding a skateboard", "surf"),
        ("a woman standing on a hill", "stand"), ("an old man reading a newspaper on a bench", "sit"),
    ],
)  # fmt: skip
def test_verbs_are_poses(description, pose):
    assert person(description).pose == pose


@pytest.mark.parametrize(
    ("description", "arms"),
    [("a man reading a book", "read"), ("a girl holding a cat", "hold"), ("a child eating an apple", "eat"),
     ("a man playing the guitar", "play"), ("a man sitting on a bench reading a book", "read")],
)  # fmt: skip
def test_arms_do_what_the_words_say_of_a_thing(description, arms):
    found = person(description)
    assert arms in (found.arms, found.pose)


def test_a_verb_after_two_people_is_said_of_both():
    assert [p.pose for p in people("a man and a woman dancing")] == ["dance", "dance"]


def test_a_verb_is_said_of_the_person_before_it():
    assert [p.pose for p in people("a man standing beside a jumping girl")] == ["stand", "jump"]


@pytest.mark.parametrize(
    ("description", "cut"),
    [("a woman in a yellow dress", "dress"), ("a man wearing a coat", "coat"), ("a boy in shorts", "shorts"),
     ("a girl with red boots", "boots"), ("a man in a blue suit", "suit"), ("a chef in an apron", "apron")],
)  # fmt: skip
def test_clothes_of_the_words_are_worn(description, cut):
    assert cut in [cloth.cut for cloth in person(description).clothes]


def test_a_dress_is_worn_instead_of_shirt_and_trousers():
    for seed in range(6):
        cuts = {cloth.cut for cloth in person("a woman in a green dress", seed).clothes}
        assert not cuts & {"shirt", "tshirt", "sweater", "pants", "skirt"}


@pytest.mark.parametrize(
    ("description", "name", "color"),
    [("a woman in a yellow dress", "dress", "yellow"), ("a man in a red coat", "coat", "red"),
     ("a boy with green shoes", "shoes", "green"), ("a girl in blue shorts", "shorts", "blue"),
     ("a chef in a purple hat", "hat", "purple"), ("a man holding an orange flag", "flag", "orange")],
)  # fmt: skip
def test_what_is_worn_is_a_group_in_the_asked_colour(description, name, color):
    svg, asked = Illustrator().svg(description, 3), rgb(TABLE[color])
    root = ElementTree.fromstring(svg)
    group = next(e for e in root.iter() if e.get("id") == name)
    stops = {e.get("id"): [s.get("stop-color") for s in e] for e in root.iter() if e.tag.endswith("linearGradient")}
    fills = {color for e in group.iter() for color in [e.get("fill"), *stops.get((e.get("fill") or "")[5:-1], [])]}
    near = [f for f in fills if f and f[0] == "#" and max(map(lambda a, b: abs(a - b), rgb(long(f)), asked)) < 40]
    assert near


def long(color: str) -> str:
    """ "#abc" -> "#aabbcc"."""
    return "#" + "".join(2 * c for c in color[1:]) if len(color) == 4 else color


@pytest.mark.parametrize(
    ("description", "names"),
    [("a woman", {"woman"}), ("two children", {"child", "child-2"}), ("a chef and a nurse", {"chef", "nurse"}),
     ("a police officer", {"police-officer"}), ("three firefighters", {"firefighter", "firefighter-3"})],
)  # fmt: skip
def test_people_are_groups_named_by_the_words(description, names):
    assert names <= ids(Illustrator().svg(description, 1))


def drawn_as(looks: Person) -> tuple:
    return figure(looks).shapes


@pytest.mark.parametrize("name", sorted(LINES))
def test_every_role_is_valid_and_no_plain_person(name):
    looks = person_of(Words(name, (), ()), random.Random(1))
    svg = alone(looks)
    validate_svg(svg, max_bytes=10_000)
    plain = replace(Person(), gender=looks.gender, age=looks.age, skin=looks.skin, color=looks.color, pose=looks.pose,
                    hair=looks.hair, hair_color=looks.hair_color, beard=looks.beard)  # fmt: skip
    assert drawn_as(looks) != drawn_as(plain)
    assert all(tool in TOOLS for tool in looks.tools)


def test_roles_differ_from_one_another():
    looks = {name: replace(Person(), **given_of(name)) for name in LINES}
    assert len({repr(drawn_as(p)) for p in looks.values()}) > 0.97 * len(LINES)


def given_of(name: str) -> dict:
    made = person_of(Words(name, (), ()), random.Random(1))
    return {
        key: getattr(made, key) for key in ("clothes", "hat", "hat_color", "tools", "color", "pose", "build", "age")
    }


@pytest.mark.parametrize("age", ["baby", "child", "adult", "old"])
@pytest.mark.parametrize("pose", sorted(POSES))
def test_every_pose_is_valid_stands_on_the_ground_and_differs(pose, age):
    looks = replace(Person(), age=age, pose=pose)
    validate_svg(alone(looks), max_bytes=10_000)
    if pose != "stand":
        assert drawn_as(looks) != drawn_as(replace(looks, pose="stand"))
    body = jointed(proportions(age, "man", ""), POSES[pose])
    lowest = max(y for limb in (body.left, body.right, body.left_leg, body.right_leg) for _, y in limb)
    assert 80 < lowest + POSES[pose].lift <= 100


@pytest.mark.parametrize("cut", sorted(WORN))
def test_every_garment_that_words_ask_for_changes_the_figure(cut):
    bare = person_of(Words("man", (), ()), random.Random(2))
    worn = person_of(Words("man", (), ()), random.Random(2), [(cut, cut, "#12ab34")])
    shown = [shape for _, shape in figure(worn).shapes if cut in shape["class"].split()]
    assert shown and drawn_as(worn) != drawn_as(bare)


@pytest.mark.parametrize("word", ["man", "woman", "girl", "boy", "grandmother"])
def test_a_standing_figure_takes_few_bytes(word):
    sizes = []
    for seed in range(9):
        svg = alone(person_of(Words(word, (), ()), random.Random(seed)))
        sizes.append(len(svg[svg.index('<g id="person"') : svg.rindex("</g>")]))
    assert median(sizes) < 1850 and max(sizes) < 2050


def test_people_vary_where_the_words_say_nothing():
    seen = [person("a woman", seed) for seed in range(30)]
    assert len({p.skin for p in seen}) >= 4 and len({p.hair for p in seen}) >= 4


def test_equal_people_of_a_crowd_are_drawn_once():
    svg = Illustrator().svg("a crowd of people waving flags", 2)
    assert svg.count("<use") > 4 and len(re.findall(r'id="person(-\d+)?"', svg)) >= 9


def test_a_family_has_parents_and_children():
    scene = parse("a family")
    cast = Cast(scene, "0")
    family = [cast.look(scene.items[0]) for _ in range(4)]
    assert {(p.age, p.gender) for p in family} >= {("adult", "man"), ("adult", "woman")}
    assert any(p.age == "child" for p in family)


def test_who_rides_is_above_the_mount():
    notes = {n["drawn"]: n["where"] for n in Illustrator().describe("a girl riding a horse", 1)["placed"]}
    feet, hooves = (float(re.search(r",(-?\d+) size", notes[name])[1]) for name in ("person", "horse"))
    assert feet < hooves - 40


def test_a_statue_of_a_person_is_of_one_metal():
    picture = rasterize(Illustrator().svg("a bronze statue of a seated man", 1))
    assert picture.size == (512, 512)
    assert "person" in {i["noun"] for i in Illustrator().describe("a bronze statue of a seated man", 1)["items"]}


@pytest.mark.parametrize("word", sorted(WORDS))
def test_words_for_people_have_looks(word):
    drawn = Illustrator().describe(f"a {word}", 0)["items"]
    assert drawn[0]["drawn"] != "not"
    assert role(word) or person_of(Words(word, (), ()), random.Random(0)).clothes
