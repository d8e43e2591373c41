"""Word tables for the questions, one per kind: what words mean, and what is never offered beside what.

A family is a word and those that a viewer might take for it, "dog/puppy/hound". The first of a family stands for it
among the wrong choices, so that two choices of one question never mean the same.
"""

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

from __future__ import annotations


def _families(text: str) -> dict[str, str]:
    """ "dog/puppy, cat/kitten" -> {"dog": "dog", "puppy": "dog", "cat": "cat", "kitten": "cat"}."""
    families = [family.split("/") for family in " ".join(text.split()).split(", ")]
    return {word: family[0] for family in families for word in family}


# ---------------------------------------------------------------- colours

BASIC_COLORS = ("red", "orange", "yellow", "green", "blue", "purple", "pink", "brown", "gray", "black", "white")

_HUES = {  # basic colours -> names that could pass for any of them
    "red": "red ruby cherry cardinal",
    "red orange": "scarlet vermilion rust poppy",
    "red pink": "crimson raspberry rose cerise",
    "red purple brown": "burgundy maroon wine garnet claret oxblood",
    "red brown": "mahogany auburn russet",
    "orange": "orange tangerine",
    "orange yellow brown": "amber",
    "orange yellow": "apricot marigold saffron mustard ochre honey topaz",
    "orange pink": "peach",
    "red orange pink": "coral salmon",
    "orange brown": "bronze copper terracotta caramel tawny",
    "yellow": "yellow lemon canary",
    "yellow orange brown": "gold golden goldenrod brass",
    "yellow white": "cream ivory vanilla champagne pearl eggshell blonde",
    "yellow brown white": "beige khaki sand taupe buff sandy",
    "yellow orange brown white": "tan camel",
    "yellow green": "chartreuse lime pistachio",
    "green": "green emerald jade forest moss viridian sage mint",
    "green brown": "olive",
    "green blue": "teal turquoise aquamarine cyan aqua",
    "blue": "blue azure cerulean ultramarine cornflower",
    "blue purple": "cobalt sapphire indigo",
    "blue black purple": "navy",
    "purple": "purple amethyst plum eggplant grape",
    "purple pink blue": "violet orchid mulberry",
    "purple pink red": "magenta fuchsia",
    "purple pink gray blue": "lavender lilac mauve wisteria periwinkle",
    "pink": "pink",
    "brown": "brown chestnut chocolate coffee sienna umber sepia",
    "brown black orange": "tortoiseshell",
    "gray": "gray grey graphite",
    "gray black": "charcoal",
    "gray blue black": "slate",
    "gray white": "silver pewter platinum steel",
    "black": "black ebony obsidian onyx jet",
    "white": "white alabaster",
    "red orange yellow green blue purple": "rainbow multicolored multicolor colorful",
}
COLORS = {name: frozenset(hues.split()) for hues, names in _HUES.items() for name in names.split()}
COMPOUND_COLORS = ("rose gold", "hot pink", "sky blue", "royal blue", "midnight blue", "forest green", "burnt orange")
NO_SINGLE_COLOR = frozenset(["rainbow", "multicolored", "multicolor", "colorful"])

# What these show without its being said: never offered as a wrong colour of another thing.
IMPLIED_COLORS = {
    "snow": "white", "snowy": "white", "snow covered": "white", "snow capped": "white", "cloud": "white gray",
    "cloudy": "white gray", "forest": "green", "tree": "green", "grass": "green", "lawn": "green", "hill": "green",
    "meadow": "green",
    "grassy": "green", "leaf": "green", "ocean": "blue", "sky": "blue", "lake": "blue", "river": "blue",
    "night": "black", "sun": "yellow", "sunflower": "yellow", "sunset": "red orange pink", "fire": "red orange",
    "volcano": "red orange", "brick": "red brown", "wood": "brown", "desert": "yellow", "beach": "yellow",
    "gold": "yellow", "wheat": "yellow", "barley": "yellow",
}  # fmt: skip

# ---------------------------------------------------------------- materials and patterns

