"""`preview` as somebody at the keyboard meets it: save, see, a problem, mended; two tabs; stopped in the middle; axe."""

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "huddinge-2026"
EXCERPTS = "data/huddinge/excerpts.csv"
LIMIT = 120_000


@pytest.fixture
def preview(project):
    """The address of a preview of the copied project, and its process."""
    command = [sys.executable, "-u", "-m", "medlemsnytta", "preview", NAME, "--no-browser"]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "PYTHONIOENCODING": "utf-8"}
    flags = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP} if os.name == "nt" else {}
    process = subprocess.Popen(
        command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **flags
    )
    yield re.search(r"http\S+", process.stdout.readline())[0], process
    process.kill()
    process.wait()


def shown(page, version: int) -> None:
    page.wait_for_selector(f'body[data-shown="{version}"]', timeout=LIMIT)


def replace(project: Path, old: str, new: str) -> None:
    file = project / EXCERPTS
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def stop(process: subprocess.Popen) -> None:
    process.send_signal(signal.CTRL_BREAK_EVENT if os.name == "nt" else signal.SIGINT)
    _, said = process.communicate(timeout=30)
    assert (process.returncode, said) == (0, "")


def children(process: subprocess.Popen) -> list[int]:
    file = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(each) for each in file.read_text().split()] if file.exists() else []


def test_what_waits_for_a_person_stands_beside_the_report_until_it_is_accepted(project, preview, chromium):
    address, _ = preview
    page = chromium.new_page()
    page.goto(address)
    shown(page, 1)
    assert page.locator("#waiting").is_hidden()
    file = project / EXCERPTS
    header, *rows = file.read_text("utf-8").splitlines()
    last = ["w1,sekom,2026-03,Det används ofta.,use,3,paraphrase"]
    names = "excerpt_id,network_id,date,text,criterion,intensity,consent"
    cells = dict(zip(names.split(","), last[0].split(","), strict=True))

    def with_row(review: str) -> str:
        typed = {**cells, "review": review}
        more = [*header.split(","), "review"]
        return "\n".join(
            [",".join(more), *(f"{row}," for row in rows), ",".join(typed.get(name, "") for name in more), ""]
        )

    file.write_text(with_row("att granska"), "utf-8")
    shown(page, 2)
    assert "En inläst rad väntar på granskning" in page.inner_text("#waiting")
    assert EXCERPTS in page.inner_text("#waiting")
    assert Axe().run(page).response["violations"] == []
    file.write_text(with_row("att fråga igen"), "utf-8")
    shown(page, 3)
    assert "svaret är skrivet, men raden står kvar" in page.inner_text("#waiting")
    file.write_text(with_row("godkänd"), "utf-8")
    shown(page, 4)
    assert page.locator("#waiting").is_hidden()
    page.close()


def test_stopped_in_the_middle_it_leaves_nothing_behind(project, preview, chromium):
    address, process = preview
    page = chromium.new_page()
    page.goto(address)
    shown(page, 1)
    begun = children(process)
    replace(project, "Medlemskapet bedömdes", "Medlemskapet antogs")
    page.locator("#status", has_text="Rapporten görs").wait_for(timeout=LIMIT)
    stop(process)
    page.locator("#status", has_text="avslutad").wait_for(timeout=LIMIT)
    assert not [each for each in begun if Path(f"/proc/{each}").exists()]
    assert not (project / "output").exists()
    page.close()


def test_a_morning_in_the_browser(project, preview, chromium):
    address, process = preview
    context = chromium.new_context(viewport={"width": 1300, "height": 800})
    page = context.new_page()
    problems = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.goto(address)
    shown(page, 1)
    assert Axe().run(page).response["violations"] == []
    assert page.locator("#missing li").count() > 3
    page.frames[-1].evaluate("window.scrollTo(0, 2500)")

    other = context.new_page()
    other.goto(address)
    other.wait_for_selector("iframe:not(.coming)", timeout=LIMIT)

    replace(project, "Medlemskapet bedömdes", "Medlemskapet antogs")
    shown(page, 2)
    shown(other, 2)
    assert abs(page.frames[-1].evaluate("window.scrollY") - 2500) < 5
    assert re.search("(ställe är|ställen är) ändra", page.inner_text("#status"))
    assert page.frames[-1].locator("text=Medlemskapet antogs").count() > 0

    replace(project, ",use,", ",usee,")
    page.wait_for_selector("#problems:not([hidden])", timeout=LIMIT)
    assert f"{EXCERPTS}" in page.inner_text("#problems")
    assert "Menade du 'use'?" in page.inner_text("#problems")
    assert page.frames[-1].locator("text=Medlemskapet antogs").count() > 0
    assert Axe().run(page).response["violations"] == []
    page.emulate_media(color_scheme="dark")
    page.set_viewport_size({"width": 320, "height": 640})
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    replace(project, ",usee,", ",use,")
    page.wait_for_selector("#problems", state="hidden", timeout=LIMIT)
    assert page.request.get(f"{address}rapport.pdf").body().startswith(b"%PDF-")

    page.goto(address.removesuffix(f"{NAME}/"))
    assert Axe().run(page).response["violations"] == []
    page.click(f"text={NAME}")
    page.wait_for_selector("iframe:not(.coming)", timeout=LIMIT)
    stop(process)
    page.locator("#status", has_text="avslutad").wait_for(timeout=LIMIT)
    assert problems == []
    context.close()
