"""Kinds without a drawing of their own -> the drawing of their class, and what tells the class of an unknown word."""

# Drawing (a file of things/, a garment or a feature) -> the kinds that it stands for.
CLASSES = {
    # animals
    "animal": "antelope badger bison buffalo bull camel capybara cheetah coyote deer doe donkey elk ferret gazelle "
              "goat hamster hedgehog hippo hippopotamus hyena jaguar kangaroo koala llama alpaca lynx meerkat mole "
              "moose mouse mule otter ox panther possum puma raccoon rat reindeer rhino rhinoceros skunk sloth "
              "squirrel stag weasel wombat yak zebra beast creature mammal dinosaur calf lamb beaver chipmunk",
    "bird": "bluebird canary cardinal cuckoo dove falcon finch jay kestrel kingfisher magpie nightingale partridge "
            "pigeon puffin quail starling swallow thrush vulture warbler woodpecker wren phoenix bluejay",
    "chicken": "hen rooster turkey cockerel chick", "swan": "goose crane egret ibis pelican stork flamingo",
    "duck": "duckling mallard", "fish": "angelfish carp clownfish cod eel guppy herring mackerel perch pike ray "
    "seahorse swordfish tuna catfish stingray",
    "whale": "orca narwhal walrus manatee", "dolphin": "porpoise seal shark", "octopus": "squid jellyfish cuttlefish",
    "crab": "lobster crayfish shrimp prawn scorpion", "beetle": "ant cricket grasshopper locust spider insect cicada",
    "bee": "bumblebee honeybee hornet wasp", "butterfly": "dragonfly", "snail": "slug",
    "snake": "cobra python serpent viper worm", "turtle": "terrapin armadillo", "frog": "newt salamander chameleon",
    "dragon": "crocodile alligator lizard gecko iguana griffin", "fox": "jackal", "monkey": "ape baboon chimpanzee "
    "gorilla lemur orangutan chimp", "cow": "calf heifer", "sheep": "ram ewe", "pig": "boar hog piglet warthog",
    # people
    "person": "farmer sailor pirate monk nun chef soldier princess prince baby fisherman gardener musician painter "
              "acrobat ballerina cowboy shepherd warrior samurai ninja elf gnome fairy mermaid angel clown nurse",
    # vessels, tools, instruments
    "vase": "amphora carafe decanter pitcher flask canister crock ewer tankard vial beaker cauldron",
    "bottle": "flagon thermos", "teapot": "coffeepot", "kettle": "pan saucepan skillet wok",
    "basket": "hamper wicker crate", "barrel": "keg cask bucket drum barrel pail tub",
    "tool": "hammer mallet wrench spanner screwdriver saw chisel pliers shovel spade rake hoe pickaxe drill sickle "
            "scythe trowel pitchfork broom mop brush spear arrowhead",
    "axe": "hatchet tomahawk", "sword": "blade knife katana saber sabre rapier cutlass",
    "guitar": "banjo mandolin lute harp sitar", "violin": "viola fiddle cello", "trumpet": "horn trombone saxophone "
    "tuba flute clarinet bugle", "drum": "tambourine bongo tomtom", "piano": "organ accordion harpsichord keyboard",
    "machine": "engine generator printer radio television tv refrigerator oven stove washer toaster microwave "
               "computer device gadget contraption calculator microscope typewriter phone telephone speaker",
    "clock": "watch stopwatch hourglass sundial", "lamp": "chandelier bulb lightbulb", "lantern": "torch",
    # furniture
    "furniture": "bookcase bookshelf bureau cabinet cupboard drawer dresser wardrobe nightstand closet",
    "couch": "bed cradle hammock loveseat", "chest": "trunk coffer suitcase toolbox",
    # jewels
    "gem": "topaz garnet opal jade onyx pearl quartz peridot aquamarine citrine moonstone", "pendant": "brooch badge "
    "earring charm talisman medal", "crown": "tiara diadem coronet", "jewelring": "signet",
    # plants
    "plant": "fern bush shrub herb ivy vine moss agave aloe bonsai weed seedling sapling succulent clover basil hedge",
    "flower": "azalea begonia camellia carnation chrysanthemum crocus daffodil gardenia geranium hibiscus hyacinth "
              "iris jasmine magnolia marigold pansy petunia poppy primrose snapdragon zinnia hydrangea foxglove",
    # food
    "food": "cookie biscuit croissant dumpling muffin pie pudding scone waffle taco burrito sandwich toast steak "
            "cheese sushi omelette roll bun pastry meal snack dessert potato bagel pretzel chocolate candy nut "
            "almond walnut",
    "bread": "baguette loaf", "apple": "apricot fig guava mango nectarine papaya peach plum pomegranate berry "
    "cranberry onion radish turnip beet cabbage cauliflower pepper", "lemon": "citron", "grapes": "grape "
    "blueberry blackberry currant raspberry", "carrot": "parsnip", "watermelon": "melon",
    "pumpkin": "gourd squash", "banana": "plantain", "hamburger": "burger cheeseburger", "donut": "doughnut",
    "noodles": "noodle ramen pasta spaghetti soup stew broth porridge curry",
    "icecream": "gelato sorbet sundae popsicle",
    # buildings and vehicles
    "building": "bank factory hospital hotel library museum store shop house mansion tower block station",
    "temple": "shrine monument parthenon mausoleum courthouse", "church": "cathedral chapel abbey monastery basilica "
    "mosque steeple", "castle": "citadel fort keep turret", "cottage": "bungalow lodge chalet villa inn mill",
    "shed": "stable kiosk stall greenhouse", "tent": "teepee tipi wigwam yurt marquee pavilion",
    "bus": "coach minibus trolley", "truck": "lorry ambulance firetruck pickup", "tractor": "bulldozer excavator "
    "harvester plow plough", "car": "convertible jeep limousine sedan coupe racecar cab", "motorcycle": "scooter moped "
    "motorbike vespa", "airplane": "plane aircraft biplane glider aeroplane", "ship": "ferry steamship tanker "
    "cruiser frigate schooner submarine steamboat", "boat": "dinghy catamaran tugboat sloop", "canoe": "raft",
    "rocket": "missile shuttle satellite ufo",
    # clothes
    "tshirt": "jersey camisole leotard tunic bodice corset bra swimsuit bikini top uniform outfit garment pajamas",
    "coat": "anorak duster mackintosh cassock toga caftan kaftan", "jacket": "tuxedo suit doublet",
    "dress": "sari frock nightgown", "scarf": "boa muffler cravat", "hat": "boater bowler turban stetson derby",
    "gloves": "gauntlet", "socks": "legwarmer tights", "boots": "galosh wader", "belt": "sash cummerbund garter",
    "pants": "breeches culottes joggers sweatpants", "shoes": "clog pump moccasin espadrille trainer", "bag": "pouch "
    "clutch briefcase wallet knapsack sack", "shirt": "flannel",
}  # fmt: skip

