"""Serve the preview to a browser on this machine, and to nobody else. The only room of starlette.

A page of another site that is open in the same browser can send requests here too. So each request
needs the token that the address had (kept in a cookie that scripts cannot read), a Host of this
machine's own (a foreign name may point here: DNS rebinding), and must come from this page itself.
Nothing can be changed by a request, and none names a file.
"""

from __future__ import annotations

import json
import secrets
import sys
from contextlib import asynccontextmanager
from dataclasses import asdict
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import HTTPConnection
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from briefgen.preview.passage import Point
from briefgen.preview.state import findings, state
from briefgen.proof.pageimage import page_image

if TYPE_CHECKING:
    from asyncio import Task
    from collections.abc import AsyncIterator, Callable
    from types import FrameType

    from starlette.requests import Request
    from starlette.types import ASGIApp, Receive, Scope, Send

    from briefgen.finding import Finding
    from briefgen.preview.desk import Desk, Sheets

__all__ = ["Guard", "application", "serve"]

_WIDTH = 1190
"""Pixels of a page's picture: twice the points of A4."""

_FRAME = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none';"
    " frame-ancestors 'none'"
)
# Styles stand in the brief's page itself, where its own policy names them by their hash.
_DOCUMENT = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none';"
    " form-action 'none'; frame-ancestors 'self';"
    " sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox"
)
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": _FRAME,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FILES = {
    "/preview.css": "text/css; charset=utf-8",
    "/preview.js": "text/javascript; charset=utf-8",
}


class Guard:
    """Lets requests through that come from the page itself, on this machine, with the token."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self.app = app
        self.token = token
        self.cookie = f"briefgen-{port}"
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request, or refuse it."""
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
            return
        if scope["type"] == "http" and (refusal := self.refusal(HTTPConnection(scope), scope)):
            status, words = refusal
            response = Response(f"briefgen preview: {words}\n", status, _HEADERS)
            await response(scope, receive, send)
            return
        await self.app(scope, receive, send)

    def refusal(self, request: HTTPConnection, scope: Scope) -> tuple[int, str] | None:
        """Status and words for a request that may not pass."""
        headers = request.headers
        if headers.get("host", "") not in self.hosts:
            return 421, "this address is not its own"
        if scope["method"] not in ("GET", "HEAD"):
            return 405, "nothing is changed here"
        origin = headers.get("origin")
        if origin is not None and origin not in {f"http://{host}" for host in self.hosts}:
            return 403, "another site asks"
        given = request.query_params.get("token", "") if scope["path"] == "/" else ""
        if given and secrets.compare_digest(given.encode(), self.token.encode()):
            return None
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            return 403, "another site asks"
        cookie = request.cookies.get(self.cookie, "")
        if not secrets.compare_digest(cookie.encode(), self.token.encode()):
            return 403, "open the address that `briefgen preview` has printed"
        return None


