"""Word tables, one per kind. Adding a word is adding it here; adding a drawing is adding a file (drawings.py)."""

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

from .. import drawings
from ..people.roles import WORDS as PEOPLE
from .classes import STANDS_FOR

THINGS = [*drawings.names("things"), "person"]

# Parts of the land, drawn into a landscape from back to front (see scenery.py).
FEATURES = """
mountain hill skyline forest field meadow lawn lake sea river beach desert plain canyon waterfall
street road moonscape cloud fog snow vineyard garden swamp reef space cliff sunflowers flowers lights fireflies rooftop
""".split() + drawings.names("land")

# What only the sky shows.
SKY = """
sky sun moon stars sunset sunrise dusk dawn night day noon twilight eclipse aurora rainbow storm lightning rain
meteors fireworks
""".split()

BACKDROPS = "room wall table surface background canvas windowsill shelf floor fabric stage".split()

GARMENTS = drawings.names("wear")

SHAPES = """
circle oval triangle square rectangle trapezoid pentagon hexagon heptagon octagon diamond parallelogram crescent star
heart cross ring arc semicircle spiral wave zigzag line dot arrow brushstroke thread droplet
knot starburst helix infinity mandala
""".split()

SOLIDS = """
cube cuboid sphere cone pyramid cylinder prism tetrahedron octahedron dodecahedron icosahedron torus hemisphere
plane sheet
""".split()

PARTS = """
button collar pocket tassel lace zipper strap cuff hood sleeve fringe handle leg eye door window crack thorn stone
trim lining sole brim buckle chain pom ribbon feather wheel sail roof filigree pattern petal wing stem stripe
cream sequin drawstring snowflakes flame nose beak tail horn ear mane paw
hair beard eyebrow mouth fin scale shell spike spot freckle whisker tusk saddle
""".split()

ARRANGEMENTS = """
grid spiral row column circle ring pile cluster mosaic tessellation pattern lattice stack checkerboard maze honeycomb
""".split()

CITIES = """
london,paris,tokyo,manhattan,new york,new york city,nyc,chicago,los angeles,la,san francisco,sydney,berlin,rome,madrid,
moscow,beijing,shanghai,hong kong,singapore,dubai,seattle,boston,toronto,vienna,amsterdam,barcelona,istanbul,mumbai,
delhi,seoul,bangkok,miami,las vegas,kyoto,venice,prague,cairo
""".replace("\n", "").split(",")

