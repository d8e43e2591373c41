"""Words about the picture, not of what is in it: "a sepia photograph of", "Draw me", ", oil painting in the style of".

They are taken out of the sentence before it is read. A few of them say how the picture looks: its medium.
"""

from __future__ import annotations

import re

from ..people.roles import GIVEN_NAMES

# What a picture may be called.  A stem is enough: "photos", "photographic".
_NAMES = (
    r"photo(?:graph)?s?|photography|pictures?|pics?|images?|views?|paintings?|drawings?|sketch(?:es)?|illustrations?|"
    r"diagrams?|close[ -]?ups?|macro|icons?|logos?|screenshots?|portraits?|render(?:ing|ed image)?s?|artworks?|shots?|"
    r"snapshots?|watercolou?rs?|cartoons?|graphics?|clip[ -]?arts?|depictions?|selfies?|renditions?|engravings?|"
    r"scenes?|wallpapers?|posters?|emojis?|stickers?|line art|pixel art|vector art|digital art|concept art|artwork|"
    r"ink wash|chinese ink|oil on canvas|oil paints?|crayon|charcoal|graffiti|"
    r"woodcuts?|etchings?|infographics?|blueprints?|doodles?|linocuts?|aquarelles?|visuali[sz]ations?|thumbnails?"
)
_ASKING = r"(?:(?:please|can you|could you|write|draw|create|generate|make|show|design|render|paint|imagine|give|"
_ASKING += r"illustrate|produce|sketch|depict|me|us|i want|i would like|i'd like)\s+)"
_ARTICLE = r"(?:(?:an?|the|this|some|my|one)\s+)"
_NOT_BEFORE = r"(?!(?:an?|the|of|on|in|with|and|at|by|next|near|showing|is|are|holding|wearing|taking|takes|took|"
_NOT_BEFORE += r"snapping|looking|making)\s)"
_SHOWS = r"(?:of|showing|shows|depicting|that shows|which shows|featuring|illustrating|in which|where)"

_OPENING = re.compile(
    rf"^\W*{_ASKING}*{_ARTICLE}?(?P<how>(?:(?:black and white|(?:{_NOT_BEFORE}[\w-]+))\s+){{0,5}}?)"
    rf"(?P<name>{_NAMES})(?:\s+(?:{_NAMES}))*\s+(?:{_SHOWS})\s+(?=\S)"
)
_COMMAND = re.compile(rf"^\W*{_ASKING}+(?={_ARTICLE}|two |three |four |five |\d)")
_STYLE = re.compile(
    r"[,;.(]?\s*(?:(?:painted|drawn|done|rendered|depicted|shown|illustrated|made)\s+)?"
    r"\bin\s+(?:the|an?)\s+(?:[\w'-]+\s+){0,4}?style(?:\s+of\s+[^,.;]*)?"
)
_CLOSING = re.compile(
    rf"[,;.]\s*{_ARTICLE}?(?:[\w-]+\s+){{0,3}}?(?:{_NAMES})(?:\s+(?:by|in|style)\b[^,.;]*)?(?=[,;.]|\s*$)"
)
_QUESTION = re.compile(
    r"^\W*(?:(?:what|where|when|why|how|who|which)(?:'s)?\s+(?:do|does|did|is|are|was|were|can|could|would|will)|"
    r"(?:is|are|was|were) there|do you (?:have|know|like)|have you seen|i (?:want|need|like|love|see|saw)|let's see|"
    r"(?:can|could|will|would|should|do|does|did)(?=\s+(?:an?|the|my|your)\s))"
    r"\s+(?=\S)"
)
_OWNER = re.compile(rf"\b(?:{'|'.join(' '.join(GIVEN_NAMES.values()).split())})'s\s+")  # "Mickey's birthday party"
_CALLED = re.compile(r"\s(?:named|called)\s+\w+")
_COUNTRY = re.compile(  # "the Great Wall of China" is no cutlery
    r"\s(?:of|in|from|across|through)\s+(?:china|japan|india|egypt|turkey|greece|france|italy|spain|england|wales|"
    r"scotland|ireland|germany|holland|peru|chile|mexico|brazil|cuba|jordan|kenya|morocco|russia|australia|"
    r"new zealand|south africa|africa|asia|europe|america|the usa|the uk|canada|norway|sweden|iceland|thailand|vietnam|"
    r"korea|indonesia|bali|hawaii|california|texas|florida|alaska|giza|pisa)\b"
)
_QUALITY = re.compile(
    r"\b(?:photo-?realistic|hyper-?realistic|realistic|4k|8k|hdr?|high (?:resolution|quality)|highly detailed|dslr|"
    r"bokeh|8[ -]bit|16[ -]bit|pixelated|pixel[ -]art|watercolou?r style|"
    r"trending on artstation|unreal engine|octane render|\d+ ?mm(?: lens)?|studio lighting|"
    r"cinematic(?: lighting)?|wide[- ]angle|close[- ]up|low[- ]poly|isometric|minimalist(?:ic)?)\b"
)
_QUOTED = re.compile(r"\"[^\"]{0,80}\"|“[^”]{0,80}”|(?<![\w])'[^']{1,60}'(?![\w])")

# How the words for a picture make it look: the first that is found.
MEDIA = (
    ("sepia", r"\bsepia|daguerreotype|\b(?:vintage|antique|old|old-fashioned|victorian) photo"),
    ("pixels", r"\bpixel(?:ated|s)?\b|\b(?:8|16)[ -]bit\b|\bvoxel"),
    ("watercolor", r"\bwater[ -]?colou?r|\baquarelle"),
    ("chalk", r"\bchalk(?:board)?\s+(?:drawing|sketch|art)|\b(?:in|with) chalk\b"),
    ("comic", r"\bcomic[ -](?:book|strip|style)|\bcartoon|\bmanga\b|\bstained[ -]glass style"),
    ("blueprint", r"\bblueprint"),
    ("line", r"\bline (?:drawing|art)|colou?ring (?:page|book)|\b(?:ink|outline|pen)(?: and ink)? (?:drawing|sketch)"
             r"|\b(?:etching|engraving|woodcut|linocut|doodle)"),
    ("gray", r"\b(?:black[ -]and[ -]white|monochrome|gr[ae]yscale|noir|charcoal|pencil|graphite|tonal)\s+"
             r"(?:[\w-]+\s+){0,2}?"
             r"(?:photo|picture|image|drawing|sketch|portrait|film|shot|illustration|view)"
             r"|\bin (?:monochrome|gr[ae]yscale)"),
)  # fmt: skip


def framed(text: str) -> tuple[str, str | None]:
    """Text in small letters -> (what is in the picture, its medium or None).

    >>> framed("a sepia photograph of a tree")
    ('a tree', 'sepia')
    >>> framed("draw me a fox, oil painting in the style of monet")
    ('a fox', None)
    """
    text = _CALLED.sub("", text)
    text = _COUNTRY.sub("", _OWNER.sub("", _QUOTED.sub(" ", text)))
    medium = next((name for name, words in MEDIA if re.search(words, text)), None)
    bare = _QUESTION.sub("", _CLOSING.sub("", _STYLE.sub("", text)))
    for _ in range(2):  # "a photo of a painting of a dog"
        opening = _OPENING.match(bare)
        if not opening:
            break
        bare = bare[opening.end() :]
    bare = _QUALITY.sub(" ", _COMMAND.sub("", bare)).strip(" ,.;")
    bare = re.sub(r"^(?:an?|the) silhouette of (?:an?|the)\b", "a black", bare)
    return (bare, medium) if re.search(r"\w", bare) else (text, medium)
