"""What people type is text in every file of the report: nothing of it runs, fetches, leads astray or gets lost."""

import os
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import hostile_project
import nbformat
import pikepdf
import pytest
from payloads import payloads
from playwright.sync_api import Browser, Page

from medlemsnytta.files.writing import PARTIAL_SUFFIX
from medlemsnytta.pages import index, report
from medlemsnytta.rendering.embedded import csp_hash
from tests.built import build

pytestmark = [pytest.mark.trust, pytest.mark.notebook]
HANDLERS = "[...document.querySelectorAll('*')].flatMap(e => [...e.attributes]).filter(a => /^on/i.test(a.name)).length"
HREFS = "[...document.querySelectorAll('[href], [src], [action], [formaction], [data], [srcset], [ping]')].flatMap(e =>"
HREFS += (
    " ['href', 'src', 'action', 'formaction', 'data', 'srcset', 'ping'].map(n => e.getAttribute(n)).filter(v => v))"
)
ALLOWED = re.compile(r"#.*|https?://[^\s\"'<>]+|mailto:[^\s\"'<>]+|data:image/[a-z+]+[;,].*", re.DOTALL)
TAGS = {
    "h1",
    "h3",
    "h4",
    "p",
    "strong",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "blockquote",
    "code",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "small",
}
ELEMENTS = "iframe, object, embed, form[action], input, link, base, portal, video, audio, template, meta[http-equiv=refresh], style ~ style"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a report built from nothing but hostile text."""
    root = hostile_project.make(tmp_path_factory.mktemp("hostile"))
    build(report.page(root, hostile_project.NAME), root / "output")
    index.write(root / "output")
    return root / "output"


def _squeezed(text: str) -> str:
    """Text without blanks and hyphens, which layout may change."""
    return re.sub(r"[\s\u00ad\u200b\u2010-]+", "", text)


@pytest.fixture(scope="module")
def page(chromium: Browser, hostile: Path) -> Iterator[tuple[Page, dict[str, list[str]]]]:
    """The report open in Chromium with scripts allowed, and what it tried to do."""
    seen: dict[str, list[str]] = {"requests": [], "dialogs": [], "console": [], "errors": [], "popups": []}
    context = chromium.new_context(offline=True, bypass_csp=False)
    opened = context.new_page()
    opened.on("request", lambda request: seen["requests"].append(request.url))
    opened.on("dialog", lambda dialog: (seen["dialogs"].append(dialog.message), dialog.dismiss()))
    opened.on("console", lambda message: seen["console"].append(message.text))
    opened.on("pageerror", lambda error: seen["errors"].append(str(error)))
    context.on("page", lambda other: seen["popups"].append(other.url))
    opened.goto((hostile / f"{hostile_project.NAME}.html").as_uri(), wait_until="load")
    for summary in opened.locator("summary").all():
        summary.click()
    for figure in opened.locator("figure.chart").all():
        figure.scroll_into_view_if_needed()
        figure.locator(".is-live").wait_for()
        for mark in figure.locator(".live .mark-symbol path, .live .mark-text text").all()[:30]:
            mark.dispatch_event("pointermove")
            mark.dispatch_event("pointerover")
    opened.wait_for_timeout(300)
    yield opened, seen
    context.close()


@pytest.mark.browser
def test_nothing_runs_and_nothing_is_asked_for(page, hostile, counted):
    opened, seen = page
    assert opened.evaluate("window.trapped") is None
    assert seen["requests"] == [(hostile / f"{hostile_project.NAME}.html").as_uri()]
    assert {what: told for what, told in seen.items() if what != "requests" and told} == {}
    counted("hostile text: payloads, scripts run", f"{len(payloads())}, 0")


@pytest.mark.browser
def test_no_payload_became_an_element_a_handler_or_an_address_of_another_kind(page):
    opened, _ = page
    assert opened.evaluate(HANDLERS) == 0
    assert opened.locator(ELEMENTS).count() == 0
    policy = opened.locator("meta[http-equiv=Content-Security-Policy]").get_attribute("content")
    scripts = list(opened.locator("script:not([type='application/json'])").all_text_contents())
    assert [text[:60] for text in scripts if csp_hash(text) not in policy] == []
    assert [address for address in opened.evaluate(HREFS) if not ALLOWED.fullmatch(address)] == []


@pytest.mark.browser
def test_every_payload_is_there_as_text(page):
    opened, _ = page
    text = _squeezed(opened.evaluate("document.body.textContent"))
    assert [payload for payload in payloads() if _squeezed(payload) not in text] == []
    assert len(payloads()) >= 200


@pytest.mark.browser
def test_the_list_of_reports_shows_a_hostile_title_as_text(chromium, hostile):
    seen: list[str] = []
    context = chromium.new_context(offline=True)
    opened = context.new_page()
    opened.on("request", lambda request: seen.append(request.url))
    opened.on("dialog", lambda dialog: (seen.append(dialog.message), dialog.dismiss()))
    opened.on("pageerror", lambda error: seen.append(str(error)))
    opened.goto((hostile / "index.html").as_uri(), wait_until="load")
    assert opened.evaluate("window.trapped") is None
    assert opened.evaluate(HANDLERS) == 0
    assert opened.locator(ELEMENTS.replace(" input,", "")).count() == 0
    assert _squeezed(payloads()[0]) in _squeezed(opened.evaluate("document.body.textContent"))
    assert seen == [(hostile / "index.html").as_uri()]
    context.close()


class _Handlers(HTMLParser):
    """The tags and attributes of what JupyterLab would show."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.styles: set[str] = set()

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes.update(name for name, _ in attributes)
        self.styles.update(value or "" for name, value in attributes if name == "style")
        self.addresses += [value or "" for name, value in attributes if name in ("href", "src")]


AROUND_A_FRAME = {"div", "style"}
"""What pandas writes around each DataFrame, the same for all; what stands in its cells it escapes."""


def test_the_executed_notebook_shows_text_and_no_markup_of_theirs(hostile):
    notebook = nbformat.read(hostile / f"{hostile_project.NAME}.ipynb", as_version=4)
    shown = _Handlers()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            shown.feed(output.get("data", {}).get("text/html", ""))
    assert shown.tags <= TAGS | AROUND_A_FRAME
    assert shown.attributes <= {"border", "class", "href", "scope", "scoped", "style"}
    assert all(re.fullmatch(r"[a-z0-9 :;.#-]*", style) for style in shown.styles)
    assert [address for address in shown.addresses if not ALLOWED.fullmatch(address)] == []


def test_the_pdf_has_no_action_but_links_to_the_web_mail_and_itself(hostile):
    with pikepdf.open(hostile / f"{hostile_project.NAME}.pdf") as pdf:
        kinds, addresses = set(), []
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                assert not {"/AA", "/JS", "/Launch", "/OpenAction", "/RichMedia"} & set(thing.keys())
                if "/S" in thing and "/URI" in thing:
                    addresses.append(str(thing.URI))
                if thing.get("/Type") == "/Action" or "/URI" in thing:
                    kinds.add(str(thing.get("/S", "")))
        assert kinds <= {"/URI", "/GoTo"}
        assert [address for address in addresses if not ALLOWED.fullmatch(address)] == []


def test_nothing_half_written_is_left(hostile):
    assert [path.name for path in hostile.iterdir() if PARTIAL_SUFFIX in path.name] == []
    assert os.listdir(hostile)
