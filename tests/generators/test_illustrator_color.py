"""The colour difference that the other tests measure pictures by."""

import numpy as np

from scoring.ciede2000 import ciede2000


def test_ciede2000_agrees_with_its_publication():
    """Pairs 1, 7 and 17 of the table in Sharma, Wu and Dalal (2005)."""
    a = np.array([[50, 2.6772, -79.7751], [50, 0, 0], [50, 2.5, 0]])
    b = np.array([[50, 0, -82.7485], [50, -1, 2], [73, 25, -18]])
    assert np.allclose(ciede2000(a, b), [2.0425, 2.3669, 27.1492], atol=1e-3)