SYNONYMS = {
    "facade": "building",
    # land
    "peak": "mountain", "summit": "mountain", "alp": "mountain", "ridge": "mountain", "highland": "hill",
    "valley": "hill", "dune": "desert", "sahara": "desert", "oasis": "desert",
    "woods": "forest", "woodland": "forest", "jungle": "forest", "grove": "forest", "rainforest": "forest",
    "orchard": "forest", "thicket": "forest", "taiga": "forest", "pines": "forest", "oak": "tree",
    "willow": "tree", "maple": "tree", "birch": "tree", "pine": "tree", "willow tree": "tree", "fir": "tree",
    "palm tree": "palm", "lagoon": "lake", "pond": "lake", "pool": "lake", "reservoir": "lake",
    "fjord": "lake", "stream": "river", "creek": "river", "brook": "river",
    "canal": "river", "ocean": "sea", "water": "sea", "wave at sea": "sea", "bay": "sea", "harbor": "sea",
    "harbour": "sea", "shore": "beach", "coast": "beach", "coastline": "beach", "seaside": "beach",
    "shoreline": "beach", "prairie": "plain", "steppe": "plain", "tundra": "plain", "savanna": "plain",
    "savannah": "plain", "grassland": "meadow", "pasture": "meadow", "grass": "meadow", "countryside": "meadow",
    "farmland": "field", "farm": "field", "cornfield": "field", "wheat": "field", "corn": "field", "barley": "field",
    "rye": "field", "rice": "field", "crop": "field", "lavender": "field", "hay": "field", "paddy": "field",
    "park": "meadow", "glade": "forest", "clearing": "meadow", "city": "skyline", "cityscape": "skyline",
    "town": "skyline", "metropolis": "skyline", "skyscraper": "skyline", "downtown": "skyline",
    "alley": "street", "avenue": "street", "highway": "road", "path": "road", "trail": "road", "galaxy": "space",
    "cosmos": "space", "nebula": "space", "universe": "space", "outer space": "space",
    "coral reef": "reef", "deep sea": "reef", "sea floor": "reef", "seabed": "reef", "ocean floor": "reef",
    "underwater": "reef", "aquarium": "reef",
    "ice": "snow", "mist": "fog", "haze": "fog", "smoke": "fog", "wildflower": "flowers", "tulip": "flowers",
    "poppies": "flowers", "sunflower field": "sunflowers", "lily pad": "lake",
    "neon light": "lights", "koi pond": "lake", "puddle": "lake", "city street": "street", "city skyline": "skyline",
    "landscape": "meadow", "firefly": "fireflies", "volcanic": "volcano", "rose garden": "garden",
    "flower garden": "garden", "flower bed": "garden", "courtyard": "garden", "botanical garden": "garden",
    "gorge": "canyon", "ravine": "canyon", "mesa": "canyon", "badlands": "canyon", "bluff": "cliff",
    "bluffs": "cliff",
    "hillside": "hill", "slope": "hill", "mountaintop": "mountain", "mountain top": "mountain", "roadside": "road",
    "motorway": "road", "runway": "road", "racetrack": "road", "race track": "road", "campsite": "meadow",
    "backyard": "meadow", "back yard": "meadow", "yard": "meadow", "farmyard": "meadow", "zoo": "meadow",
    "football pitch": "meadow", "battlefield": "plain", "plaza": "street", "town square": "street",
    "market square": "street", "suburb": "village", "hamlet": "village", "wilderness": "forest",
    "graveyard": "tombstone",
    "cemetery": "tombstone", "airport": "room", "lounge": "room",
    "headland": "cliff", "precipice": "cliff", "escarpment": "cliff", "cataract": "waterfall", "falls": "waterfall",
    "cascade": "waterfall", "marsh": "swamp", "bayou": "swamp", "bog": "swamp", "wetland": "swamp", "moor": "hill",
    "moorland": "hill", "heath": "hill", "heather": "hill", "foothill": "hill", "mountainside": "mountain",
    "mountain range": "mountain", "lakeside": "lake", "riverbank": "river", "rapids": "river", "waterway": "river",
    "strait": "sea", "gulf": "sea", "inlet": "sea", "cove": "beach", "sandbar": "beach", "surf": "sea", "tide": "sea",
    "archipelago": "island", "islet": "island", "atoll": "island", "wasteland": "desert", "salt flat": "desert",
    # sky
    "skies": "sky", "starlight": "stars", "moonlight": "moon", "full moon": "moon", "lunar eclipse": "eclipse",
    "solar eclipse": "eclipse", "northern lights": "aurora", "sunlight": "sun", "sunshine": "sun", "evening": "dusk",
    "morning": "dawn", "midnight": "night", "nightfall": "dusk", "daybreak": "dawn", "sundown": "sunset",
    "thunderstorm": "storm", "golden hour": "sunset", "starry sky": "stars",
    "meteor": "meteors", "meteor shower": "meteors", "shooting star": "meteors", "comet": "meteors",
    "asteroid": "meteors", "firework": "fireworks", "constellation": "stars", "milky way": "stars",
    # rooms and grounds
    "hallway": "room", "corridor": "room", "kitchen": "room", "bedroom": "room", "bathroom": "room", "attic": "room",
    "cellar": "room", "basement": "room", "classroom": "room", "workshop": "room", "gallery": "room",
    "living room": "room", "parlor": "room", "parlour": "room", "study": "room", "cafe": "room", "restaurant": "room",
    "nursery": "room", "ballroom": "room", "dining room": "room", "porch": "floor", "deck": "floor", "patio": "floor",
    "balcony": "floor", "pavement": "floor", "sidewalk": "street", "pedestal": "table", "podium": "table",
    "plinth": "table", "worktop": "table", "countertop": "table", "mantelpiece": "shelf", "mantel": "shelf",
    "backdrop screen": "background", "paper": "background", "parchment": "background", "clasp": "buckle",
    "fastener": "buckle",
    "desk": "table", "counter": "table", "tablecloth": "blanket", "backdrop": "background",
    "windowsill": "windowsill",
    "window sill": "windowsill", "ledge": "windowsill", "linen": "fabric", "napkin": "fabric", "placemat": "fabric",
    "cloth": "fabric", "clothes": "tshirt", "formal clothes": "suit", "formal wear": "suit", "spectacles": "eyeglasses",
    "lamppost": "streetlamp", "mona lisa": "pictureframe", "photograph": "pictureframe", "photo": "pictureframe",
    "painting": "pictureframe", "picture": "pictureframe", "drawing": "pictureframe", "image": "pictureframe",
    "illustration": "pictureframe", "jewelry": "pendant", "jewellery": "pendant", "grape": "grapes",
    "engagement ring": "jewelring", "coin purse": "bag", "cheddar": "cheese",
    "loaf": "bread", "laboratory": "room", "library": "room", "restroom": "room",
    "dining area": "room", "gym": "room", "lobby": "room", "foyer": "room", "pantry": "room", "studio": "room",
    "curb": "street", "cobblestones": "street", "driveway": "road",
    "sofa": "couch", "burger": "hamburger",
    **dict.fromkeys(CITIES, "skyline"), "tile": "surface",
    # clothes
    "trousers": "pants", "jeans": "pants", "slacks": "pants", "leggings": "pants", "chinos": "pants",
    "dungarees": "overalls", "jumpsuit": "overalls", "romper": "overalls", "overcoat": "coat", "trench coat": "coat",
    "trenchcoat": "coat", "parka": "coat", "raincoat": "coat", "peacoat": "coat", "robe": "coat", "kimono": "coat",
    "cardigan": "jacket", "blazer": "jacket", "bomber": "jacket", "windbreaker": "jacket", "hoodie": "sweater",
    "pullover": "sweater", "jumper": "sweater", "sweatshirt": "sweater", "turtleneck": "sweater", "blouse": "shirt",
    "t shirt": "tshirt", "tee": "tshirt", "tank top": "tshirt", "polo": "tshirt", "waistcoat": "vest",
    "gown": "dress",
    "sundress": "dress", "tutu": "skirt", "kilt": "skirt", "shawl": "scarf", "stole": "scarf", "pashmina": "scarf",
    "bandana": "scarf", "stocking": "socks", "sock": "socks", "sneaker": "shoes", "shoe": "shoes", "loafer": "shoes",
    "slipper": "shoes", "sandal": "shoes", "heel": "shoes", "moccasin": "shoes", "boot": "boots", "fedora": "hat",
    "sombrero": "hat", "sunhat": "hat", "bonnet": "hat", "top hat": "tophat", "baseball cap": "cap", "beret": "cap",
    "mitten": "gloves", "glove": "gloves", "necktie": "tie", "bow tie": "bowtie", "bow": "bowtie", "quilt": "blanket",
    "throw": "blanket", "rug": "blanket", "carpet": "blanket", "towel": "blanket", "cushion": "pillow",
    "handbag": "bag", "purse": "bag", "backpack": "bag", "tote": "bag", "satchel": "bag", "cloak": "cape",
    "poncho": "cape",
    # geometry
    "disk": "circle", "disc": "circle", "ellipse": "oval", "rhombus": "diamond", "lozenge": "diamond",
    "polygon": "hexagon", "crescent moon": "crescent", "swirl": "spiral", "ray": "starburst", "rays": "starburst",
    "sunburst": "starburst", "burst": "starburst", "double helix": "helix",
    "dna": "helix", "trefoil": "knot", "celtic knot": "knot", "infinity symbol": "infinity",
    "infinity sign": "infinity",
    "figure eight": "infinity", "rosette": "mandala", "kaleidoscope": "mandala", "target": "circle",
    "bullseye": "circle",
    "pinwheel": "starburst", "braid": "helix", "whipped cream": "cream",
    "coil": "spiral",
    "ripple": "wave", "squiggle": "wave", "chevron": "zigzag", "stripe": "line", "strand": "thread",
    "string": "thread",
    "filament": "thread", "ribbon": "thread", "rope": "thread", "cord": "thread", "wire": "thread",
    "vines": "thread", "orb": "sphere", "ball": "sphere", "globe": "sphere", "box": "cube",
    "block": "cube", "donut shape": "torus", "tube": "cylinder", "rod": "cylinder", "pole": "cylinder",
    "column": "cylinder", "ovoid": "oval",
    "wedge": "prism", "beehive pattern": "honeycomb", "honeycomb pattern": "honeycomb", "band": "line",
    "grid pattern": "grid", "fridge": "refrigerator", "oven": "stove", "deer": "elk",
    "stag": "elk", "reindeer": "elk", "moose": "elk", "picket fence": "fence", "chipmunk": "squirrel",
    "brickwork": "grid",
    "panel": "sheet", "slab": "sheet", "polyhedron": "icosahedron", "half circle": "semicircle", "curve": "arc",
    "shard": "triangle", "brush stroke": "brushstroke", "splash": "droplet", "speck": "dot", "loop": "ring",
    "hoop": "ring", "parallelepiped": "cuboid", "brick shape": "cuboid",
    "jalapeno": "chilipepper", "jalapeno pepper": "chilipepper",
    # parts
    "sequins": "sequin", "drawstrings": "drawstring", "straps": "strap", "patch pocket": "pocket", "zip": "zipper",
    "toggle": "button", "pane": "window", "windowpane": "window",
    "shoelace": "lace", "fringed": "fringe",
    # things (files in things/)
    "retriever": "dog", "golden retriever": "dog", "puppy": "dog", "labrador": "dog", "hound": "dog",
    "kitten": "cat", "lioness": "lion", "teddy bear": "teddy",
    "panda": "bear", "macaw": "parrot", "parakeet": "parrot", "toucan": "parrot", "cockatoo": "parrot",
    "sparrow": "bird", "robin": "bird", "eagle": "bird", "hawk": "bird", "crow": "bird", "raven": "bird",
    "seagull": "bird", "hummingbird": "bird", "peacock": "parrot", "goose": "swan",
    "flamingo": "swan", "heron": "swan", "koi": "fish", "koi fish": "fish", "goldfish": "fish", "salmon": "fish",
    "trout": "fish", "sea turtle": "turtle",
    "tortoise": "turtle", "toad": "frog", "scarab": "beetle", "ladybug": "beetle", "bug": "beetle",
    "moth": "butterfly", "wyvern": "dragon", "android": "robot", "automaton": "robot", "cyborg": "robot",
    "house": "cottage", "cabin": "cottage", "hut": "shed",
    "barn": "shed", "school bus": "bus", "red fox": "fox", "polar bear": "bear",
    "snow leopard": "tiger", "leopard": "tiger", "wizard hat": "wizardhat", "witch hat": "wizardhat",
    "knight helmet": "helmet", "treasure chest": "chest",
    "ice cream": "icecream", "ice cream cone": "icecream", "fire truck": "truck", "helm": "helmet",
    "hot dog": "bread", "police car": "car",
    "mug of coffee": "mug", "cup of tea": "mug", "carved pumpkin": "pumpkin", "prickly pear": "cactus",
    "saguaro": "cactus", "face mask": "mask", "bus stop": "bus", "shack": "shed",
    "home": "cottage", "farmhouse": "cottage", "palace": "castle", "fortress": "castle", "tower": "castle",
    "apartment": "building", "warehouse": "building", "school": "building", "office": "building",
    "automobile": "car", "van": "car", "taxi": "car", "bike": "bicycle",
    "sailboat": "boat", "yacht": "boat", "kayak": "canoe", "rowboat": "canoe", "gondola": "canoe", "galleon": "ship",
    "vessel": "ship", "pirate ship": "ship", "hot air balloon": "balloon", "zeppelin": "blimp", "airship": "blimp",
    "dirigible": "blimp", "settee": "couch", "recliner": "armchair",
    "stool": "chair", "throne": "armchair", "bench": "couch", "locomotive": "train", "dagger": "sword",
    "mammoth": "elephant", "tram": "train",
    "notebook computer": "laptop", "computer": "laptop", "parasol": "umbrella", "saucer": "plate",
    "dish": "plate", "platter": "plate", "salad": "bowl", "cup": "mug", "teacup": "mug",
    "coffee": "mug", "tea": "mug", "lemonade": "glass", "juice": "glass", "drink": "glass", "cocktail": "glass",
    "goblet": "glass", "jug": "vase", "pot": "vase", "urn": "vase", "pitcher": "vase", "jar": "vase",
    "pancake": "pancakes", "emerald": "gem", "ruby": "gem", "sapphire": "gem", "amethyst": "gem",
    "diamond gem": "gem",
    "jewel": "gem", "gemstone": "gem", "crystal": "geode", "crystals": "geode", "locket": "pendant",
    "amulet": "pendant", "necklace": "pendant", "medallion": "pendant", "bangle": "bracelet", "plume": "feather",
    "ruby ring": "jewelring", "wedding ring": "jewelring", "finger ring": "jewelring", "blossom": "flower",
    "daisy": "flower", "lily": "flower", "orchid": "flower", "lotus": "flower", "dandelion": "flower",
    "peony": "flower", "bloom": "flower", "spiral staircase": "staircase", "stair": "staircase", "steps": "staircase",
    "foliage": "leaf", "strawberry": "strawberries", "cherry": "apple", "tomato": "apple", "fruit": "apple",
    "eyeglasses": "sunglasses", "goggles": "sunglasses", "spire": "rock", "boulder": "rock",
    "crag": "rock", "stone pillar": "rock", "perch": "branch", "twig": "branch", "planter": "vase",
    "cello": "guitar",
    "ukulele": "guitar",
    "pony": "horse", "unicorn": "horse", "stallion": "horse", "hare": "rabbit", "bunny": "rabbit",
    "rocket ship": "rocket", "spaceship": "rocket", "spacecraft": "rocket", "toadstool": "mushroom",
    **dict.fromkeys(("mount everest", "everest", "kilimanjaro", "mount kilimanjaro", "matterhorn", "mont blanc",
    "himalayas",
                     "rockies", "andes", "rocky mountains"), "mountain"),
    "bacon and eggs": "breakfast", "eggs and bacon": "breakfast", "pizza with pepperoni": "pepperonipizza",
    "mud": "plain",
    "pile of gold": "coin", "heap of gold": "coin",
    "sand": "beach", "sands": "beach", "foal": "horse", "colt": "horse", "filly": "horse",
    "soil": "plain", "hand": "humanhand",
    "finger": "humanhand",
    "japanese temple": "pagoda", "buddhist temple": "pagoda",
    "pair of scales": "balancescale",
    "weighing scales": "balancescale", "portrait": "monalisa", "aubergine": "eggplant", "wellies": "boots",
    "wellingtons": "boots",
    "wellington boots": "boots",
    "sill": "windowsill", "tower of london": "castle", "letter": "envelope",
    "times square": "skyline", "small town": "village", "little town": "village", "tin": "tincan", "stick": "branch",
    "brush": "paintbrush", "construction cone": "trafficcone", "orange cone": "trafficcone", "floral arrangement":
    "flowerbouquet", "flower arrangement": "flowerbouquet", "traffic": "car",
    "pot of tea": "teapot", "pot of coffee": "coffeemaker", "channel": "sea", "english channel": "sea",
    "grilled salmon": "fishplate", "grilled fish": "fishplate", "baked fish": "fishplate",
    "smoked salmon": "fishplate", "baked salmon": "fishplate", "roast salmon": "fishplate",
    "plate of salmon": "fishplate",
    "skeleton key": "key", "jet": "airplane", "web": "spiderweb", "pussycat": "cat",
    "puss": "cat",
    "novel": "book", "story": "book", "bedtime story": "book", "fairy tale": "book",
    "poem": "book",
    "cola": "sodacan", "statuette": "statue", "sculpture": "statue", "carving": "statue",
}  # fmt: skip

