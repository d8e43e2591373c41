"""Mends misspelt words: "umbrela" is an umbrella, but a crater is no crate."""

# ruff: noqa: SIM905 - a table of words reads better as text than as quoted strings

import difflib

ALIKE = 0.85  # difflib's measure, from which on a word is taken for a misspelling

# Spelt well, but like a word of the tables.  Found among the 30,000 most frequent words of English (wordfreq 3.1).
ENGLISH = frozenset(
    """
activate activates actively aquarius automation bakers balances beacon beacons bleach bodies bought breach breaker
breakers breast breasts brides builder builders buster calculation calculations canons carnal carries cartoon cartoons
caster castes cellular cerebral chairman chandler charity chopper choral claimant claimants clearest closes closest
cloves clutter colossus commuter commuters compute condos confer contraception contraction contractions coroner corral
countess counties country couples covers crater craters cravings create creates cricketer cricketers crises crouch
cruise cruises crusher curate curran current currents cutler dances doubles drizzle dumpster earnings engineer
engineers factor factors fairly farther fasten faster father fathers flurry follower followers forecast forecasts
foremost forester fruity galley gallon gallons gardiner garner glossary glover gravely graves groove grooves grover
halfway handler handlers handset harvest hatches headband health healthier hearings hearty heater heaters heathen
heroin highlanders hostel hostels inspect islander islanders lander landings larvae ledger lender lenders macaroni
macintosh magnate mandate mandates marian martial martini mastery mechanic mechanics medial mental meters microscopic
microscopy moment moments officer officers palate parsley patches personal photograph photographs photography piazza
pilates pitches places placid planner planners plantations plaster pointer pointers popular pornography posture preach
prices province provinces pursue pursues rabbis railings randomly rankings records refrigeration reminder reminders
render renders retrieve roster rosters saharan salons sauces scandal scandals scanner scanners schoolers seater
settings shallow shines shipper shippers shooter shooters shortest shrewd shutter shutters siblings situation
situations skipper slater sleeper sleepers slight slippery smoker smokers snickers socket sockets solace solder somber
sooner spectra spinner spinners springer squire stands states stature status statute statutes steamer sticker stickers
stings stingy stipend stolen stoner storey stories straight strapless streak streaks stringer stripper strippers
strips sturdy suitable sundance suspend sweeter sweetest sweetness tablet tablets takers tangle template templates
terrain thicker thrown ticket tickets topical trailer trailers trainee trainees traitor traitors transplant
transplants trenches twister villagers violent waiter waiters wander wanders washes whiskey whisky whisper whispers
whistler widows winnings
""".split()
)


def mended(word: str, known: list[str]) -> str:
    """The known word that a lower-case word is a misspelling of, in its plural if that has one; else the word itself.

    "knight" is no "night": the first letters must be the same.
    """
    if word in ENGLISH:
        return word
    same_start = [other for other in known if other[0] == word[0]]
    for ending in ("s", "") if word.endswith("s") and not word.endswith("ss") else ("",):
        match = difflib.get_close_matches(word.removesuffix(ending), same_start, 1, ALIKE)
        if match:
            return match[0] if match[0].endswith("s") else match[0] + ending
    return word
