"""Words for people, and what those of a role wear and carry. Adding a role is adding a line.

A role's line: its clothes (cut:colour/material, "=" for the colour that the words give the person, by default `color`),
then key=value of what a Person (person.py) is made of; `home` is where they are (setting.py), if that is no meadow.
A hat is "name:colour".
"""

# ruff: noqa: E501 - a table with a role a line

from dataclasses import dataclass
from functools import cache

from .person import Cloth

GENDERS = {
    "woman": "woman girl lady mother mom mum grandmother grandma granny aunt sister daughter wife bride queen princess witch "
             "nun waitress actress ballerina mermaid schoolgirl cowgirl policewoman businesswoman bridesmaid milkmaid dairymaid fairy goddess "
             "geisha housewife duchess empress heroine cheerleader seamstress businesswomen maid niece hostess stewardess "
             "nurse midwife she her herself female female feminine",
    "man": "man boy guy gentleman father dad grandfather grandpa uncle brother son husband groom king prince wizard monk "
           "waiter actor cowboy schoolboy policeman businessman fireman fisherman lumberjack santa priest pope knight "
           "emperor duke nephew butler viking gladiator samurai pirate sorcerer merlin lad he his him himself male",
}  # fmt: skip
GIVEN_NAMES = {  # such as are no other words
    "woman": "alice anna anne barbara beatrice charlotte clara cleopatra diana dorothy eleanor elizabeth ella emily emma eva "
             "fatima frida hannah helen isabella jane jennifer jessica julia juliet karen kate laura linda lisa lucy maria marie "
             "mary matilda mona nina nora olivia patricia rachel rebecca samantha sarah sofia sophia sophie susan victoria zoe",
    "man": "adam albert alexander andrew anthony antonio arthur ben benjamin brian carlos charles christopher daniel david "
           "diego edward elvis eric ethan george gustav hamlet harry henry hiroshi isaac jacob james jim joe john jonas jose "
           "joseph joshua juan kevin leonardo liam louis luca lucas marco max michael mickey mohammed napoleon nicholas noah "
           "oliver oscar pablo patrick paul pedro peter philip richard robert romeo sam samuel sherlock simon stephen steven "
           "thomas tim tom vincent walter william",
}  # fmt: skip
GENDER_OF = {
    word: gender for table in (GENDERS, GIVEN_NAMES) for gender, words in table.items() for word in words.split()
}
AGE_OF = {
    word: age
    for age, words in {
        "baby": "baby infant newborn toddler",
        "child": "child boy girl kid schoolboy schoolgirl youngster pupil preschooler daughter son lad",
        "old": "grandmother grandfather grandma grandpa granny elder elders pensioner grandparent old elderly aged senior "
               "ancient wrinkled",
    }.items()
    for word in words.split()
}  # fmt: skip
PLAIN = """
person man woman boy girl child baby kid infant toddler guy lady gentleman human adult grown-up teenager teen adolescent
youngster youth mother father mom dad mum parent grandmother grandfather grandma grandpa granny grandparent uncle aunt
sister brother son daughter husband wife friend neighbor stranger lover figure elder pensioner passenger tourist traveler
traveller pedestrian customer shopper visitor citizen villager commuter hiker spectator somebody someone schoolgirl
schoolboy student pupil lad fellow hero heroine worker
""".split() + [name for names in GIVEN_NAMES.values() for name in names.split()]  # noqa: SIM905
BANDS = [f"{kind} band" for kind in ("rock", "jazz", "pop", "marching", "brass", "folk", "country", "military", "school")]
GROUPS = """
crowd family couple team crew audience orchestra choir committee troop army gathering parents
""".split() + BANDS  # noqa: SIM905


@dataclass(frozen=True)
class Role:
    clothes: tuple[Cloth, ...]
    given: dict[str, str]