# Kinds without a drawing of their own: their class's, unless a table above knows them.
_DRAWN = {*THINGS, *FEATURES, *SKY, *BACKDROPS, *GARMENTS, *SHAPES, *SOLIDS, *PARTS, *ARRANGEMENTS}
_OWN = {**dict.fromkeys(PEOPLE, "person"), **SYNONYMS, **drawings.words("data-words")}
STANDS_FOR = {**STANDS_FOR, **drawings.words("data-kinds")}
KINDS_OF_A_CLASS = frozenset(kind for kind in STANDS_FOR if kind not in _DRAWN and kind not in _OWN)
SYNONYMS = {**{kind: STANDS_FOR[kind] for kind in KINDS_OF_A_CLASS}, **_OWN}
SYNONYMS = {word: drawing for word, drawing in SYNONYMS.items() if word not in drawings.files()}

# Words that are nouns only at the end of a noun phrase and otherwise colours: "an emerald" but "an emerald sphere".
MATERIALS = {
    "wool": "wool", "woolen": "wool", "tweed": "tweed", "cashmere": "wool", "felt": "felt", "fleece": "fleece",
    "corduroy": "corduroy", "ribbed": "corduroy", "knitted": "knit", "knit": "knit", "crocheted": "knit",
    "cable knit": "cable", "fur": "fur", "faux fur": "fur", "shearling": "fur", "fuzzy": "fur", "furry": "fur",
    "fluffy": "fluffy", "silk": "silk", "silken": "silk", "satin": "satin", "velvet": "velvet", "suede": "suede",
    "denim": "denim", "leather": "leather", "patent leather": "leather", "cotton": None, "linen": None,
    "polyester": None, "canvas cloth": None, "glossy": "glossy", "shiny": "glossy", "ceramic": "ceramic",
    "porcelain": "porcelain", "plastic": "plastic", "rubber": "rubber", "clay": "clay", "terracotta": "clay",
    "metal": "metal", "metallic": "metal", "steel": "steel", "iron": "iron", "chrome": "chrome", "brass": "brass",
    "glass": "glass", "crystal": "crystal", "translucent": "translucent", "transluscent": "translucent",
    "transparent": "transparent", "see through": "translucent", "sheer": "translucent", "wooden": "wooden",
    "wood": "wood", "oak": "wood",
    "mahogany": "wood", "brick": "brick", "marble": "marble", "rusty": "rusty", "rusted": "rusty", "stone": "stone",
    "granite": "stone", "sandstone": "stone", "limestone": "stone", "concrete": "concrete", "cobblestone": "stone",
    "iridescent": "iridescent",
    "holographic": "iridescent", "opalescent": "iridescent", "lace": "lace", "quilted": "quilted",
    "sequined": "sequined", "camouflage": "camouflage", "camo": "camouflage", "leopard print": "leopard",
    "animal print": "leopard",
    "zebra print": "striped", "tie dye": "tiedye", "tie dyed": "tiedye", "ice": "ice",
    "ombre": "fade", "gradient": "fade", "fade": "fade", "fading": "fade", "fading from": "fade", "fades from": "fade",
    "fading out from": "fade", "blending from": "fade", "shading from": "fade", "shifting from": "fade",
    "transitioning from": "fade", "graduating from": "fade", "gradient from": "fade", "gradient of": "fade",
    "batik": "paisley", "clockwork": "clockwork", "mechanical": "clockwork", "steampunk": "clockwork",
    "checkered": "checkered", "checked": "checkered", "chequered": "checkered", "striped": "striped",
    "stripes": "striped", "pinstriped": "striped", "pinstripe": "striped", "polka dot": "polka",
    "polka dots": "polka",
    "polka dotted": "polka", "dotted": "polka", "spotted": "polka", "plaid": "plaid", "tartan": "plaid",
    "flannel": "plaid", "gingham": "plaid", "argyle": "argyle", "floral": "floral", "flowered": "floral",
    "paisley": "paisley", "starry patterned": "starry", "houndstooth": "checkered", "herringbone": "tweed",
}  # fmt: skip