MATERIALS = _families(
    "wool/woolen/woollen/cashmere/tweed/knitted/knit/felt/flannel, fleece, cotton, linen, silk/silken/satin, velvet, "
    "corduroy, denim, leather/suede/patent leather, fur/faux fur/shearling, lace, "
    "wood/wooden/oak/oaken/mahogany/bamboo/wicker, glass/crystal, plastic, rubber, paper/cardboard/origami, "
    "clay/ceramic/porcelain/terracotta/earthenware, stone/marble/granite/cobblestone/rock, brick, concrete, "
    "metal/metallic/steel/iron/chrome/aluminum/tin, bronze/copper/brass, ice, straw, "
    "gold, silver, jade, emerald, ruby, sapphire, amethyst, obsidian, amber"
)
FABRICS = "wool fleece cotton silk velvet corduroy denim leather fur lace".split()
HARD_MATERIALS = "wood glass plastic rubber paper clay stone metal".split()
WALL_MATERIALS = "wood glass plastic paper clay stone metal brick concrete".split()
SPOKEN_MATERIALS = {  # adjectives -> the noun in "made of ..."
    "woolen": "wool", "woollen": "wool", "silken": "silk", "wooden": "wood", "oaken": "oak", "metallic": "metal",
    "knitted": "knitted wool", "knit": "knitted wool", "bricks": "brick",
}  # fmt: skip
# Colours of most things, but what jewels, statues and vessels are made of.
PRECIOUS = frozenset("gold silver bronze copper brass jade emerald ruby sapphire amethyst obsidian amber".split())
ALWAYS_MATERIALS = frozenset(["bronze", "copper", "brass"])
GEM_COLORS = {"emerald": "green", "ruby": "red", "sapphire": "blue", "amethyst": "purple"}
# Of what looks alike, one in the words rules the others out.
ALIKE = [
    set(group.split(","))
    for group in (
        "metal,bronze,gold,silver",
        "wool,fleece,fur,cotton",
        "denim,cotton",
        "corduroy,velvet",
        "leather,fur",
        "glass,ice,stone,diamond,amber",
        "clay,stone,brick",
        "stone,concrete,brick",
        "obsidian,stone,glass",
        "jade,emerald",
        "jade,stone",
        "floral,paisley",
    )
]
GEMS = frozenset("emerald ruby sapphire amethyst diamond topaz garnet opal jade".split())

PATTERNS = _families(
    "striped/stripes/pinstriped/pinstripe, polka dot/polka dots/polka dotted/dotted/spotted, "
    "checkered/checked/chequered/plaid/tartan/gingham/argyle/houndstooth, floral/flowered, paisley, camouflage, "
    "zigzag/chevron/herringbone, leopard print"
)
ADJECTIVE_PATTERNS = frozenset(["striped", "checkered", "floral", "plaid", "paisley"])  # that follow "is it ...?"

# ---------------------------------------------------------------- things

