"""How the inner loops are compiled."""

from __future__ import annotations

from numba import njit

# Sums keep their order: an inlined copy of a loop and the loop itself would otherwise differ in the last bit, and which
# of them runs hangs on what was compiled before.  Same seed, same SVG.
jit = njit(cache=True, nogil=True, fastmath={"nnan", "ninf", "nsz"})