# Patterns need a second colour; materials are how one colour shines.
PATTERNS = {"checkered", "striped", "polka", "plaid", "argyle", "floral", "paisley", "hearts", "snowflakes", "starry",
            "camouflage", "leopard", "tiedye", "fade"}

# The material's own colour, used when the words name none.
MATERIAL_COLORS = {
    "rusty": "#b8602c", "wooden": "#a06a3a", "wood": "#a06a3a", "brick": "#b5523b", "marble": "#e9e6e0",
    "stone": "#9a968e", "concrete": "#a9a7a2", "clay": "#d08552", "metal": "#a9b0b8", "steel": "#9aa6b2",
    "iron": "#6d7076", "chrome": "#c9d0d6", "brass": "#c9a83c", "glass": "#bfe3ea", "crystal": "#c9e2f2",
    "denim": "#3d6a9e", "leather": "#8a5630", "fluffy": "#e8dcc8", "fur": "#b08a64", "clockwork": "#b9863c",
    "ice": "#cfe8f6", "velvet": "#7a1f4b", "iridescent": "#a8c9ee", "translucent": "#cfe6ee",
}  # fmt: skip

# Fruit that have their names from a colour, or the other way round: "an orange", but "a sunset in red and orange".
# Verbs that make what follows a preposition stand beside: "typing on a laptop".
TOWARDS = set("""
typing working knocking tapping drawing writing painting looking gazing peering spying listening talking shouting
barking
waiting pulling pushing tugging kicking chewing nibbling gnawing sniffing howling leaning aiming smiling waving laughing
""".split())
# Terms that are a thing of their own after somebody -> its word, noun and relation.
ADDED = {
    "playing cards": ("cards", "playingcard", "beside"), "under water": ("water", "reef", "in"),
    "underwater": ("water", "reef", "in"),
}  # fmt: skip
WOODS = {"in": "forest", "interwoven": "forest", "beside": "log", "holding": "log"}  # what "wood" is, after what
PAST = {"rose", "felt", "saw", "left", "flew", "fell"}  # verbs as well as nouns, where a place follows
COLORS_BEFORE = {"jet": "black"}  # colours only before another one
COLOR_NOUNS = {"orange": "orangefruit"}