CATEGORIES = {
    "animal": _families(
        "dog/golden retriever/retriever/puppy/labrador/hound/corgi/poodle/dalmatian/husky/beagle/bulldog/pug/wolf, "
        "cat/kitten, "
        "lion/lioness, tiger/leopard/snow leopard/jaguar/cheetah/panther, bear/polar bear/panda, "
        "horse/pony/stallion/zebra/donkey/unicorn/pegasus, cow/bull/ox/buffalo/bison, pig/piglet, sheep/lamb/goat/ram, "
        "elephant/mammoth, "
        "giraffe, monkey/gorilla/ape/chimpanzee, rabbit/hare/bunny, fox, deer/elk/moose/stag/reindeer, "
        "squirrel/chipmunk/hedgehog, mouse/rat/hamster, camel, kangaroo/koala, crocodile/alligator, hippopotamus, "
        "snake/serpent, "
        "lizard/chameleon/iguana/gecko, frog/toad, turtle/sea turtle/tortoise, octopus/squid, "
        "fish/koi/koi fish/goldfish/salmon/trout/shark, crab/lobster, whale/dolphin, jellyfish, snail, bat"
    ),
    "bird": _families(
        "parrot/macaw/parakeet/cockatoo/toucan, owl, eagle/hawk/falcon, swan/goose/duck/duckling, "
        "penguin, peacock, flamingo/heron/crane/stork, chicken/rooster/hen, crow/raven, pigeon/dove/seagull, "
        "hummingbird/sparrow/robin/bluebird, ostrich"
    ),
    "insect": _families(
        "butterfly/moth, bee/wasp/bumblebee, beetle/scarab/ladybug, spider, ant, dragonfly, grasshopper/cricket, "
        "caterpillar/worm"
    ),
    "figure": _families(
        "robot/android/automaton/cyborg, dragon/wyvern, astronaut, knight, wizard/witch/sorcerer, pirate, king/queen, "
        "person/man/woman/girl/boy/child/people/figure/dancer/fisherman/farmer, mermaid, ghost, scarecrow, snowman, "
        "clown, dinosaur, angel/fairy, ninja/samurai"
    ),
    "toy": _families("teddy bear, doll, kite, puppet, spinning top, rocking horse, yo-yo, toy train"),
    "clothing": _families(
        "coat/trench coat/overcoat/parka/raincoat/jacket/blazer/bomber jacket/windbreaker/robe/kimono/vest/waistcoat/"
        "cape/cloak/poncho, "
        "pants/trousers/jeans/slacks/leggings/chinos/corduroys/overalls/jumpsuit/dungarees/romper, shorts, "
        "sweater/hoodie/pullover/jumper/cardigan/turtleneck/sweatshirt, "
        "shirt/t-shirt/blouse/tank top/tee/polo shirt, dress/gown/sundress/ball gown, skirt/kilt/tutu, "
        "scarf/shawl/bandana/pashmina, "
        "hat/top hat/cap/baseball cap/beanie/fedora/sombrero/beret/bonnet/sun hat/wizard hat/straw hat/helmet, "
        "gloves/glove/mittens/mitten, "
        "socks/sock/stockings, shoes/shoe/boots/boot/sneakers/sneaker/sandals/slippers/loafers/heels/high heels, "
        "tie/necktie/bow tie, sunglasses/glasses/goggles/eyeglasses, belt, backpack/handbag/purse/bag/tote bag/satchel"
    ),
    "textile": _families("blanket/quilt/throw, pillow/cushion, rug/carpet, towel, curtain, tablecloth, flag/banner"),
    "jewelry": _families(
        "ring, necklace/pendant/locket/amulet/medallion, bracelet/bangle, earrings/earring, crown/tiara, "
        "brooch, watch/pocket watch"
    ),
    "gem": _families("emerald, ruby, diamond, sapphire, amethyst, pearl, opal, gemstone/gem/jewel/crystal/geode"),
    "building": _families(
        "lighthouse/tower, castle/fortress/palace, cottage/house/cabin/home/farmhouse/hut, shed/barn/shack, church/"
        "cathedral/chapel, skyscraper, "
        "temple/pagoda/shrine, windmill, building/apartment/warehouse/school, tent, igloo, greenhouse, hospital"
    ),
    "vehicle": _families(
        "car/automobile/taxi/van/sports car/convertible, bus/school bus, truck/fire truck, bicycle/bike/tricycle, "
        "motorcycle/scooter, train/locomotive/tram, "
        "boat/ship/sailboat/yacht/galleon/pirate ship/canoe/kayak/rowboat/gondola/ferry/steamboat, "
        "airplane/plane/jet/biplane, "
        "helicopter, hot air balloon/blimp/zeppelin/airship, rocket/spaceship/spacecraft/rocket ship, tractor, "
        "submarine, sled/sleigh, "
        "wagon/cart/carriage"
    ),
    "furniture": _families(
        "chair/armchair/stool/rocking chair/throne, couch/sofa/bench/settee, table/desk/counter, bed/hammock, "
        "bookshelf/shelf/bookcase, lamp/lantern/chandelier, wardrobe/dresser/cabinet, mirror"
    ),
    "instrument": _families(
        "guitar/ukulele/banjo/lute, piano/grand piano/organ, violin/cello/fiddle, drum/drums, trumpet/trombone/tuba, "
        "flute/"
        "clarinet, harp, accordion, saxophone"
    ),
    "device": _families(
        "laptop/notebook computer/computer, camera, clock/alarm clock, telephone/phone/smartphone, television/tv, "
        "typewriter, radio, refrigerator/fridge, telescope, microscope, globe/snow globe, compass, "
        "umbrella/parasol, candle, book/novel/journal, key/skeleton key, sword/dagger, anchor, bell, hammer, scissors, "
        "pencil/pen, paintbrush, ladder, treasure chest/chest, staircase/stairs"
    ),
    "vessel": _families(
        "vase/jug/urn/pitcher/jar/pot, glass/goblet/wine glass, mug/cup/teacup/coffee cup, bowl, plate/dish/platter, "
        "bottle/flask, basket, "
        "teapot/kettle, barrel, bucket, box/crate"
    ),
    "statue": _families("statue/sculpture/statuette/figurine/carving/bust, fountain, monument"),
    "food": _families(
        "pizza, hamburger/burger, sandwich, cake/birthday cake/cupcake, donut/doughnut, ice cream/ice cream cone, "
        "bread/baguette/loaf/toast, "
        "salad, pancakes/pancake/waffles, noodles/pasta/spaghetti/ramen, soup, sushi, cheese, cookie/cookies, pie, "
        "egg/eggs, popcorn, whipped cream/cream, "
        "apple, orange, banana, grapes, lemon, watermelon/melon, strawberries/strawberry, blueberries/blueberry, "
        "cherries/cherry, pineapple, pear, carrot/carrots, tomatoes/tomato, cucumbers/cucumber, mushroom/mushrooms/"
        "toadstool, "
        "pumpkin/pumpkins, onion, potato"
    ),
    "drink": _families("lemonade, coffee, milk, tea, wine, water, juice, beer, hot chocolate/cocoa"),
    "flower": _families(
        "rose, tulip, sunflower, daisy, lavender, lily/water lily, orchid, poppy, dandelion, lotus, "
        "flower/blossom/bloom/cherry blossom/wildflower, daffodil"
    ),
    "crop": _families("wheat/barley/rye/oats, corn/cornstalk, hay, rice, cotton plant, cabbage"),
    "plant": _families(
        "tree/oak tree/willow tree/maple tree/birch tree/cherry tree/pine tree/pine/oak/willow/bonsai, "
        "palm tree/palm, "
        "cactus/saguaro, leaf/foliage, vine/ivy, fern, bamboo plant, bush/shrub/hedge, branch/twig"
    ),
    "water": _families("lake/lagoon/pond/pool/koi pond/reservoir/fjord, river/stream/creek/brook/canal, ocean/sea/bay/"
                       "harbor, waterfall, swamp/marsh/bog"),
    "land": _families(
        "forest/woods/woodland/jungle/grove/rainforest, mountain/peak/summit/alp/mountain range, hill/valley, "
        "desert/dune/sand dune, beach/shore/coast/coastline, "
        "field/meadow/lawn/prairie/plain/grassland/pasture/cornfield/savanna/steppe/tundra/farm/farmland/countryside, "
        "city/cityscape/skyline/city skyline/town/village/metropolis, street/city street/road/highway/alley/path, "
        "volcano, canyon/gorge, island, cave/cavern, glacier/iceberg, garden/park/orchard/vineyard, reef/coral reef, "
        "cliff/bluff/spire/crag, outer space/space/galaxy/nebula/cosmos, bridge"
    ),
    "room": _families("room/bedroom/living room, kitchen, library, bathroom, classroom, attic, hallway, garage"),
    "ground": _families(
        "table top, floor, wall, windowsill/window sill/ledge, background/backdrop, canvas, surface, stage, roof, "
        "fence, sand, grass"
    ),
    "cloth": _families("linen/fabric/cloth/silk/velvet"),
    "sky": _families("sky/skies"),
    "sight": _families(
        "sun, moon/full moon/crescent moon, stars, clouds/cloud, rainbow, aurora/northern lights, "
        "eclipse/lunar eclipse/solar eclipse, comet/meteor, lightning/lightning bolt, sunset/sunrise, storm/"
        "thunderstorm, tornado, fireworks/firework"
    ),
    "weather": _families("fog/mist/haze, rain, snow, smoke/steam, fire/flames"),
    "shape": _families(
        "circle/disk/disc/dot/oval/ellipse/ring shape, triangle, square/rectangle, trapezoid/parallelogram, "
        "pentagon, hexagon/octagon/heptagon/polygon, diamond/rhombus/lozenge, crescent, star, heart, cross, arrow, "
        "spiral/swirl/coil, zigzag, wave/waves, line, arc"
    ),
    "solid": _families(
        "cube/box shape/block, sphere/orb/ball, cone, pyramid/tetrahedron, cylinder/tube, prism, "
        "octahedron, dodecahedron/icosahedron/polyhedron, torus"
    ),
    "arrangement": _families("grid/lattice/checkerboard, mosaic/tessellation, row, stack"),
    "sheet": _families("sheet/plane/panel/slab"),
    "strand": _families("thread/string/strand/wire, ribbon, chain, rope, brushstroke"),
    "part": _families(
        "button, pocket/patch pocket, collar, zipper/zip, hood, tassel/tassels, fringe, sleeve, cuff, lace trim, "
        "trim/tassel trim, handle, leg, eye, door/doorway, window, thorn, feather, wing, wheel, sail, strap, buckle, "
        "filigree, crack, tail, horn, stone, lights/neon lights, legs, eyes, lining, hem, brim, chimney, antler, "
        "light, bubble, petal, stem"
    ),
    "pattern": _families("polka dots/dots/spots, stripes/pinstripes, checks, zigzags"),
}  # fmt: skip

