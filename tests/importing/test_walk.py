"""The walk of docs/decisions: eight invented interviews and forty invented answers, from the guide to the page."""

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from medlemsnytta.commands import cli
from tests.importing.filling import fill
from tests.importing.test_surveys import FOLDER, NAME, WORDS, answers, as_xlsx, mapping, waiting

DEGREES = ("3 ofta", "4 löpande", "2 ibland", "3 ofta", "0 används inte", "3 ofta", "4 löpande", "1 mycket litet")
SAID = (
    "Vi jämför nyckeltalen varje vår.", "De står i vår årsredovisning.", "Ibland, när nämnden frågar.",
    "Det är vår måttstock.", "Vi räknar själva.", "Vi tar dem med till budgeten.", "De ligger i vår uppföljning.", "Nästan aldrig.",
)  # fmt: skip


@pytest.mark.notebook
@pytest.mark.slow
def test_eight_interviews_and_forty_answers_reach_the_page(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: Callable[[str, object], None]
) -> None:
    monkeypatch.chdir(project)
    seconds, fields = 0.0, 0

    def run(*words: str) -> None:
        nonlocal seconds
        begun = time.perf_counter()
        assert cli.main(words) == 0
        seconds += time.perf_counter() - begun

    run("guide", NAME)
    guides = project / FOLDER / "intervjuer"
    files = []
    for number, (degree, said) in enumerate(zip(DEGREES, SAID, strict=True), start=1):
        typed = {
            "beskrivning": f"handläggare {number}", "manad": "2026-03", "samtycke": "med egna ord",
            "grad:sekom": degree, "anvands:sekom": said, "utan:sekom:key_figures": "sämre",
        }  # fmt: skip
        fields += len(typed)
        files.append(fill(guides / f"{NAME}-sekom-anvandare.docx", guides / f"intervju-{number}.docx", typed))
    run("import", NAME, *map(str, files))
    survey = as_xlsx(tmp_path / "svar.xlsx", answers(WORDS * 8))
    run("import", NAME, str(survey))
    text = mapping(project).read_text("utf-8")
    for typed in ("date: 2026-03", "asked: 52", "consent: med egna ord"):
        fields += 1
        text = text.replace(f"{typed.partition(':')[0]}:\n", f"{typed}\n", 1)
    mapping(project).write_text(text, "utf-8")
    run("import", NAME, str(survey))
    proposed = waiting(project, "excerpts")
    assert len(proposed) == 8 * 2 + 3 + 3
    run("build", NAME, "--format", "html")
    page = (project / "output" / f"{NAME}.html").read_text("utf-8")
    assert not any(said in page for said in SAID)
    for table in ("excerpts", "speakers"):
        file = project / FOLDER / f"{table}.csv"
        # A verbatim answer is said with other words, for those who have not agreed to be quoted.
        lines = [
            re.sub(",quote,", ",paraphrase,", line) if "to_review" in line else line
            for line in file.read_text("utf-8").split("\n")
        ]
        file.write_text("\n".join(lines).replace("to_review", "accepted"), "utf-8")
    fields += len(proposed) + 12 + 2 * 3
    run("build", NAME, "--format", "html")
    page = (project / "output" / f"{NAME}.html").read_text("utf-8")
    assert all(said in page for said in SAID)
    assert "intervju-8.docx, rutan grad:sekom" in page
    assert "zyx@" not in page
    by_hand = len(proposed) * 8 + 12 * 4 + 12
    counted("fields filled in for eight interviews and forty answers", f"{fields}, of {by_hand} by hand")
    counted("seconds of the machine for them, two builds included", round(seconds, 1))