METALS = {"silver", "gold", "golden", "bronze", "copper", "brass", "platinum", "pewter", "steel", "chrome"}
GEMS = {"emerald", "ruby", "sapphire", "amethyst", "topaz", "garnet", "diamond", "jade", "turquoise", "opal"}

RELATIONS = {
    "fishing from": "in", "fishing off": "in", "breathing": "breathing", "breathing out": "breathing",
    "breathes": "breathing", "spitting": "breathing",
    "flying": "flying",
    "pierced by": "pierced", "pierced with": "pierced", "struck by": "pierced", "cut by": "pierced",
    "bisected by": "pierced", "divided by": "pierced", "pointing at": "beside", "pointing to": "beside",
    "pointing towards": "beside", "pointing toward": "beside",
    "looking at": "beside", "staring at": "beside", "talking to": "beside", "waiting for": "beside",
    "touching": "beside", "next to an": "beside", "tiling": "on", "filling": "in", "crowned with": "with",
    "after": "in", "towards": "in", "toward": "in", "past": "beside", "outside": "beside", "down": "on", "up": "on",
    "off": "beside", "like": "with", "opposite": "beside", "amongst": "in", "throughout": "in",
    "stretching into": "in", "leading to": "beside", "cascading into": "in", "flowing into": "in",
    "flowing through": "in", "winding through": "in", "running through": "in",
    "with": "with", "featuring": "with", "having": "with", "inlaid with": "with", "adorned with": "with",
    "decorated with": "with", "trimmed with": "with", "topped with": "with", "filled with": "of", "full of": "of",
    "overflowing with": "of",
    "made of": "made", "of": "of", "made from": "made", "made out of": "made",
    "built of": "made", "built from": "made", "carved from": "made", "carved out of": "made", "crafted from": "made",
    "woven from": "made", "in shades of": "of", "in tones of": "of", "in hues of": "of", "holding": "holding",
    "carrying": "holding", "containing": "containing",
    "wearing": "wearing", "on": "on",
    "on top of": "on", "atop": "on", "upon": "on", "onto": "on", "against": "against", "under": "under",
    "beneath": "under", "below": "under", "underneath": "under", "over": "over", "above": "over", "in": "in",
    "inside": "inside", "within": "inside", "into": "in", "amid": "in", "amidst": "in", "among": "in", "at": "in",
    "during": "in", "by": "beside", "beside": "beside", "near": "beside", "next to": "beside", "alongside": "beside",
    "behind": "behind", "in front of": "front", "before": "front", "around": "around", "encircling": "around",
    "orbiting": "around", "surrounding": "around", "surrounded by": "surrounded", "encircled by": "surrounded",
    "ringed by": "surrounded", "through": "interwoven", "interwoven with": "interwoven",
    "entwined with": "interwoven",
    "intertwined with": "interwoven", "woven with": "interwoven", "woven through": "interwoven",
    "threaded with": "interwoven", "wrapped in": "interwoven", "tangled with": "interwoven", "forming": "forming",
    "arranged in": "forming", "making": "forming", "in the shape of": "shape", "shaped like": "shape",
    "overlooking": "overlook", "facing": "overlook", "reflecting": "reflecting", "reflected in": "in",
    "between": "between", "in between": "between",
    "left of": "left", "to the left of": "left", "on the left of": "left", "on the left side of": "left",
    "to the left side of": "left", "at the left of": "left", "right of": "right", "to the right of": "right",
    "on the right of": "right", "on the right side of": "right", "to the right side of": "right",
    "at the right of": "right", "on side of": "beside", "on the side of": "beside", "at the side of": "beside",
    "to the side of": "beside", "side by side with": "beside", "by the side of": "beside", "adjacent to": "beside",
    "on the top of": "on", "at the top of": "on", "on the bottom of": "under", "at the bottom of": "under",
    "on the back of": "riding", "in the middle of": "in", "in the center of": "in", "in the centre of": "in",
    "shaped as": "shape", "in the form of": "shape",
    "in shape of": "shape", "with the shape of": "shape", "that looks like": "shape", "made up of": "made",
    "constructed from": "made", "constructed of": "made", "fashioned from": "made", "formed from": "made",
    "consisting of": "made", "composed of": "made", "bigger than": "bigger", "larger than": "bigger",
    "taller than": "bigger", "longer than": "bigger", "smaller than": "smaller", "shorter than": "smaller",
    "tinier than": "smaller", "contrasted with": "beside", "contrasting with": "beside", "dressed as": "wearing",
    "hiding behind": "behind", "lay on": "on", "sat on": "on", "stood on": "on", "sits on": "on", "lies on": "on",
    "stands on": "on", "rests on": "on", "rested on": "on", "wears": "wearing",
    "wore": "wearing", "holds": "holding", "held": "holding", "carries": "holding", "rides": "riding",
    "rode": "riding", "reads": "playing", "plays": "playing", "eats": "playing", "drives": "riding",
    "across": "on", "along": "beside", "overlapping": "inside", "intersecting": "inside",
    "crossing": "inside", "atop of": "on", "crossed by": "inside", "crossed with": "interwoven",
    "reading": "playing", "playing": "playing", "playing with": "beside", "painting": "beside", "eating": "playing",
    "drinking": "playing", "drinking from": "playing", "using": "playing", "strumming": "playing",
    "clutching": "holding", "waving": "holding", "juggling": "holding", "sipping": "holding",
    "riding": "riding", "riding on": "riding", "riding in": "riding", "driving": "riding", "steering": "riding",
    "rowing": "in", "rowing in": "in", "rowing on": "on", "rowing across": "on", "paddling": "in", "paddling in": "in",
    "paddling on": "on", "paddling across": "on", "sailing a": "on", "standing on": "on",
    "balancing on": "on", "balanced on": "on", "sitting on": "on", "seated on": "on", "perched on": "on",
    "resting on": "on", "lying on": "on", "floating on": "on", "mounted on": "on", "placed on": "on", "set on": "on",
    "perched atop": "on", "sitting atop": "on", "dressed in": "wearing", "clad in": "wearing", "sporting": "wearing",
    "sitting in": "in", "nestled in": "in", "hidden in": "in", "peeking out of": "in", "emerging from": "in",
    "surrounded with": "surrounded", "tied with": "with", "embroidered with": "with", "lined with": "with",
    "studded with": "with", "dotted with": "with", "covered in": "with", "covered with": "with",
    "painted with": "with",
    "topped by": "with", "bordered by": "with", "edged with": "with", "fastened with": "with",
    "sprinkled with": "with",
    "leaning against": "against", "leaning on": "against", "propped against": "against", "hanging from": "hanging",
    "suspended from": "under", "dangling from": "hanging", "chasing": "beside", "watching": "beside",
    "guarding": "beside", "and a": "and", "pulling": "beside", "towing": "beside", "pushing": "beside",
    "flying over": "over", "floating above": "over", "floating over": "over", "hovering over": "over",
    "hovering above": "over", "rising over": "over", "rising above": "over", "soaring over": "over",
    "jumping over": "over", "leaping over": "over", "running along": "on", "running across": "on", "running on": "on",
    "running over": "on", "jumping into": "in", "sleeping on": "on", "sleeping in": "in", "sleeping under": "under",
    "looking over": "overlook", "linked with": "linked",
    "linked to": "linked", "interlocked with": "linked", "interlocking with": "linked",
    "interlaced with": "interwoven",
    "wrapped around": "around", "wound around": "around", "coiled around": "around", "twisting around": "around",
    "circling": "around", "revolving around": "around", "spiraling around": "around", "swirling around": "around",
    "served with": "with", "growing in": "in", "blooming in": "in", "stacked on": "on", "stacked on top of": "on",
    "layered over": "on", "layered on": "on", "draped over": "on", "hung on": "against", "hanging on": "against",
    "scattered on": "on", "scattered across": "on", "scattered over": "on", "from": "with", "beyond": "behind",
    "carved in the shape of": "shape",
}  # fmt: skip

