"""Plural nouns -> what they may be the plural of."""

IRREGULAR = {
    "children": "child", "men": "man", "women": "woman", "people": "person", "feet": "foot", "teeth": "tooth",
    "geese": "goose", "mice": "mouse", "oxen": "ox", "cacti": "cactus", "fungi": "fungus", "octopi": "octopus",
    "radii": "radius", "foci": "focus", "nuclei": "nucleus", "vertices": "vertex", "matrices": "matrix",
    "helices": "helix", "polyhedra": "polyhedron", "tetrahedra": "tetrahedron", "octahedra": "octahedron",
    "dodecahedra": "dodecahedron", "icosahedra": "icosahedron", "tori": "torus", "prismata": "prism",
    "snowmen": "snowman", "firemen": "fireman", "fishermen": "fisherman", "dice": "die", "lice": "louse",
    "quizzes": "quiz", "loci": "locus",
}  # fmt: skip

# Ending -> what stands there in the singular, the likeliest first.
ENDINGS = (
    ("ies", ("y", "ie")),
    ("ves", ("f", "fe", "ve")),
    ("zzes", ("z",)),
    ("ches", ("ch", "che")),
    ("shes", ("sh", "she")),
    ("xes", ("x", "xe", "xis")),
    ("ses", ("se", "s", "sis")),
    ("oes", ("o", "oe")),
    ("es", ("e", "", "is")),
    ("men", ("man",)),
    ("eaux", ("eau",)),
    ("s", ("",)),
)


def singulars(word: str) -> list[str]:
    """The word itself, then its possible singulars: "leaves" -> leaves, leaf, leafe, leave, leav, leavis."""
    forms = [word, IRREGULAR[word]] if word in IRREGULAR else [word]
    for ending, singular in ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 1 and not word.endswith("ss"):
            forms += [word[: -len(ending)] + end for end in singular]
    return list(dict.fromkeys(forms))