STANDS_FOR = {kind: drawing for drawing, kinds in CLASSES.items() for kind in kinds.split()}

# Ending of a word nobody knows -> its class.
ENDINGS = {
    "dog": "dog", "cat": "cat", "bear": "bear", "horse": "horse", "fish": "fish", "bird": "bird",
    "hound": "dog", "berry": "strawberries", "fruit": "apple", "flower": "flower",
    "wort": "plant", "weed": "plant", "saurus": "dragon", "fly": "butterfly", "cake": "cake", "house": "cottage",
    "boat": "boat", "ship": "ship", "plane": "airplane", "mobile": "car", "coat": "coat", "shirt": "tshirt",
    "skirt": "skirt", "shoe": "shoes", "hat": "hat", "ware": "vase", "pot": "vase", "jar": "vase", "scope": "telescope",
    "phone": "machine", "graph": "machine", "smith": "person", "man": "person", "woman": "person", "craft": "rocket",
    "stone": "rock", "wood": "tree", "wear": "tshirt", "horn": "trumpet", "bell": "bell", "hammer": "tool",
}  # fmt: skip

# Traits and materials of the word, relations and parts attached to it -> its class, the surest first.
PARTS = {
    "collar": "coat", "sleeve": "tshirt", "cuff": "tshirt", "button": "coat", "hood": "sweater", "zipper": "jacket",
    "lace": "shoes", "petal": "flower", "thorn": "plant", "stem": "plant", "leaf": "plant", "wing": "bird",
    "wheel": "car", "sail": "boat", "roof": "cottage", "door": "building", "window": "building", "handle": "tool",
    "leg": "furniture", "chain": "pendant", "gem": "pendant", "eye": "animal",
}  # fmt: skip
MATERIALS = {
    "wool": "blanket", "silk": "scarf", "satin": "dress", "denim": "jacket", "corduroy": "jacket", "knit": "sweater",
    "velvet": "pillow", "suede": "boots", "fleece": "blanket", "lace": "dress", "tweed": "coat", "fluffy": "animal",
    "fur": "animal", "ceramic": "vase", "porcelain": "vase", "clay": "vase", "glass": "vase", "crystal": "gem",
    "brick": "building", "concrete": "building", "steel": "tool", "iron": "tool", "rusty": "machine",
    "clockwork": "machine", "plaid": "blanket", "leather": "bag", "wooden": "furniture", "wood": "furniture",
}  # fmt: skip
RELATIONS = {"wearing": "person", "holding": "person"}
TRAITS = {"sleeping": "animal", "smiling": "person", "seated": "person"}
METALS = {"gold": "pendant", "golden": "pendant", "silver": "pendant", "platinum": "pendant", "copper": "kettle",
          "brass": "bell", "bronze": "bell"}  # fmt: skip


def infer(item, children: list) -> str | None:
    """The drawing for an item whose noun no table knows, or None where nothing tells its class."""
    hints = [
        *(PARTS.get(c.noun) for c in children if c.relation in ("with", "of")),
        *(RELATIONS.get(c.relation) for c in children),
        *(TRAITS.get(t) for t in item.traits),
        *(drawing for ending, drawing in ENDINGS.items() if item.noun.rstrip("s").endswith(ending)),
        *(MATERIALS.get(m) for m in item.materials),
        *(METALS.get(name) for name in item.names),
    ]
    return next((hint for hint in hints if hint), None)