# "X with Y on it": what Y is to X, told the other way round.
REVERSED = {
    "on it": "bears", "on top of it": "bears", "on its top": "bears", "on them": "bears", "on top": "bears",
    "in it": "containing", "inside it": "containing", "inside": "containing", "in them": "containing",
    "behind it": "front", "behind them": "front", "in front of it": "behind", "in front of them": "behind",
    "above it": "under", "over it": "under", "above them": "under", "below it": "over", "under it": "over",
    "beneath it": "over", "underneath it": "over", "next to it": "beside", "beside it": "beside", "near it": "beside",
    "around it": "surrounded", "to its left": "right", "to its right": "left", "on its left": "right",
    "on its right": "left",
}  # fmt: skip

# "a stack of X": how many (None: as many as the word's number says), and how they lie.
MEASURES = {
    "stack": (5, "stacked"), "stacks": (8, "stacked"), "tower": (5, "stacked"), "pile": (6, "piled"),
    "piles": (10, "piled"), "heap": (6, "piled"), "mound": (6, "piled"), "row": (5, "row"), "line": (5, "row"),
    "queue": (5, "row"), "rows": (12, None), "pair": (2, "pair"), "pairs": (4, "pair"), "couple": (2, None),
    "group": (5, None), "crowd": (9, None), "crew": (4, None), "team": (5, None), "gang": (4, None),
    "family": (4, None), "band": (4, None), "bunch": (5, None), "bundle": (5, None), "cluster": (7, None),
    "clump": (5, None), "set": (4, None), "collection": (6, None), "assortment": (6, None), "array": (6, None),
    "series": (4, None), "trio": (3, None), "quartet": (4, None), "swarm": (14, None), "flock": (7, None),
    "host": (9, None),
    "herd": (None, None), "caravan": (5, "row"), "fleet": (5, None), "flotilla": (5, None), "convoy": (4, "row"),
    "gaggle": (5, None), "armada": (6, None),
    "pack": (4, None), "school": (7, None), "colony": (7, None), "pride": (4, None),
    "litter": (4, None), "handful": (4, None), "dozens": (20, None), "hundreds": (20, None), "lots": (12, None),
    "lot": (12, None), "number": (5, None), "variety": (5, None), "range": (5, None),
    **dict.fromkeys("surface glow scent shade color colors colour colours tones sound sounds aroma smell texture "
                    "warmth light sight reflection rays sheet".split(), (None, None)),
    "slice": (None, "slice"), "slices": (3, "slice"), "wedge": (None, "slice"),
    "piece": (None, None), "pieces": (3, None), "chunk": (None, None),
    "bit": (None, None), "lump": (None, None), "kind": (None, None), "type": (None, None), "sort": (None, None),
    "portion": (None, None), "scoop": (None, None), "scoops": (3, None), "loaf": (None, None), "sheet": (None, None),
    **dict.fromkeys("lines curves patterns contours angles shape shapes silhouette silhouettes finish folds notes "
                    "crack roar cry scent taste flavor flavour touch melody canvas tapestry symphony blades".split(),
                    (None, None)),
    "scrap": (None, None), "stick": (None, None),
    "half": (None, None), "side": (None, None), "top": (None, None),
    "middle": (None, None), "center": (None, None), "edge": (None, None), "part": (None, None),
}  # fmt: skip