# ---------------------------------------------------------------- what each kind of thing is asked

CATEGORY_QUESTIONS = {
    "animal": ("What kind of animal is in the image?", "What animal is depicted?"),
    "bird": ("What kind of bird is shown?", "What bird is in the image?"),
    "insect": ("What kind of small creature is shown?",),
    "toy": ("What kind of toy is depicted?",),
    "clothing": ("What item of clothing is depicted?", "What type of clothing is shown?"),
    "textile": ("Which household item is shown?",),
    "jewelry": ("What piece of jewelry is shown?", "What kind of jewelry is depicted?"),
    "gem": ("What kind of gem is shown?",),
    "building": ("What kind of building is depicted?", "What kind of structure is shown?"),
    "vehicle": ("What means of transport is depicted?", "What kind of vehicle is shown?"),
    "furniture": ("What piece of furniture is shown?",),
    "instrument": ("What musical instrument is depicted?",),
    "food": ("What food is depicted?", "What kind of food is shown?"),
    "drink": ("What kind of drink is depicted?",),
    "flower": ("What kind of flower is shown?",),
    "water": ("What body of water is depicted?",),
    "land": ("What is the main geographical feature of the image?", "What kind of place is shown?"),
    "room": ("What kind of room is shown?",),
    "shape": ("What shape is depicted?", "Which shape is present in the image?"),
    "solid": ("What solid is depicted?", "What three-dimensional shape is shown?"),
    "sight": ("What can be seen in the sky?",),
}
# "Is there an animal in the image?" - what is a plain yes for the one kind is a plain no for others.
CATEGORY_NAMES = {
    "animal": "an animal", "bird": "a bird", "clothing": "an item of clothing", "jewelry": "a piece of jewelry",
    "building": "a building", "vehicle": "a vehicle", "furniture": "a piece of furniture",
    "instrument": "a musical instrument", "water": "a body of water", "flower": "a flower", "food": "something to eat",
}  # fmt: skip
FABRIC_CATEGORIES = frozenset({"clothing", "textile", "toy", "cloth"})
PRECIOUS_CATEGORIES = frozenset({"jewelry", "statue", "vessel", "strand"})
PLACES = ("land", "water", "room")
SETTINGS = ("forest", "mountain", "desert", "beach", "field", "city", "ocean", "volcano", "canyon", "swamp")
ENTERED = ("forest", "desert", "city", "cave", "swamp", "library")  # what one is in, not on

