"""Who may ask: the page itself.  No other page that is open in the browser can drive or read this server.

- Host must be the server's own address.  A page elsewhere whose name was made to point to 127.0.0.1 (DNS rebinding)
  sends its own name there.
- What changes anything is a POST, whose Origin must be the server's.  Browsers send it with every POST.
- Sec-Fetch-Site, where a browser sends it, must not name another site; only the page itself may be opened from a link.
- The Content-Security-Policy lets the page load what comes from here and what it made itself (data: pictures).
  A drawing is the source of an <img>, in which browsers run no script and load nothing.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
# A report brings a policy of its own, which allows its script and its style by their hashes.  In the sandbox it has an
# origin of its own, from which nothing here can be asked for.
REPORT_POLICY = "sandbox allow-scripts; frame-ancestors 'self'"
HEADERS = {
    "content-security-policy": POLICY,
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "cache-control": "no-cache",
}


class Guard:
    """ASGI middleware that refuses strangers, and puts the headers on every answer.

    Args:
        app: what answers.
        origins: the addresses under which the page is open, such as "http://127.0.0.1:8787".
    """

    def __init__(self, app: ASGIApp, origins: set[str]):
        self.app, self.origins = app, origins
        self.hosts = {urlsplit(origin).netloc for origin in origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":  # a WebSocket: there is none here
            await send({"type": "websocket.close", "code": 1008})
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        why = self.refusal(scope["method"], scope["path"], Headers(scope=scope))
        app = PlainTextResponse(why, 403) if why else self.app
        await app(scope, receive, send_with_headers)

    def refusal(self, method: str, path: str, headers: Headers) -> str:
        """Return why a request is refused, or ""."""
        if headers.get("host", "") not in self.hosts:
            return "This server answers under its own address alone."
        if method not in ("GET", "HEAD") and headers.get("origin") not in self.origins:
            return "Only the page of this server may ask for that."
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none") and path != "/":
            return "Another site may not ask for that."
        return ""