LINES = {
    "chef": "whites:#fdfaf2 pants:#4b4f5c shoes:#2a2433; home=room hat=toque:#fdfaf2 tools=ladle pose=hold",
    "baker": "shirt:#fdfaf2 apron:#d9b98a pants:#6b4f3a shoes:#4a3428; home=room hat=toque:#fdfaf2",
    "doctor": "shirt:#7fb4dc pants:#34405c labcoat:#fdfaf2 shoes:#2a2433; home=room tools=stethoscope,clipboard pose=hold",
    "nurse": "scrubs:#3fa8a0 shoes:#fdfaf2; home=room hat=nursecap:#fdfaf2 tools=stethoscope",
    "surgeon": "scrubs:#3f9a7a shoes:#fdfaf2; home=room hat=bandana:#3f9a7a tools=stethoscope,syringe pose=hold",
    "dentist": "scrubs:#8fc8ea shoes:#fdfaf2; home=room tools=syringe pose=hold glasses=1",
    "scientist": "shirt:#6fae7a pants:#4a4a55 labcoat:#fdfaf2 shoes:#2a2433; home=room glasses=1 tools=flask pose=hold hair=spiky",
    "firefighter": "turnout:#d9a83c boots:#2a2433; home=street hat=firehat:#c8202a tools=hose pose=hold",
    "police": "shirt:#2f4a86 pants:#1f2b4d belt:#2a2433 shoes:#1b1b20; home=street hat=peaked:#22356a tools=badge,tie",
    "guard": "coat:#c8202a pants:#26242e belt:#fdfaf2 boots:#1b1b20; hat=peaked:#26242e tools=spear pose=hold",
    "pilot": "suit:#22305c shirt:#fdfaf2 shoes:#1b1b20; hat=peaked:#fdfaf2 tools=tie,badge",
    "captain": "coat:#22305c pants:#fdfaf2 shoes:#1b1b20; home=coast hat=peaked:#fdfaf2 beard=beard hair_color=#eeece8",
    "sailor": "shirt:#fdfaf2 pants:#2f5fa8 shoes:#1b1b20; home=coast hat=sailorcap:#fdfaf2 tools=neckerchief",
    "farmer": "shirt:#c8402f/plaid overalls:#3d6a9e boots:#6b4a2c; hat=strawhat:#e6c36a tools=pitchfork pose=hold",
    "gardener": "shirt:#e8a83c overalls:#4f8a4a boots:#6b4a2c; hat=strawhat:#e6c36a tools=wateringcan",
    "knight": "armor:=/steel boots:#7d858f gloves:#7d858f; color=#a9b0b8 hat=armet:#a9b0b8 tools=shield,sword pose=hold",
    "king": "robe:= shoes:#4a2f22; color=#a8203a hat=crown:#f2c318 tools=cape,collarcape,scepter pose=hold beard=beard",
    "queen": "gown:=; color=#7a2f9a hat=crown:#f2c318 tools=collarcape,scepter pose=hold hair=long",
    "prince": "tunic:= pants:#fdfaf2 boots:#6b4a2c; color=#3a6fc8 hat=crown:#f2c318 tools=cape",
    "princess": "gown:=; color=#f08ab8 hat=tiara:#f2c318 hair=long",
    "wizard": "robe:=; color=#4a3a9a hat=pointed:= tools=stars,staff pose=hold beard=long hair=long age=old white=1",
    "witch": "robe:=; color=#3a2a4c hat=pointed:= tools=broom pose=hold hair=wavy hair_color=#d8782a",
    "astronaut": "spacesuit:= boots:#c6ccd3 gloves:#c6ccd3; home=moon color=#eef1f4 hat=bubble:#e4e8ec tools=pack",
    "pirate": "shirt:#fdfaf2/striped coat:= pants:#3a3036 boots:#2a2433; home=coast color=#a82a34 hat=tricorne:#2a2433 tools=cutlass "
              "pose=hold beard=beard",
    "ballerina": "tutu:= leggings:#f8d8e0 shoes:#f08ab8; home=room color=#f29ac0 hair=bun pose=ballet",
    "dancer": "sundress:= shoes:#2a2433; color=#d8325a hair=bun pose=dance",
    "bride": "gown:=; color=#fdfaf2 hat=veil:#f6f3f4 tools=bridalveil,bouquet pose=carry hair=long",
    "groom": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#2b2b34 tools=bowtie",
    "clown": "clownsuit:= shoes:#e0201f gloves:#fdfaf2; color=#f2c318 hat=clown:#2f8fdb pose=wave",
    "jester": "clownsuit:= shoes:#2a9134; color=#8a2fb0 hat=stocking:#2a9134 pose=dance",
    "painter": "smock:= pants:#4a4a55 shoes:#3a2a24; color=#7fa8d8 hat=beret:#c62f2f tools=palette,brush pose=hold",
    "teacher": "shirt:#fdfaf2 jacket:= pants:#4a4a55 shoes:#3a2a24; home=room color=#3f8a6a tools=blackboard,pointer pose=hold glasses=1",
    "builder": "shirt:#4a6fa8 hivis:#f2761b pants:#3d5a80 boots:#8a6a3c; home=street hat=hardhat:#f2c318 tools=hammer pose=hold",
    "carpenter": "shirt:#c8643c/plaid overalls:#4a6a4a boots:#6b4a2c; hat=cap:#c8643c tools=hammer pose=hold",
    "mechanic": "onesie:= boots:#2a2433; home=street color=#3f6fa8 hat=cap:#c62f2f tools=wrench pose=hold",
    "lumberjack": "shirt:#c8302a/plaid pants:#3d5a80 boots:#6b4a2c; home=forest hat=beanie:#34405c tools=axe pose=hold beard=beard",
    "miner": "shirt:#8a8a80 overalls:#4a5a7a boots:#2a2433; hat=hardhat:#f2c318 tools=shovel pose=hold",
    "blacksmith": "shirt:#8a8a80 apron:#6b4a2c pants:#3a3036 boots:#2a2433; home=room tools=hammer pose=hold beard=beard build=strong",
    "fisher": "raincoat:= pants:#34405c boots:#3f7a5a; home=coast color=#f2c22c hat=souwester:#f2c22c tools=rod pose=hold",
    "diver": "wetsuit:= flippers:#f2761b; home=reef color=#2f3a4a hat=divemask:#f2761b tools=tank",
    "soldier": "camouflage:=/camouflage boots:#3a3a30; color=#6b7a4a hat=helmet:#5a6a40 tools=rifle",
    "monk": "robe:= sandals:#6b4a2c; color=#d8742a hair=bald pose=pray",
    "priest": "habit:= shoes:#1b1b20; color=#2b2b34 tools=book pose=hold",
    "nun": "habit:= shoes:#1b1b20; color=#2b2833 hat=habit:#2b2833 tools=nunveil pose=pray",
    "ninja": "tunic:= pants:= boots:=; color=#2b2b38 hat=hood:= tools=katana pose=hold",
    "samurai": "armor:#a8302f pants:#34303c boots:#3a3036; hat=kabuto:#34303c tools=katana pose=hold",
    "cowboy": "shirt:#c8643c vest:#6b4026 pants:#3d6a9e boots:#7a4a2a belt:#4a2f22; home=desert hat=cowboyhat:#8a5a34 "
              "tools=neckerchief,lasso pose=hold",
    "musician": "shirt:= pants:#34405c shoes:#2a2433; color=#c8523f tools=guitar pose=play",
    "guitarist": "tshirt:= pants:#34405c shoes:#2a2433; color=#2b2b34 tools=guitar pose=play hair=long",
    "violinist": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#2b2b34 tools=violin pose=play",
    "drummer": "tshirt:= pants:#34405c shoes:#2a2433; color=#7a5aa8 tools=drum pose=play hair=spiky",
    "trumpeter": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#3a4a7a tools=trumpet pose=eat hat=brim:#3a3a44",
    "flutist": "gown:= ; color=#3a7a8a tools=flute pose=eat hair=long",
    "singer": "dress:= heels:#2a2433; color=#c8325a tools=microphone pose=eat hair=wavy",
    "conductor": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#2b2b34 tools=bowtie,blackwand pose=cheer hair=wisp",
    "magician": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#2b2b34 hat=tophat:#26232f tools=cape,bowtie,blackwand pose=hold "
                "beard=moustache",
    "soccer": "jersey:= shorts:#fdfaf2 socks:= shoes:#2a2433; color=#d8303a tools=soccerball pose=walk",
    "basketball": "tank:= shorts:= sneakers:#fdfaf2; color=#e8622a tools=basketball pose=hold",
    "volleyball": "jersey:= shorts:#2b3f6a sneakers:#fdfaf2; color=#f2b02c tools=volleyball pose=reach",
    "tennis": "tank:= shorts:#fdfaf2 sneakers:#fdfaf2; color=#fdfaf2 hat=headband:#3a7bd0 tools=racket pose=hold",
    "baseball": "jersey:= pants:#e4e6ea belt:#2a2433 shoes:#2a2433; color=#f4f2ea hat=cap:#c8202a tools=bat pose=hold",
    "football": "jersey:= breeches:#e8c23c socks:= shoes:#2a2433; color=#2f4a9a hat=gridiron:#2f4a9a tools=football pose=hold "
                "build=strong",
    "hockey": "jersey:= pants:#2a2f4a skates:#2a2433 gloves:#2a2433; color=#2f6fc8 hat=cyclehelmet:#2f6fc8 tools=hockeystick "
              "pose=hold build=strong",
    "golfer": "tshirt:= pants:#d9c9a0 shoes:#fdfaf2; color=#3f9a6a hat=cap:#fdfaf2 tools=golfclub pose=hold",
    "runner": "tank:= shorts:#34405c sneakers:#f2761b; color=#3a9ad0 pose=run hat=headband:#fdfaf2",
    "cyclist": "jersey:= shorts:#2a2433 sneakers:#fdfaf2; color=#f2c318 hat=cyclehelmet:#c62f2f",
    "boxer": "shorts:= boots:#fdfaf2 mittens:#d8232a; color=#2f5fa8 pose=box build=strong",
    "swimmer": "swimsuit:=; home=water color=#2f6fc8 pose=swim",
    "surfer": "trunks:= ; home=sea color=#e8622a pose=surf tools=surfboard",
    "skater": "hoodie:= pants:#34405c sneakers:#fdfaf2; home=street color=#5aa86a hat=cap:#2a2433 pose=surf tools=skateboard",
    "skier": "jacket:= pants:#34405c boots:#2a2433 gloves:#2a2433; home=snow color=#e2402f hat=goggles:#3a7bd0 tools=skis pose=carry",
    "gymnast": "leotard:=; color=#8a3fc8 hair=bun pose=jump",
    "acrobat": "leotard:= leggings:#f2c318 shoes:#2a2433; color=#d8303a pose=jump",
    "athlete": "tank:= shorts:#34405c sneakers:#f2761b; color=#d8303a pose=run",
    "wrestler": "swimsuit:= boots:#2a2433; color=#2f4a9a pose=cheer build=strong",
    "yogi": "tank:= leggings:#5a4a8a; color=#8fc8c0 pose=ground hair=bun",
    "cheerleader": "tank:= miniskirt:= sneakers:#fdfaf2; color=#d8303a tools=pompom pose=cheer hair=ponytail",
    "business": "suit:= shirt:#fdfaf2 shoes:#1b1b20; home=street color=#3a4a68 tools=tie,briefcase",
    "lawyer": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#2b2f3c tools=tie,briefcase",
    "president": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#22305c tools=tie pose=wave hair=parted",
    "judge": "robe:= shoes:#1b1b20; home=room color=#2b2833 tools=gavel pose=hold age=old white=1",
    "waiter": "shirt:#fdfaf2 vest:= pants:#26242e shoes:#1b1b20; home=room color=#2b2b34 tools=bowtie,tray pose=hold",
    "butler": "suit:= shirt:#fdfaf2 shoes:#1b1b20; home=room color=#2b2b34 tools=bowtie,tray pose=hold hair=balding",
    "barista": "shirt:#8a5a3c apron:= pants:#34405c shoes:#2a2433; home=room color=#2f6a4a tools=tray pose=hold",
    "maid": "dress:#2b2b34 apron:#fdfaf2 shoes:#1b1b20; home=room hat=tiara:#fdfaf2 tools=mop pose=hold hair=bun",
    "janitor": "onesie:= shoes:#2a2433; home=room color=#5a7a9a hat=cap:#34405c tools=mop pose=hold",
    "mailman": "shirt:#7fa8d8 shorts:#34405c socks:#fdfaf2 shoes:#1b1b20; home=street hat=cap:#34405c tools=satchel",
    "photographer": "tshirt:#5a6a7a vest:#b8a878 pants:#4a4a55 shoes:#3a2a24; tools=camera pose=carry",
    "detective": "coat:= pants:#3a3036 shoes:#2a2433; home=street color=#b08a5a hat=brim:#8a6a42 tools=magnifier pose=hold",
    "graduate": "robe:= shoes:#1b1b20; color=#2b2f4a hat=mortarboard:#2b2f4a tools=diploma pose=hold",
    "hiker": "shirt:#c8643c/plaid shorts:#8a7a5a socks:#d8d2c0 boots:#6b4a2c; home=mountain hat=brim:#8a9a5a tools=pack,crook pose=hold",
    "explorer": "shirt:#d9c391 shorts:#b89a62 socks:#d9c391 boots:#6b4a2c; hat=brim:#d9c391 tools=magnifier,satchel pose=hold",
    "archer": "tunic:= pants:#6b5a3c boots:#6b4a2c; color=#3f7a3f hat=featherband:#c62f2f tools=quiver,bow pose=hold",
    "robinhood": "tunic:= pants:#6b5a3c boots:#6b4a2c; home=forest color=#3f7a3f hat=featherband:#c62f2f tools=quiver,bow pose=hold",
    "hunter": "coat:= pants:#5a4a32 boots:#4a3020; home=forest color=#5a7a42 hat=cap:#e8622a tools=rifle",
    "viking": "tunic:= pants:#5a4a3c boots:#6b4a2c; home=coast color=#8a5a34 hat=horned:#8f98a8 tools=axe,shield pose=hold beard=beard "
              "hair_color=#c8782a",
    "warrior": "armor:=/leather boots:#4a2f22; color=#8a5a34 hat=featherband:#c62f2f tools=shield,spear pose=hold build=strong",
    "gladiator": "corset:#a8763e skirt:= sandals:#6b4a2c; color=#c62f2f hat=armet:#d9a83c tools=shield,sword pose=hold build=strong",
    "caveman": "tank:=/fur miniskirt:=/fur; color=#b8823c beard=beard hair=wavy tools=axe pose=hold",
    "shepherd": "robe:= sandals:#6b4a2c; color=#b89a6a hat=bandana:#d9c8a0 tools=crook pose=hold beard=beard",
    "angel": "robe:=; color=#fdfaf2 hat=halo:#f2c318 tools=wings hair=long pose=pray",
    "fairy": "sundress:=; color=#8fd08a hat=tiara:#f2c318 tools=fairywings,wand pose=hold hair=long",
    "elf": "tunic:= leggings:#7a4a2a boots:#a8302f; color=#3f9a4a hat=stocking:#3f9a4a age=child",
    "gnome": "tunic:= pants:#4a5a8a boots:#4a2f22; color=#3f6fa8 hat=pointed:#d8302f beard=long white=1 age=child",
    "dwarf": "tunic:= pants:#4a4a3c boots:#4a2f22; color=#8a4a2a hat=horned:#8f98a8 beard=long age=child tools=axe pose=hold",
    "santa": "fur:= boots:#26242e gloves:#26242e; home=snow color=#d0202a hat=stocking:#d0202a beard=beard white=1 build=heavy tools=gifts",
    "superhero": "leotard:= leggings:= trunks:#e0201f boots:#e0201f belt:#f2c318; color=#2456d6 tools=cape,emblem pose=cheer "
                 "build=strong",
    "vampire": "suit:= shirt:#fdfaf2 shoes:#1b1b20; color=#26242e tools=cape,bowtie skin=#e6e0e0 hair=parted hair_color=#1b1b20",
    "zombie": "shirt:= pants:#4a4a42 shoes:#3a3036; color=#7a6a5a skin=#8fb07a pose=point mood=sad hair_color=#3a3a30",
    "zeus": "robe:#fdfaf2 sandals:#c9a83c; beard=beard white=1 hair=wavy tools=staff pose=hold build=strong",
    "goddess": "gown:= sandals:#c9a83c; color=#fdfaf2 hat=tiara:#f2c318 hair=long",
    "poseidon": "robe:#3f8aa8; beard=long white=1 hair=wavy hat=crown:#f2c318 tools=trident pose=hold",
    "geisha": "kimono:= sandals:#6b4a2c; color=#d8325a hair=bun skin=#f8ece4 hair_color=#1b1b20",
    "sultan": "robe:= shoes:#d9a83c; color=#3a7a8a hat=turban:#fdfaf2 beard=beard",
    "genie": "vest:#8a3fc8 pants:= shoes:#d9a83c; color=#f2c318 skin=#6fb8ea hat=turban:#f2c318 beard=goatee",
    "hippie": "tshirt:#f28a3c vest:#8a5a34 pants:#3d6a9e sandals:#6b4a2c; hair=long hat=headband:#e0201f beard=moustache glasses=1",
    "punk": "tshirt:#26242e jacket:= pants:#34303c boots:#1b1b20; home=street color=#3a3a44 hair=spiky hair_color=#3fc84a",
    "nerd": "shirt:#8fc8ea pants:#6b5a3c shoes:#2a2433; glasses=1 tools=bowtie,book pose=hold",
    "writer": "sweater:= pants:#4a4a55 shoes:#3a2a24; color=#7a5a3c glasses=1 tools=book pose=hold",
    "librarian": "shirt:#fdfaf2 skirt:#6b4a5a jacket:= shoes:#3a2a24; home=room color=#8a5a7a glasses=1 tools=book pose=hold hair=bun",
    "mourner": "coat:= pants:#26242e shoes:#1b1b20; color=#26242e mood=sad",
}  # fmt: skip
ALSO = {
    "chef": "cook pizzaiolo sous-chef", "doctor": "physician pediatrician veterinarian vet", "scientist": "chemist professor "
    "inventor researcher biologist physicist engineer", "nurse": "midwife medic paramedic", "firefighter": "fireman firemen",
    "police": "officer policeman policewoman cop sheriff policemen constable police officer", "guard": "sentinel sentry",
    "pilot": "aviator steward", "captain": "admiral skipper lighthouse keeper", "sailor": "mariner seaman", "farmer": "rancher peasant",
    "king": "emperor monarch", "queen": "empress duchess", "prince": "duke nobleman", "wizard": "sorcerer warlock mage "
    "merlin druid", "witch": "sorceress enchantress", "astronaut": "cosmonaut spaceman", "pirate": "buccaneer corsair",
    "ballerina": "ballet dancer", "clown": "mime harlequin", "painter": "artist", "teacher": "schoolteacher tutor",
    "builder": "construction worker workman laborer electrician plumber", "fisher": "fisherman angler fishermen", "diver": "scuba diver "
    "snorkeler snorkeller frogman", "soldier": "trooper marine infantryman sniper", "monk": "buddha lama friar", "priest": "pope bishop "
    "vicar pastor rabbi", "cowboy": "cowgirl gunslinger", "musician": "rock star rocker bassist", "trumpeter":
    "saxophonist", "flutist": "flautist", "violinist": "cellist fiddler", "soccer": "soccer player footballer goalkeeper referee striker",
    "basketball": "basketball player", "volleyball": "volleyball player", "tennis": "tennis player badminton player",
    "baseball": "baseball player cricketer", "football": "football player quarterback linebacker",
    "hockey": "hockey player", "golfer": "golf player", "runner": "jogger sprinter", "cyclist": "biker bicyclist",
    "skater": "skateboarder", "skier": "snowboarder", "business": "businessman businesswoman businessperson executive boss "
    "manager businessmen salesman banker politician", "waiter": "waitress bartender", "maid": "housekeeper", "janitor": "cleaner",
    "mailman": "postman mail carrier courier", "detective": "spy inspector sherlock", "hiker": "backpacker climber mountaineer",
    "hunter": "ranger", "warrior": "amazon fighter barbarian", "santa": "santa claus father christmas", "dwarf": "hobbit goblin leprechaun",
    "superhero": "superman batman spiderman superwoman", "vampire": "dracula", "zombie": "mummy", "zeus": "god prophet jesus",
    "goddess": "nymph", "writer": "author poet philosopher", "singer": "vocalist diva rapper",
    "dancer": "flamenco dancer", "magician": "illusionist", "gardener": "florist zookeeper zoo keeper beekeeper bee keeper", "yogi": "meditator", "painter ": "decorator",
    "carpenter": "woodworker craftsman", "graduate": "scholar", "acrobat": "juggler trapeze artist",
}  # fmt: skip


