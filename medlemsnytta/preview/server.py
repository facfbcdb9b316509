"""The pages of `preview` on this computer alone: behind a token, for no other host and no other page.

Of tornado, which the Jupyter server is built on, only the web server is used.
"""

import asyncio
import dataclasses
import hmac
import json
import logging
import secrets
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jinja2
from tornado import httpserver, netutil, web
from tornado.iostream import StreamClosedError

from medlemsnytta.errors import MedlemsnyttaError
from medlemsnytta.execution import workers
from medlemsnytta.files.program import TEMPLATES
from medlemsnytta.inputs.parameters.reports import is_report_name, report_names
from medlemsnytta.pages import warm
from medlemsnytta.preview.live_report import LiveReport, State

HOST = "127.0.0.1"
SECONDS_BETWEEN_SIGNS = 10
"""A silent connection is given a sign of life, so that a page that has gone is noticed."""

_FILES = {"preview.css": "text/css", "preview.js": "text/javascript"}
_OF_THE_SHELL = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class Preview:
    """The reports that are open, each watched by a thread of its own, and who wants to hear of them."""

    def __init__(self, root: Path, pool: workers.Pool, loop: asyncio.AbstractEventLoop) -> None:
        self.root, self.token = root, secrets.token_urlsafe(24)
        self._pool, self._loop, self._making_one = pool, loop, threading.Lock()
        self._open: dict[str, LiveReport] = {}
        self._hearing: dict[str, set[asyncio.Queue[State]]] = {}

    def names(self) -> list[str]:
        return [name for name in report_names(self.root) if is_report_name(name)]

    def report(self, name: str) -> LiveReport:
        """The report, which is watched from the first time that it is asked for."""
        if name not in self._open:
            hearing = self._hearing.setdefault(name, set())

            def tell(state: State) -> None:
                for queue in hearing:
                    queue.put_nowait(state)

            def changed(state: State) -> None:
                self._loop.call_soon_threadsafe(tell, state)

            self._open[name] = LiveReport(self.root, name, self._pool, self._making_one, changed)
        return self._open[name]

    def listen(self, name: str) -> "asyncio.Queue[State]":
        queue: asyncio.Queue[State] = asyncio.Queue()
        queue.put_nowait(self.report(name).state)
        self._hearing[name].add(queue)
        return queue

    def leave(self, name: str, queue: "asyncio.Queue[State]") -> None:
        self._hearing[name].discard(queue)

    def close(self) -> None:
        for live in self._open.values():
            live.close()


class _Handler(web.RequestHandler):
    def initialize(self, preview: Preview, address: str) -> None:
        self.preview, self.address = preview, address

    def prepare(self) -> None:
        """Nobody but a page of our own, opened by the address with the token, gets an answer."""
        own = {f"http://{self.address}", None}
        if self.request.host != self.address or self.request.headers.get("Origin") not in own:
            raise web.HTTPError(403)
        if self.request.headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin"):
            raise web.HTTPError(403)
        if not hmac.compare_digest(self.path_kwargs.pop("token").encode(), self.preview.token.encode()):
            raise web.HTTPError(404)
        name = self.path_kwargs.get("name")
        if name is not None and name not in self.preview.names():
            raise web.HTTPError(404)

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        for name, value in (
            ("Cache-Control", "no-store"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
            ("X-Frame-Options", "SAMEORIGIN"),
        ):
            self.set_header(name, value)

    def write_error(self, status_code: int, **_: Any) -> None:
        self.set_header("Content-Type", "text/plain; charset=utf-8")
        self.finish("Sidan finns inte. Öppna adressen som terminalfönstret visar.\n")

    def shell(self, page: str, **values: Any) -> None:
        self.set_header("Content-Security-Policy", _OF_THE_SHELL)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(_templates().get_template(page).render(base=f"/{self.preview.token}", **values))


class _Listing(_Handler):
    def get(self) -> None:
        self.shell("reports.html.j2", names=self.preview.names())


class _Shell(_Handler):
    def get(self, name: str) -> None:
        self.preview.report(name)
        self.shell("preview.html.j2", name=name, several=len(self.preview.names()) > 1)


class _File(_Handler):
    def get(self, file: str) -> None:
        self.set_header("Content-Type", f"{_FILES[file]}; charset=utf-8")
        self.finish((TEMPLATES / "preview" / file).read_bytes())


class _Page(_Handler):
    def get(self, name: str) -> None:
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.finish(self.preview.report(name).html)


class _Pdf(_Handler):
    async def get(self, name: str) -> None:
        try:
            content = await asyncio.to_thread(self.preview.report(name).pdf)
        except MedlemsnyttaError:
            self.set_status(409)
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.finish("PDF:en går inte att göra än. Rätta det som förhandsvisningen visar.\n")
            return
        self.set_header("Content-Type", "application/pdf")
        self.set_header("Content-Disposition", f'inline; filename="{name}.pdf"')
        self.finish(content)


class _Events(_Handler):
    async def get(self, name: str) -> None:
        """Each new state as it comes, as server-sent events."""
        self.set_header("Content-Type", "text/event-stream; charset=utf-8")
        queue = self.preview.listen(name)
        try:
            while True:
                try:
                    state = await asyncio.wait_for(queue.get(), SECONDS_BETWEEN_SIGNS)
                    self.write(f"data: {json.dumps(dataclasses.asdict(state))}\n\n")
                except TimeoutError:
                    self.write(": ja\n\n")
                await self.flush()
        except StreamClosedError:
            return
        finally:
            self.preview.leave(name, queue)


def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES / "preview"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )


def serve(root: Path, opened: Callable[[str], None]) -> None:
    """Serve until Ctrl-C; `opened` is given the address of the list of reports."""
    logs = logging.getLogger("tornado")
    logs.addHandler(logging.NullHandler())
    logs.propagate = False
    with warm.pool(1) as pool:
        asyncio.run(_serve(root, pool, opened, asyncio.Event()))


async def _serve(root: Path, pool: workers.Pool, opened: Callable[[str], None], stop: asyncio.Event) -> None:
    """Serve until `stop` is set."""
    preview = Preview(root, pool, asyncio.get_running_loop())
    (socket, *_) = netutil.bind_sockets(0, HOST)
    address = f"{HOST}:{socket.getsockname()[1]}"
    given = {"preview": preview, "address": address}
    token, name = "/(?P<token>[^/]+)", "/(?P<name>[^/]+)"
    application = web.Application(
        [
            (f"{token}/", _Listing, given),
            (f"{token}/(?P<file>{'|'.join(_FILES)})", _File, given),
            (f"{token}{name}/", _Shell, given),
            (f"{token}{name}/rapport.html", _Page, given),
            (f"{token}{name}/rapport.pdf", _Pdf, given),
            (f"{token}{name}/handelser", _Events, given),
        ],
        default_handler_class=web.ErrorHandler,
        default_handler_args={"status_code": 404},
        log_function=lambda _: None,
    )
    server = httpserver.HTTPServer(application)
    server.add_socket(socket)
    try:
        opened(f"http://{address}/{preview.token}/")
        await stop.wait()
    finally:
        server.stop()
        await server.close_all_connections()
        await asyncio.to_thread(preview.close)