# Wrong choices for what has no kind of its own, or whose own kind makes poor ones.
SUBJECTS = ("lighthouse", "guitar", "elephant", "bicycle", "piano", "umbrella", "castle", "penguin", "train", "robot",
            "pizza", "cactus", "violin", "giraffe", "helicopter", "clock")  # fmt: skip
WRONG_CHOICES = {
    "sky": ("ceiling", "bridge", "roof", "tent", "balcony"),
    "part": ("propeller", "wheel", "sail", "anchor", "trumpet"),
    "clothing part": ("feather", "bow", "sash", "patch", "spike", "bell"),
    "cloth": ("wood", "glass", "metal", "brick"),
    "ground": ("rooftop", "bridge", "lawn", "staircase", "boat"),
    "arrangement": ("face", "letter", "house", "tree", "flower"),
    "sheet": ("tree", "staircase", "chair", "brick wall"),
    "strand": ("leaf", "bone", "pipe", "feather"),
    "plant": ("rock", "bench", "fence", "roof", "lamp post"),
    "weather": ("honey", "lava", "sand", "paint"),
    "pattern kind": ("checkered", "floral", "paisley", "striped", "camouflage"),
    "pattern": ("stripes", "checks", "polka dots", "zigzags", "flowers"),
    "figure": ("clown", "pirate", "mermaid", "snowman", "ghost", "astronaut", "knight", "king"),
    "statue": ("fountain", "bench", "tree", "bridge"),
    "crop": ("cacti", "pumpkins", "mushrooms", "tulips", "grapes"),
    "flower": ("cacti", "pumpkins", "mushrooms", "ferns", "grapes"),
    "land": ("forest", "desert", "beach", "field", "city", "canyon", "island", "volcano", "garden", "mountain"),
    "water": ("desert", "city", "forest", "canyon", "field", "volcano", "garden", "street"),
    "topping": ("blueberries", "cherries", "bananas", "carrots", "mushrooms", "onions", "eggs", "grapes", "lemons"),
    "thing": ("rock", "lamp", "flower", "fence", "chair", "ladder", "bottle", "key"),
    "held": ("sword", "umbrella", "book", "lantern", "balloon", "key", "fish"),
}

