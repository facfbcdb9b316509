"""A report that is made anew at each save: what shows, what is wrong, what is missing; the output folder is left alone."""

import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from medlemsnytta.pages import warm
from medlemsnytta.preview import live_report
from medlemsnytta.preview.live_report import LiveReport, State
from medlemsnytta.starting.workbook_files import make_workbook

pytestmark = pytest.mark.slow

NAME = "huddinge-2026"
LIMIT = 120


class Live:
    """The report as it is watched, and its states as they come."""

    def __init__(self, root: Path, pool) -> None:
        self.root, self._states = root, queue.Queue()
        self.report = LiveReport(root, NAME, pool, threading.Lock(), self._states.put)

    def until(self, wanted: Callable[[State], bool]) -> State:
        deadline = time.monotonic() + LIMIT
        while True:
            state = self._states.get(timeout=deadline - time.monotonic())
            if not state.making and wanted(state):
                return state

    def write(self, path: str, old: str, new: str) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new), "utf-8")


@pytest.fixture
def live(project, monkeypatch):
    monkeypatch.chdir(project)
    with warm.pool(1) as pool:
        found = Live(project, pool)
        yield found
        found.report.close()


EXCERPTS = "data/huddinge/excerpts.csv"


def test_the_report_is_made_anew_at_each_save_and_the_last_good_one_stands_while_something_is_wrong(live):
    state = live.until(lambda state: state.version == 1)
    assert (state.problems, b"Huddinge" in live.report.html) == ((), True)
    assert any("Hur lång är uppsägningstiden?" in line for line in state.missing)
    assert not any(line[0].isdigit() for line in state.missing)

    live.write(EXCERPTS, "Medlemskapet bedömdes", "Medlemskapet antogs")
    live.until(lambda state: state.version == 2)
    assert b"Medlemskapet antogs" in live.report.html

    live.write(EXCERPTS, ",use,", ",usee,")
    state = live.until(lambda state: bool(state.problems))
    ((file, (first, *_)),) = state.problems
    assert (file, state.version) == (EXCERPTS, 2)
    assert first.endswith("kolumnen criterion: 'usee' finns inte. Menade du 'use'?")
    assert b"Medlemskapet antogs" in live.report.html

    live.write(EXCERPTS, ",usee,", ",use,")
    assert live.until(lambda state: state.version == 3).problems == ()
    assert live.report.pdf() is live.report.pdf()
    assert live.report.pdf().startswith(b"%PDF-")
    assert not (live.root / "output").exists()


def test_parameters_are_watched_too_and_what_cannot_be_opened_is_tried_again(live, monkeypatch):
    live.until(lambda state: state.version == 1)
    live.write(f"params/{NAME}.yaml", "evidence_months: 36", "evidence_months: många")
    ((file, _),) = live.until(lambda state: bool(state.problems)).problems
    assert file == f"params/{NAME}.yaml"
    tried = []

    def held(*_):
        tried.append(1)
        return ((EXCERPTS, ("filen går inte att öppna. Stäng den.",)),), None

    monkeypatch.setattr(live.report, "_tried", held)
    live.write(f"params/{NAME}.yaml", "evidence_months: många", "evidence_months: 36")
    live.until(lambda state: state.problems[:1] and state.problems[0][0] == EXCERPTS)
    assert len(tried) == 3


def test_a_workbook_that_is_saved_gives_a_new_page_of_the_same_worker(project, monkeypatch):
    """A worker that reads its first workbook is not taken for one in which a notebook has changed something."""
    monkeypatch.chdir(project)
    make_workbook(project, "data/huddinge")
    file = project / "data/huddinge/underlag.xlsx"
    with warm.pool(1) as pool:
        live = Live(project, pool)
        live.until(lambda state: state.version == 1)
        (worker,) = pool._workers.values()
        book = load_workbook(file)
        for version in (2, 3):
            book["Uttalanden"]["C2"].value = f"Medlemskapet antogs bidra, sades det {version} gånger."
            book.save(file)
            live.until(lambda state, version=version: state.version == version)
            assert f"sades det {version} gånger".encode() in live.report.html
        assert list(pool._workers.values()) == [worker]
        live.report.close()


def test_what_is_saved_while_a_page_is_made_gives_another_page(live, monkeypatch):
    live.until(lambda state: state.version == 1)
    made, first = live.report._made, iter([True])

    def slowly(job):
        if next(first, False):
            text = (live.root / EXCERPTS).read_bytes()
            (live.root / EXCERPTS).write_bytes(b"")
            html = made(job)
            (live.root / EXCERPTS).write_bytes(text.replace(b"Medlemskapet antogs", b"Medlemskapet troddes"))
            return html
        return made(job)

    monkeypatch.setattr(live.report, "_made", slowly)
    live.write(EXCERPTS, "Medlemskapet bedömdes", "Medlemskapet antogs")
    # What was read while it was saved again may be half a file, and is nobody's mistake.
    assert live.until(lambda state: b"Medlemskapet troddes" in live.report.html or state.problems).problems == ()


def test_the_worker_has_its_job_before_the_tables_are_examined_here(live, monkeypatch):
    """The examination would keep the worker waiting for what it is to work with."""
    live.until(lambda state: state.version == 1)
    done, examining = [], live_report.examiner

    def job_of(*arguments, **named):
        done.append("job")
        return job(*arguments, **named)

    def examiner(*arguments):
        def examine(*one):
            done.append("examined")
            return examining(*arguments)(*one)

        return examine

    job = live_report.making.job_of
    monkeypatch.setattr(live_report.making, "job_of", job_of)
    monkeypatch.setattr(live_report, "examiner", examiner)
    live.write(EXCERPTS, "Medlemskapet bedömdes", "Medlemskapet antogs")
    live.until(lambda state: state.version == 2)
    assert done == ["job", "examined"]


def test_closing_leaves_no_thread_behind(project, monkeypatch):
    monkeypatch.chdir(project)
    before = threading.active_count()
    with warm.pool(1) as pool:
        live = Live(project, pool)
        live.until(lambda state: state.version == 1)
        live.report.close()
    assert threading.active_count() == before
