"""PNG files by chunk, as far as reading them with Pillow needs (W3C, Portable Network Graphics, third edition)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MAX_PROFILE = 1_000_000  # bytes, inflated: Pillow refuses a file with a larger one
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")


def without_large_metadata(data: bytes) -> bytes:
    """Return a PNG file without its texts, and without its colour profile where that is larger than `MAX_PROFILE`.

    >>> chunk = struct.pack(">I4s3sI", 3, b"tEXt", b"a\\0b", 0)
    >>> without_large_metadata(SIGNATURE + chunk) == SIGNATURE
    True
    """
    return SIGNATURE + b"".join(
        whole for kind, body, whole in _chunks(data) if kind not in _TEXTS and not (kind == b"iCCP" and _is_large(body))
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes, bytes]]:
    """Yield (kind, content, the whole chunk) of each; what is cut off at the end comes as it is."""
    at = len(SIGNATURE)
    while at + 8 <= len(data):
        length, kind = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length  # with the length, the kind and the checksum
        yield kind, data[at + 8 : at + 8 + length], data[at:end]
        at = end


def _is_large(profile: bytes) -> bool:
    """Whether an iCCP chunk (a name, a zero, the method, zlib data) inflates to more than `MAX_PROFILE` bytes."""
    packed = profile.partition(b"\0")[2][1:]
    try:
        return len(zlib.decompressobj().decompress(packed, MAX_PROFILE + 1)) > MAX_PROFILE
    except zlib.error:
        return True