# Things that keep company: one of them in the words, and none of the others is asked for as missing.
COMPANY = [
    set(group.split(","))
    for group in (
        "ocean,beach,cliff,island,boat,water,sand,harbor,lake,wave,surface,swamp,reef,fish,river",
        "city,street,building,skyscraper,car,bus,truck,bridge,road,church,house,cottage,person,train,bicycle,garden",
        "forest,tree,leaf,branch,bush,garden,plant,fern,grass,field,flower,hill,mountain,deer,river,vine,lake",
        "mountain,hill,glacier,cliff,canyon,volcano,snow,spire,cave",
        "desert,sand,canyon,beach,camel,cactus",
        "field,grass,hill,garden,flower,tree,corn,wheat,hay,fence,shed,cottage,scarecrow,bush,sky,sheep",
        "stars,moon,outer space,eclipse,comet,rocket,astronaut,globe,aurora,night",
        "room,floor,wall,window,door,lamp,table,chair,couch,bed,rug,curtain,mirror,pillow,bookshelf,furniture,building",
        "building,door,window,roof,wall,cottage,castle,church,shed,skyscraper,lighthouse,temple,greenhouse,hospital",
        "circle,sphere,cone,cylinder,torus,arc,spiral,polka dots,ring,hexagon,wave",
        "square,cube,grid,prism,diamond,line,cross,trapezoid,mosaic,zigzag",
        "triangle,pyramid,cone,prism,octahedron,star,arrow,dodecahedron,diamond",
        "pentagon,hexagon,dodecahedron,octahedron,circle",
        "crescent,moon,arc,star,stars",
        "sun,beach,clouds,rainbow,sunset",
        "sky,clouds,sun,stars,moon",
        "storm,rain,lightning,rainbow,clouds,tornado",
        "couch,bed,pillow,chair,blanket",
        "vase,flower,table,bowl,bottle,basket,rose,tulip,daisy,lily",
        "rose,tulip,daisy,lily,orchid,poppy,lotus,flower,sunflower,lavender,daffodil,dandelion,plant,leaf",
        "necklace,chain,ring,gemstone,emerald,ruby,sapphire,amethyst,bracelet,brooch,watch",
        "salad,tomatoes,cucumbers,onion,carrot,bowl,plate,leaf,cheese",
        "pancakes,strawberries,whipped cream,plate,bread,blueberries,cherries,pie,cake,ice cream",
        "glass,bottle,drink,lemonade,lemon,water,cup,mug,juice,wine,tea",
        "laptop,desk,table,chair,book,lamp,telephone",
        "robot,person,astronaut,knight,metal",
        "fish,whale,lake,ocean,snake,lizard,turtle,octopus,jellyfish",
        "bird,tree,branch,feather,parrot,hummingbird,crow,eagle",
        "lion,tiger,cat",
        "sheep,cow,horse",
        "dog,fox",
        "mouse,squirrel,rabbit",
        "frog,lizard,crocodile",
        "swan,pigeon,duck",
        "dragon,snake,lizard,dinosaur,castle,knight",
    )
]

# ---------------------------------------------------------------- times, seasons, counts

TIMES = _families("dawn/sunrise/daybreak/morning, noon/midday, dusk/sunset/twilight/sundown/evening/nightfall, "
                  "night/midnight/nighttime/starlit/moonlit/starry/nocturnal/lunar eclipse/starry sky")  # fmt: skip
