"""A page where a sentence becomes a picture while you watch: draw, look closely, vectorize, look through albums.

    python studio.py                     # prints the page's address; Ctrl-C ends it
    python studio.py --open              # and opens it
    python studio.py runs/a drawings     # with folders of validate.py or batch.py in the gallery

The page is served to this machine alone, and asks nothing of any other.  docs/studio.md says how it is kept safe, and
what to do before it is shown to others.
"""

from __future__ import annotations

import argparse
import socket
import threading
import webbrowser
from pathlib import Path
from urllib.parse import urlsplit

from support import command_line

PORT = 8787
REQUIREMENTS = "requirements-studio.txt"


def main(arguments: list[str] | None = None) -> int:
    parser = _parser()
    args = parser.parse_args(arguments)
    try:
        import uvicorn

        from web.app import create
        from web.gallery import is_gallery
    except ModuleNotFoundError as error:
        parser.error(f"{error.name} is missing: pip install -r {REQUIREMENTS}")
    for folder in args.folders:
        if not is_gallery(folder):
            parser.error(f"{folder}: neither validate.py nor batch.py has drawn there")
    try:
        listening = socket.create_server(("" if args.public else "127.0.0.1", args.port))
    except (OSError, OverflowError) as error:
        parser.error(f"port {args.port} cannot be used: {error}; --port 0 takes a free one")
    port = listening.getsockname()[1]
    origins = {args.public} if args.public else {f"http://127.0.0.1:{port}", f"http://localhost:{port}"}
    address = f"{args.public} through port {port}" if args.public else f"http://127.0.0.1:{port}"
    app = create(origins, args.folders, workers=args.workers)
    config = uvicorn.Config(
        app, log_level="warning", limit_concurrency=200, timeout_graceful_shutdown=1, proxy_headers=False
    )
    print(f"The studio is open at {address}  (Ctrl-C ends it)", flush=True)
    if args.open:
        threading.Timer(0.5, webbrowser.open, [address.split()[0]]).start()
    with listening:
        uvicorn.Server(config).run(sockets=[listening])
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = command_line.Parser(prog="studio.py", description="Serve the studio, a page to draw on, to this machine.")
    folders = "of validate.py or batch.py, for the gallery; those below the working directory are found"
    parser.add_argument("folders", nargs="*", type=Path, metavar="DIR", help=folders)
    parser.add_argument("--port", type=command_line.at_least(0), default=PORT, metavar="N", help=f"default: {PORT}")
    parser.add_argument("--open", action="store_true", help="show the page in the browser")
    parser.add_argument(
        "--workers", type=command_line.at_least(1), default=2, metavar="N", help="processes that draw (default: 2)"
    )
    public = "the page's address where a container or a proxy shows it; the studio then listens on all interfaces"
    parser.add_argument("--public", type=_origin, metavar="ORIGIN", help=public)
    return parser


def _origin(text: str) -> str:
    """An address without a path, such as https://name.example."""
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path.strip("/") or parts.query:
        raise argparse.ArgumentTypeError(f"must be an address such as https://name.example, not {text!r}")
    return f"{parts.scheme}://{parts.netloc}"


if __name__ == "__main__":
    command_line.exit_with(main)
