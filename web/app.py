"""The addresses: the page, jobs as server-sent events, pictures and galleries."""

from __future__ import annotations

import asyncio
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from scoring.constraints import MAX_BYTES
from vectorizer.vectorize import MIN_BYTES
from web import asking, pictures
from web.choices import choices
from web.gallery import galleries
from web.jobs import MOST_WAITING, Busy, Jobs
from web.pictures import Pictures
from web.process import Process
from web.safety import REPORT_POLICY, Guard

HERE = Path(__file__).parent
WORKERS = 2  # a long job leaves one for the quick ones
BUSY = "The studio is busy with other drawings. Try again in a moment."
EXAMPLES = (
    "a lighthouse overlooking the ocean",
    "a red fox in the snow under a full moon",
    "a purple forest at dusk",
    "a windmill in a field of red tulips",
    "gray wool coat with a faux fur collar",
    "three copper rings inside a green square",
)


def create(
    origins: set[str],
    folders: list[Path] | None = None,
    root: Path | None = None,
    workers: int = WORKERS,
    most_waiting: int = MOST_WAITING,
) -> Starlette:
    """Return the application.

    Args:
        origins: the addresses under which the page is open, such as "http://127.0.0.1:8787".
        folders: of validate.py or batch.py, to show.
        root: where others are looked for; None: the working directory.
        workers: processes that draw, at least 1.
        most_waiting: jobs that may wait; to one more the answer is "busy".
    """
    app = Starlette(
        routes=[
            Route("/", _page),
            Route("/jobs", _job, methods=["POST"]),
            Route("/pictures", _upload, methods=["POST"]),
            Route("/pictures/{name}", _picture),
            Route("/galleries", _galleries),
            Route("/galleries/{id}", _gallery),
            Mount("/static", StaticFiles(directory=HERE / "static")),
        ],
        middleware=[Middleware(Guard, origins=origins)],
        lifespan=_lifespan,
    )
    app.state.folders, app.state.root = folders or [], root or Path.cwd()
    app.state.jobs, app.state.workers = Jobs(most_waiting), workers
    return app


@asynccontextmanager
async def _lifespan(app: Starlette) -> AsyncIterator[None]:
    """Workers run while the application does, and the pictures go with it."""
    with tempfile.TemporaryDirectory(prefix="studio-") as folder:
        app.state.pictures = Pictures(Path(folder))
        running = [asyncio.create_task(Process(app.state.jobs, i == 0).run()) for i in range(app.state.workers)]
        try:
            yield
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)


async def _page(request: Request) -> Response:
    files = FileSystemLoader(HERE / "templates")
    environment = Environment(loader=files, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    found = await run_in_threadpool(choices)
    return HTMLResponse(
        environment.get_template("index.html").render(
            choices=found,
            examples=EXAMPLES,
            longest=asking.LONGEST_SENTENCE,
            least_bytes=MIN_BYTES,
            max_bytes=MAX_BYTES,
            largest=pictures.LARGEST,
            weighty=asking.WEIGHTY,
        )
    )


async def _job(request: Request) -> Response:
    """Do what the JSON in the body asks for (see asking.py), and tell of it as server-sent events."""
    try:
        asked = asking.checked(json.loads(await _body(request, asking.LONGEST_BODY)))
    except RecursionError:
        return JSONResponse({"message": "the request is nested too deeply"}, 400)
    except ValueError as error:
        return JSONResponse({"message": str(error)}, 400)
    try:
        job = await _add(request, asked)
    except Busy:
        return JSONResponse({"message": BUSY}, 503, {"retry-after": "2"})
    return StreamingResponse(_stream(request.app.state.jobs, job), media_type="text/event-stream")


async def _stream(jobs: Jobs, job) -> AsyncIterator[str]:
    async for name, data in jobs.events(job):
        yield f"event: {name}\ndata: {json.dumps(data)}\n\n"


async def _add(request: Request, asked: dict):
    state = request.app.state
    return await state.jobs.add(asked | {"pictures": str(state.pictures.folder)}, asking.is_weighty(asked))


async def _body(request: Request, most: int) -> bytes:
    """The request's body; one that is longer is refused before it is read."""
    parts, size = [], 0
    async for part in request.stream():
        size += len(part)
        if size > most:
            raise HTTPException(413, f"At most {most:,} bytes are taken.")
        parts.append(part)
    return b"".join(parts)


async def _upload(request: Request) -> Response:
    data = await _body(request, pictures.LARGEST)
    if not data:
        return JSONResponse({"message": "The file is empty."}, 400)
    return JSONResponse({"picture": await run_in_threadpool(request.app.state.pictures.add, data)})


async def _picture(request: Request) -> Response:
    name = request.path_params["name"]
    if not name.endswith(".png"):  # what was sent is not given back
        raise HTTPException(404)
    try:
        path = request.app.state.pictures.path(name)
    except ValueError as error:
        raise HTTPException(404) from error
    return FileResponse(path, media_type="image/png", headers={"cache-control": "max-age=3600, immutable"})


async def _galleries(request: Request) -> Response:
    found = await run_in_threadpool(galleries, request.app.state.folders, request.app.state.root)
    return JSONResponse([{"id": gallery.id, "title": gallery.title} for gallery in found.values()])


async def _gallery(request: Request) -> Response:
    state = request.app.state
    found = await run_in_threadpool(galleries, state.folders, state.root)
    gallery = found.get(request.path_params["id"])
    if not gallery:
        raise HTTPException(404)
    try:
        job = await _add(request, {"kind": "gallery", "folder": str(gallery.path)})
        told = await state.jobs.result(job, "report")
    except Busy:
        return HTMLResponse(BUSY, 503)
    except ValueError as error:
        return Response(str(error), 500, media_type="text/plain")
    return HTMLResponse(told["html"], headers={"content-security-policy": REPORT_POLICY})