SEASONS = _families("autumn/autumnal, winter/wintry/wintery, summer, spring")
COUNTS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "twelve": 12,
    "pair": 2, "couple": 2, "trio": 3, "dozen": 12,
}  # fmt: skip
NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
                "twelve")  # fmt: skip

# ---------------------------------------------------------------- qualities and doings

# Quality -> (its plain contrary, wrong choices beside it or ""); asked as "Is the ...?" and "Which word ...?".
TRAITS = {
    "rusty": ("polished and shiny", "golden, spotless, wooden"), "rusted": ("polished and shiny", "spotless, wooden"),
    "old": ("brand new", "modern, futuristic, unfinished"), "ancient": ("brand new", "modern, futuristic, unfinished"),
    "dilapidated": ("in good repair", "luxurious, brand new, futuristic"),
    "weathered": ("brand new", "polished, brand new, futuristic"),
    "abandoned": ("crowded", "crowded, brand new, busy"), "broken": ("intact", ""),
    "giant": ("tiny", ""), "huge": ("tiny", ""), "tiny": ("enormous", ""), "enormous": ("tiny", ""),
    "tall": ("low and flat", ""), "massive": ("tiny", ""), "small": ("enormous", ""),
    "chaotic": ("neat and orderly", "empty, orderly, symmetrical"),
    "smiling": ("frowning", "angry, crying, frowning"), "happy": ("crying", "angry, crying, frowning"),
    "sleeping": ("awake", "eating, jumping, running"), "seated": ("standing up", "dancing, running, swimming"),
    "sitting": ("standing up", "dancing, running, swimming"), "fluffy": ("hairless", "bald, scaly, smooth"),
    "furry": ("hairless", "bald, scaly, smooth"), "cloudy": ("cloudless", "clear, cloudless, starry"),
    "overcast": ("cloudless", "cloudless, starry, sunny"), "clear": ("stormy", "cloudy, foggy, stormy"),
    "starry": ("cloudy", "cloudy, foggy, rainy"), "stormy": ("calm", "calm, clear, sunny"),
    "sunny": ("covered in snow", "foggy, rainy, snowy"), "rainy": ("sunny", "clear, snowy, sunny"),
    "foggy": ("clear and sunny", "clear, sunny, windy"), "misty": ("clear and sunny", "clear, sunny, windy"),
    "serene": ("wild and stormy", "crowded, stormy, wild"), "calm": ("wild and stormy", "rough, stormy, wild"),
    "tranquil": ("wild and stormy", "crowded, stormy, wild"), "frozen": ("boiling", "boiling, dry, sandy"),
    "translucent": ("opaque", "fluffy, opaque, solid black"), "transparent": ("opaque", "opaque, fluffy, rusty"),
    "iridescent": ("dull and colorless", "colorless, fluffy, wooden"),
    "futuristic": ("medieval", "ancient, medieval, ruined"), "modern": ("ancient", "ancient, medieval, ruined"),
    "clockwork": ("made entirely of wood", "fluffy, inflatable, wooden"),
    "mechanical": ("made entirely of wood", "fluffy, inflatable, wooden"),
    "active": ("dormant", ""), "erupting": ("dormant", "dormant, frozen, forested"),
    "grassy": ("sandy", "flooded, sandy, snowy"), "sandy": ("covered in snow", "grassy, icy, snowy"),
    "rocky": ("smooth and flat", ""), "lush": ("barren", "barren, burnt, snowy"), "barren": ("lush", ""),
    "bright": ("hidden by clouds", ""), "glowing": ("unlit", "dim, dull, unlit"), "empty": ("crowded", ""),
    "crowded": ("empty", "empty, deserted, silent"), "cracked": ("flawless", ""), "curved": ("perfectly straight", ""),
    "round": ("square", "flat, square, triangular"), "quilted": ("sheer", ""), "sheer": ("thick and opaque", ""),
    "colorful": ("all black", ""), "steaming": ("frozen", ""), "spiral": ("perfectly straight", ""),
    "concentric": ("scattered at random", ""), "overlapping": ("far apart", ""), "lunar": ("solar", ""),
    "vintage": ("futuristic", ""), "antique": ("brand new", ""), "withered": ("in full bloom", ""),
}  # fmt: skip