def application(desk: Desk, token: str, port: int) -> Guard:
    """The preview of ``desk`` at ``port``, for who has the ``token``."""
    drawing = Lock()

    def page(request: Request) -> Response:
        response = _sent(_read("preview.html"), "text/html; charset=utf-8")
        if request.query_params.get("token"):
            response.set_cookie(f"briefgen-{port}", token, httponly=True, samesite="strict")
        return response

    def file(request: Request) -> Response:
        path = request.url.path
        return _sent(_read(path.removeprefix("/")), _FILES[path])

    async def events(request: Request) -> Response:
        async def told() -> AsyncIterator[str]:
            sent: tuple[Finding, ...] | None = None
            async for _ in desk.states():
                yield f"data: {json.dumps(state(desk))}\n\n"
                if (found := desk.all_findings()) != sent:
                    sent = found
                    yield f"event: findings\ndata: {json.dumps(findings(found))}\n\n"

        return StreamingResponse(told(), media_type="text/event-stream", headers=_HEADERS)

    async def document(request: Request) -> Response:
        shown = desk.show(request.query_params.get("audience", ""))
        if shown is None or shown.html is None:
            return _missing()
        headers = {**_HEADERS, "Content-Security-Policy": _DOCUMENT, "Version": shown.version}
        return HTMLResponse(shown.html, headers=headers)

    def sheets(request: Request) -> Sheets | None:
        view = desk.views.get(request.query_params.get("audience", ""))
        found = view.sheets if view else None
        return found if found and found.pdf else None

    async def pdf(request: Request) -> Response:
        found = sheets(request)
        if found is None:
            return _missing()
        return _sent(found.pdf or b"", "application/pdf")

    def picture(request: Request) -> Response:
        found, number = sheets(request), request.query_params.get("number", "")
        if found is None or not found.pdf or not _is_number(number):
            return _missing()
        with drawing:  # PDFium serves one thread at a time
            image = page_image(found.pdf, int(number), _WIDTH)
        return _sent(image, "image/png") if image else _missing()

    def seeds(request: Request) -> Response:
        return _told([asdict(spine) for spine in desk.shelf.spines()])

    def seed(request: Request) -> Response:
        opened = desk.shelf.open(request.query_params.get("id", ""))
        return _told(asdict(opened)) if opened else _missing()

    def search(request: Request) -> Response:
        found = desk.shelf.search(request.query_params.get("words", "")[:1000])
        return _told(asdict(found)) if found else _missing()

    def passage(request: Request) -> Response:
        first, last = (_point(request.query_params.get(name, "")) for name in ("from", "to"))
        if first is None or last is None:
            return _missing()
        made = desk.shelf.passage(request.query_params.get("seed", ""), first, last)
        return _told(asdict(made)) if made else _missing()

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        import asyncio

        task: Task[None] = asyncio.create_task(desk.run())
        yield
        await desk.close()
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    handlers: dict[str, Callable[[Request], Any]] = {
        "/": page,
        "/events": events,
        "/document": document,
        "/pdf": pdf,
        "/page": picture,
        "/seeds": seeds,
        "/seed": seed,
        "/search": search,
        "/passage": passage,
        **dict.fromkeys(_FILES, file),
    }
    routes = [Route(path, handler, methods=["GET"]) for path, handler in handlers.items()]
    return Guard(Starlette(routes=routes, lifespan=lifespan), token, port)


def _read(name: str) -> bytes:
    """A file of the page itself, which lies inside the package."""
    return (Path(__file__).parent / "static" / name).read_bytes()


def _sent(data: bytes, kind: str) -> Response:
    return Response(data, media_type=kind, headers=_HEADERS)


def _told(value: object) -> Response:
    return JSONResponse(value, headers=_HEADERS)


def _missing() -> Response:
    return Response("there is no such thing here\n", 404, _HEADERS)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 10


def _point(text: str) -> Point | None:
    """``4:120``: paragraph 4, before code point 120."""
    paragraph, _, offset = text.partition(":")
    if not (_is_number(paragraph) and _is_number(offset)):
        return None
    return Point(int(paragraph), int(offset))


class _Server(uvicorn.Server):
    """Lets those who listen for news go as soon as it is told to end, so that it can."""

    def __init__(self, config: uvicorn.Config, desk: Desk) -> None:
        super().__init__(config)
        self._desk = desk

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        import asyncio

        super().handle_exit(sig, frame)
        asyncio.get_running_loop().create_task(self._desk.close())


def serve(desk: Desk, port: int, ready: Callable[[str], None]) -> None:
    """Serve ``desk`` on 127.0.0.1 until Ctrl-C; ``ready`` is told the address to open.

    ``port`` 0 takes a free one. Raises OSError where the port is taken.
    """
    token = secrets.token_urlsafe(24)
    config = uvicorn.Config(
        Starlette(),
        host="127.0.0.1",
        port=port,
        log_level="critical",
        access_log=False,
        server_header=False,
        date_header=False,
        ws="none",
        timeout_graceful_shutdown=2,
    )
    try:
        socket = config.bind_socket()
    except SystemExit:
        raise OSError(
            98, "another program listens there; leave out --port for a free one", f"port {port}"
        ) from None
    port = socket.getsockname()[1]
    config.app = application(desk, token, port)
    socket.listen()  # or a browser that is quick is refused
    # Threads that draft let the one that answers have its turn five times as often as is usual.
    sys.setswitchinterval(0.001)
    ready(f"http://127.0.0.1:{port}/?token={token}")
    _Server(config, desk).run(sockets=[socket])