# What a picture itself may be called, after the noun of what is in it: "a fox logo".
PICTURES = set("logo icon illustration drawing painting photo photograph image picture sketch emoji sticker cartoon "
               "wallpaper clipart diagram portrait".split())

# Nouns that name nothing to look at, whatever else the dictionary says.
VAGUE = set("""
material matter pattern work masterpiece display relief treat delight retreat refuge air drove low symbol accessory user
companion body skin casting shade favorite favourite crisp passage bustle flicker embrace soul charm moment element
elements original beat state bend share use end back front because same original reflection fixture fixtures option
options object objects thing things item items subject place area space spot scene setting ambiance atmosphere detail
details style design feature features motif theme contrast combination mix blend corner lens seating
cargo recipe opening carving storytelling ingenuity architecture accommodation landmark glow wonderland floral tech nap
icon emoji screenshot
presentation keep neck word trick effort effect way manner case kind sort uniform family system
logo sketch comic cover scoop scoops hole rung creature stroke strokes marvel whirl
""".split())

# What says less of a thing than the noun before it: "a pencil holder".
FITTINGS = set("holder sharpener topper stand rack charm cutter dispenser opener organizer case cover handle knob hook "
               "tag label screen top stopper wrapper base remover cleaner tray face".split())

COUNTS = {
    "one": 1, "single": 1, "lone": 1, "solitary": 1, "two": 2, "pair": 2, "couple": 2, "both": 2, "twin": 2,
    "three": 3, "trio": 3, "triple": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "hundred": 20,
    "several": 5, "few": 3, "many": 14, "numerous": 14, "countless": 20,
    "rows": 12, "multiple": 7, "scattered": 14, "stack": 5, "pile": 6, "cluster": 7, "swarm": 14, "flock": 7,
    "group": 5, "bunch": 5, "bouquet": 6,
}  # fmt: skip

SIZES = {
    "giant": 1.25, "huge": 1.25, "enormous": 1.3, "massive": 1.25, "large": 1.12, "big": 1.12, "tall": 1.1,
    "towering": 1.2, "tiny": 0.66, "small": 0.78, "little": 0.8, "miniature": 0.7, "mini": 0.7,
}  # fmt: skip