# Doing, said after its noun -> its plain contrary ("" when there is none to ask for).
DOINGS = {
    "perched": "flying through the air", "sleeping": "wide awake", "resting": "floating in the air",
    "floating": "lying on the ground", "hovering": "resting on the ground", "flying": "standing on the ground",
    "soaring": "standing on the ground", "parked": "moving", "sailing": "on dry land", "swimming": "on dry land",
    "sitting": "running", "seated": "running", "standing": "lying down", "leaning": "lying flat on the ground",
    "running": "asleep", "jumping": "asleep", "walking": "asleep", "dancing": "asleep", "playing": "asleep",
    "scattered": "neatly stacked", "stacked": "scattered around", "lying": "standing up", "hanging": "lying down",
    "grazing": "asleep", "reading": "asleep", "curled": "standing up", "drifting": "on dry land", "eating": "asleep",
    "carved": "", "nestled": "", "layered": "", "spiraling": "", "interwoven": "", "spiralling": "", "growing": "",
    "rising": "", "winding": "", "shining": "", "glowing": "", "arranged": "", "balanced": "", "placed": "", "set": "",
    "swirling": "", "climbing": "", "riding": "", "orbiting": "", "covered": "", "wrapped": "", "draped": "",
    "decorated": "", "tied": "", "located": "", "reflected": "", "lit": "", "made": "", "shaped": "", "bursting": "",
    "emerging": "", "crossing": "", "casting": "", "towering": "", "looming": "", "suspended": "lying on the ground",
    "crashing": "", "flowing": "", "intersecting": "", "overlapping": "far apart", "melting": "", "blooming": "",
}  # fmt: skip
GROUNDED = frozenset({"perched", "resting", "sitting", "seated"})  # their contraries suit what can fly or float

AGES = frozenset({"old", "ancient", "vintage", "antique", "modern", "weathered", "futuristic"})  # of things
SNOWY = frozenset({"snowy", "snow covered", "snow capped", "snowcapped", "snow dusted", "snow topped"})
COVERS = ("sand", "lava", "water", "flowers", "moss")

# Words between two things -> how the questions speak of it.
RELATIONS = {
    "with": "with", "featuring": "with", "having": "with", "inlaid with": "inlaid", "adorned with": "with",
    "decorated with": "with", "trimmed with": "with", "topped with": "with", "filled with": "filled",
    "full of": "filled", "made of": "made", "made from": "made", "carved from": "made", "crafted from": "made",
    "out of": "of", "of": "of", "holding": "holding", "carrying": "holding", "wearing": "wearing", "on": "on",
    "on top of": "on", "atop": "on", "upon": "on", "onto": "on", "against": "against", "under": "under",
    "beneath": "under", "below": "under", "underneath": "under", "over": "over", "above": "over", "in": "in",
    "inside": "in", "within": "in", "into": "in", "amid": "among", "amidst": "among", "among": "among", "at": "at",
    "during": "at", "by": "near", "beside": "near", "near": "near", "next to": "near", "alongside": "near",
    "along": "near", "behind": "behind", "in front of": "front", "around": "around", "surrounding": "around",
    "encircling": "around", "orbiting": "around", "surrounded by": "surrounded", "encircled by": "surrounded",
    "interwoven with": "interwoven", "entwined with": "interwoven", "intertwined with": "interwoven",
    "woven with": "interwoven", "through": "through", "across": "through", "between": "near", "forming": "forming",
    "arranged in": "forming", "in the shape of": "shape", "shaped like": "shape", "overlooking": "overlook",
    "facing": "near", "reflecting": "reflecting", "without": "without", "covered in": "covered",
    "covered with": "covered", "covered by": "covered", "from": "of", "to": "near", "towards": "near",
    "toward": "near", "and": "and", "to form": "forming", "for": "of", "beyond": "behind", "off": "near", "up": "of",
    "down": "of", "while": "and", "as": "of", "like": "of", "no": "without",
}  # fmt: skip

MEASURES = frozenset(
    "bouquet stack pile group pair bunch slice row rows cluster flock herd piece set couple collection handful "
    "lot lots series trio dozen swarm number variety array image picture drawing painting illustration "
    "scene view photo".split()
)
STOP = frozenset(
    "a an the its his her their this that these those some very quite is are was be being it other each one another "
    "lone single solitary colored coloured toned hued side top front back middle center centre form shape "
    "shades tones hues".split()
)