def terms(text: str) -> list[str]:
    """Words in a row, of which some are terms of two ("police officer")."""
    second = {
        "officer",
        "worker",
        "player",
        "dancer",
        "diver",
        "star",
        "claus",
        "christmas",
        "carrier",
        "artist",
        "woman",
        "keeper",
    }
    out: list[str] = []
    for word in text.replace("-", " ").split():
        if word in second and out:
            out[-1] += f" {word}"
        else:
            out.append(word)
    return out


ROLE_OF = {name: name for name in LINES} | {
    word: role.strip() for role, words in ALSO.items() for word in terms(words) if role.strip() in LINES
}
SPORTS = {
    "soccer",
    "basketball",
    "volleyball",
    "tennis",
    "baseball",
    "football",
    "hockey",
    "business",
}  # no nouns alone
WORDS = frozenset({*PLAIN, *GROUPS, *ROLE_OF} - SPORTS)


@cache
def role(name: str) -> Role | None:
    """What those of a role wear and have, or None."""
    line = LINES.get(ROLE_OF.get(name, ""))
    if not line:
        return None
    worn, _, rest = line.partition(";")
    return Role(tuple(cloth(text) for text in worn.split()), dict(pair.split("=", 1) for pair in rest.split()))


def cloth(text: str) -> Cloth:
    """ "shirt:#c8402f/plaid" -> a Cloth; "=" is the person's own colour."""
    cut, _, color = text.partition(":")
    color, _, material = color.partition("/")
    return Cloth(cut, None if color == "=" else color, material or None, PARTS.get(cut, ""))


# A cut -> the noun that asks for it, where that is another.
PARTS = {
    "labcoat": "coat", "suit": "suit", "robe": "coat", "sundress": "dress", "longskirt": "skirt", "miniskirt": "skirt",
    "jersey": "shirt", "tank": "tshirt", "leggings": "pants", "breeches": "pants", "sneakers": "shoes",
    "scrubs": "tshirt", "whites": "jacket", "turnout": "coat", "armor": "armor", "smock": "shirt", "tunic": "shirt",
    "hivis": "vest", "fur": "coat", "wetsuit": "swimsuit",
}  # fmt: skip
