"""What the tests in a browser need: Playwright and Chromium; where either is missing they are skipped, and say so."""

import pytest

from tests.chromium import CHROMIUM, MISSING

try:
    from playwright.sync_api import expect, sync_playwright
except ImportError:
    expect = sync_playwright = None

NEEDS_BROWSER = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason=MISSING),
    pytest.mark.skipif(not sync_playwright, reason="playwright is not installed: pip install -r requirements-dev.txt"),
]

__all__ = ["CHROMIUM", "NEEDS_BROWSER", "expect", "sync_playwright"]
