"""The preview answers only its own pages, on this computer, behind the token."""

import asyncio
import http.client
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from medlemsnytta.commands import cli
from medlemsnytta.preview import server

NAME = "huddinge-2026"


class Served:
    """A preview that runs in a thread of this process."""

    def __init__(self, root: Path) -> None:
        self._root, self._ready = root, threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        assert self._ready.wait(60)

    def _run(self) -> None:
        async def until_stopped(root, pool, opened, stop):
            self._loop, self._stop = asyncio.get_running_loop(), asyncio.Event()
            await real(root, pool, opened, self._stop)

        real = server._serve
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(server, "_serve", until_stopped)
            server.serve(self._root, self._opened)

    def _opened(self, address: str) -> None:
        self.address = urlsplit(address)
        self._ready.set()

    def get(self, path: str, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection(self.address.hostname, self.address.port, timeout=60)
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        return connection.getresponse()

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)
        assert not self._thread.is_alive()


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[Served]:
    root = tmp_path_factory.mktemp("arbetsmapp")
    (root / "params").mkdir()
    (root / "data").mkdir()
    (root / "params" / f"{NAME}.yaml").write_text("municipality_code: '0126'\n", "utf-8")
    preview = Served(root)
    yield preview
    preview.close()


pytestmark = pytest.mark.slow


def test_the_list_and_the_page_of_a_report_are_given_to_the_address_with_the_token(served):
    listing = served.get(served.address.path)
    assert (listing.status, NAME in listing.read().decode()) == (200, True)
    page = served.get(f"{served.address.path}{NAME}/")
    assert (page.status, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert page.headers["Cache-Control"] == "no-store"
    assert page.headers["Server"] is None
    for file in ("preview.css", "preview.js"):
        assert served.get(served.address.path + file).status == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "exempel.se"},
        {"Host": "exempel.se:80"},
        {"Host": "localhost"},
        {"Origin": "https://exempel.se"},
        {"Origin": "null"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},
    ],
)
def test_another_host_or_page_is_refused(served, headers):
    for path in ("", f"{NAME}/", f"{NAME}/rapport.html", f"{NAME}/handelser", "preview.js"):
        answer = served.get(served.address.path + path, **headers)
        assert (answer.status, NAME in answer.read().decode()) == (403, False)


@pytest.mark.parametrize(
    "path", ["/", "/fel/", f"/fel/{NAME}/", "/../params/", "/favicon.ico", "/%2e%2e/%2e%2e/etc/passwd"]
)
def test_without_the_token_nothing_is_there(served, path):
    answer = served.get(path)
    assert (answer.status, NAME in answer.read().decode()) == (404, False)


@pytest.mark.parametrize("name", ["finns-inte", "..", "%2e%2e", "index", NAME.upper()])
def test_no_other_file_can_be_asked_for(served, name):
    assert served.get(f"{served.address.path}{name}/").status == 404
    assert served.get(f"{served.address.path}{name}/rapport.html").status == 404


def test_it_listens_on_this_computer_alone(served):
    assert served.address.hostname == "127.0.0.1"
    assert len(served.address.path.strip("/")) >= 32


def test_a_report_that_is_not_there_is_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "params").mkdir()
    (tmp_path / "data").mkdir()
    assert cli.main(["preview"]) == 1
    assert "Börja en rapport" in capsys.readouterr().err
    (tmp_path / "params" / f"{NAME}.yaml").write_text("a: 1\n", "utf-8")
    assert cli.main(["preview", "huddinge-2025"]) == 1
    assert f"Menade du {NAME}?" in capsys.readouterr().err