# Weather, season and mood words, to the trait that the drawing reads.
TRAITS = {
    "half full": "half", "half empty": "half", "half filled": "half", "swimming": "swimming", "swims": "swimming",
    "cloudy": "cloudy", "overcast": "overcast", "gray skies": "overcast", "stormy": "stormy", "rainy": "rainy",
    "raining": "rainy", "snow": "snowy", "tessellating": "grid", "tiled": "grid",
    "foggy": "foggy", "misty": "foggy", "hazy": "foggy", "snowy": "snowy", "snow covered": "snowy",
    "snow capped": "snowy", "snowcapped": "snowy", "frozen": "snowy", "icy": "snowy", "frosty": "snowy",
    "wintry": "snowy", "winter": "snowy", "clear": "clear", "sunny": "sunny", "sunlit": "sunny", "bright": "sunny",
    "starlit": "night", "starry": "night", "moonlit": "moonlit", "nighttime": "night", "nocturnal": "night",
    "autumn": "autumn", "autumnal": "autumn", "fall": "autumn", "spring": "spring", "summer": "summer",
    "in the background": "far", "in the distance": "far", "in the foreground": "near", "in the air": "floating",
    "in the corner": "near", "on the left": "near", "on the right": "near", "in the middle": "near",
    "in the center": "near", "in the centre": "near", "at the bottom": "near", "at the top": "near",
    "in a row": "row", "in a line": "row", "side by side": "row", "lined up": "row", "in rows": "row",
    "grassy": "grassy", "rocky": "rocky", "sandy": "sandy", "active": "erupting", "erupting": "erupting",
    "burning": "burning", "on fire": "burning", "in flames": "burning", "blazing": "burning",
    "telling stories": "seated", "telling a story": "seated", "for breakfast": "served", "for lunch": "served",
    "for dinner": "served", "for tea": "served",
    "sleeping": "sleeping", "slept": "sleeping", "sleeps": "sleeping", "curled": "sleeping", "asleep": "sleeping",
    "napping": "sleeping", "dozing": "sleeping",
    "jumped": "jumping", "leaped": "jumping", "leapt": "jumping", "ran": "running", "flew": "floating",
    "running": "running", "galloping": "running", "racing": "running", "sprinting": "running", "jumping": "jumping",
    "leaping": "jumping", "hopping": "jumping", "pouncing": "jumping",
    "seated": "seated", "sitting": "seated", "smiling": "smiling",
    "floating": "floating", "hovering": "floating", "flying": "floating", "soaring": "floating", "chaotic": "chaotic",
    "random": "chaotic", "messy": "chaotic", "layered": "layered", "stacked": "stacked", "overlapping": "layered",
    "spiraling": "spiraling", "spiralling": "spiraling", "swirling": "spiraling", "concentric": "concentric",
    "scattered": "scattered", "orbiting": "orbiting", "dilapidated": "old", "old": "old", "ancient": "old",
    "futuristic": "futuristic", "neon": "neon", "rolling": "rolling", "calm": "calm", "serene": "calm",
    "tranquil": "calm", "leaning": "leaning", "tilted": "leaning", "patch": "patch", "open": "open",
    "trench": "trench",
    "trickling": "trickling", "nested": "concentric", "dirt": "dirt", "gravel": "dirt", "unpaved": "dirt",
    "suspension": "suspension", "linked": "linked", "interlocking": "linked",
    "interlocked": "linked",
    "interlinked": "linked", "entwined": "linked", "intertwined": "linked", "crossing": "crossing",
    "crossed": "crossing", "intersecting": "layered", "interwoven": "crossing", "woven": "crossing",
    "braided": "crossing", "interlaced": "crossing", "balanced": "stacked", "wavy": "wavy", "winding": "winding",
    "cobblestone": "cobbled", "lush": "lush", "tropical": "tropical", "bare": "bare", "leafless": "bare",
    "twisted": "bare", "dead": "bare", "arctic": "snowy", "blizzard": "snowy", "glowing": "glowing",
    "drizzly": "rainy", "thunderous": "stormy", "windy": "windy",
}  # fmt: skip

# What a kind of field, forest or lake looks like in its own colour.
KIND_COLORS = {
    "wheat": "#e2b64f", "barley": "#dcbb62", "corn": "#d9b23e", "cornfield": "#d2a63c", "rye": "#d4b463",
    "hay": "#d9b85e", "jalapeno": "#3f8f3a", "jalapeno pepper": "#3f8f3a",
    "building site": "#b08a5e", "construction site": "#b08a5e", "violets": "#7a4fb8", "mud": "#7a5a3a",
    "soil": "#6b4a2e",
    "lavender": "#a98be0", "rice": "#9dbb4f", "tulip": "#e0405a", "poppies": "#e2402c",
    "dune": "#e2b46a", "vineyard": "#6f8f3c", "lilac": "#c8a2c8", "lilac trees": "#c8a2c8", "lilac tree": "#c8a2c8",
}  # fmt: skip

# Figures that a garment has "with" it in plural -> the pattern that they make.
MOTIFS = {"star": "starry", "heart": "hearts", "flower": "floral", "flowers": "floral", "circle": "polka",
          "diamond": "argyle", "snowflake": "snowflakes", "daisy": "floral", "rose": "floral", "square": "checkered"}

# Things that are worn, besides garments.
WORN = {"crown", "tiara", "sunglasses", "eyeglasses", "goggles", "mask", "helmet", "wizardhat", "pendant", "pearls",
        "locket", "earrings", "wristwatch"}

POSSESSIVES = {"its", "his", "her", "their"}
ARTICLES = {"a", "an", "the", *POSSESSIVES}

# Plain grammatical words, never things; they keep unknown-word guessing quiet.
STOP = set(
    """a an the and or its his her their this that some very quite is are was be being it to as for colored coloured
    tone toned hued tinted style shaped abstract beautiful quaint nestled
    perched parked resting swimming sailing standing carved side top shape form spread each other one another set
    piece hands back covered colors colours hues colorful colourful steaming ornate intricate delicate flowing gentle
    dramatic vast distant
    bold polished smooth sharp thin thick wide narrow long short deep heavy cute happy sad proud fancy whimsical
    majestic mysterious magical enchanted rustic traditional antique round pointed
    it they them he she him we you who which while but not there here has have had do does did can could will would
    been very both all every each another same different other than just only also more most one
    painted dyed saying says say said reads written writes word words letter letters text show shows looks look seen
    front middle center centre left right bottom inside behind above below foreground curved carved decorative matching
    bordered edged adorned decorated featuring resembling like towards toward into up down off out there two toned
    cascading stretching standing growing blooming walking dancing facing filled together
    piece classic vintage modern elegant simple geometric cozy warm cool lush""".split()
)
