"""The picture of the studio in docs/: the page at work, in headless Chromium.

    python -m tests.web.picture docs/studio.png
"""

from __future__ import annotations

import io
import tempfile
import time
from pathlib import Path

from PIL import Image

from support import command_line
from support.files import check_writable, write_atomically
from tests.chromium import CHROMIUM, MISSING, Browser
from tests.web.studio import serving

WIDTH, HEIGHT = 1280, 880
SENTENCE = "a red fox in the snow under a full moon"
DRAWN = "[...document.images].filter(image => image.complete && image.naturalWidth).length >= 5"  # and its four seeds
WAIT_S = 120.0


def main(arguments: list[str] | None = None) -> int:
    parser = command_line.Parser(prog="python -m tests.web.picture", description="Picture the studio.")
    parser.add_argument("png", type=Path, metavar="PNG", help="where to")
    args = parser.parse_args(arguments)
    if not CHROMIUM:
        parser.error(MISSING)
    try:
        check_writable(args.png)
        write_atomically(args.png, picture())
    except (OSError, TimeoutError) as error:
        parser.error(str(error))
    return 0


def picture() -> bytes:
    """Return the page with a drawing as PNG.  Raises TimeoutError where none is drawn in WAIT_S."""
    with tempfile.TemporaryDirectory() as folder, serving(folder=Path(folder)) as studio, Browser() as browser:
        size = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        browser.ask("Emulation.setDeviceMetricsOverride", **size)
        browser.ask("Page.navigate", url=f"{studio.address}/#draw?q={SENTENCE.replace(' ', '+')}")
        until = time.monotonic() + WAIT_S
        while not browser.run(DRAWN):
            if time.monotonic() > until:
                raise TimeoutError(f"the studio has drawn nothing in {WAIT_S:.0f} s")
            time.sleep(0.2)
        time.sleep(1.0)  # what fades in
        shot = Path(folder) / "shot.png"
        browser.screenshot(shot)
        buffer = io.BytesIO()
        Image.open(shot).convert("RGB").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


if __name__ == "__main__":
    command_line.exit_with(main)
