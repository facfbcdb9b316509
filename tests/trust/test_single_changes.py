"""A thousand single changes to files, versions and environment: nothing that shapes a page leaves it current.

Each change says itself whether the page's bytes are then others; the last test builds pages to see that this is so.
"""

import io
import json
import os
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path

import docx
import pytest

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.inputs.parameters import batches
from medlemsnytta.pages import making, report
from medlemsnytta.provenance import currentness, recipe
from medlemsnytta.rendering.formats import FORMATS
from tests.systems import LINKS, TIMES_OF_CHANGES

pytestmark = [pytest.mark.trust, pytest.mark.notebook]
TRIED = 1000
OWN = "underlag/exempelkommun"
THIS_PYTHON = recipe.python().split(".")
PAGES = ("exempelkommun-2026", "tabellkommun-2026")
TABLE = f"""\
report,municipality_code,year,title,report_date,networks,data_folder
{PAGES[0]},,,,,,
{PAGES[1]},9999,2026,Ett prov,2026-03-16,"exempelklimat, exempelvatten, exempeleuropa",{OWN}
"""


@dataclass
class Place:
    """A project with two pages: one of a params file, one of a row in a table that lies elsewhere."""

    root: Path
    random: random.Random
    patch: pytest.MonkeyPatch
    undo: list[Callable[[], None]] = field(default_factory=list)

    @property
    def table(self) -> Path:
        return self.root.parent / "elsewhere" / "alla.csv"

    @property
    def program(self) -> Path:
        return self.root.parent / "program"

    @property
    def asked(self) -> dict:
        return {"names": (), "tables": (str(self.table),), "formats": tuple(FORMATS), "settings": (), "static": True}

    def typed(self) -> list[str]:
        return [
            "--table",
            str(self.table),
            "--static",
            "--quiet",
            *(word for each in FORMATS for word in ("--format", each)),
        ]

    def one_of(self, pattern: str, root: Path | None = None) -> Path:
        found = sorted(path for path in (root or self.root).glob(pattern) if path.is_file())
        return self.random.choice(found)

    def write(self, path: Path, content: bytes) -> None:
        """In the file's place, which may be new; to be undone."""
        before, there = path.read_bytes() if path.is_file() else b"", path.exists()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.undo.append(lambda: path.write_bytes(before) if there else path.unlink())
        if path.is_relative_to(self.program):
            # No process outlives a change of its own program, nor of a package.
            recipe._part.cache_clear()
            self.undo.append(recipe._part.cache_clear)

    def remove(self, path: Path) -> None:
        before = path.read_bytes()
        path.unlink()
        self.undo.append(lambda: path.write_bytes(before))

    def altered(self, path: Path) -> bytes:
        """The content with one byte of its text another."""
        content = bytearray(path.read_bytes())
        places = [at for at, byte in enumerate(content) if chr(byte).isascii() and chr(byte).isalnum()]
        at = self.random.choice(places)
        content[at] = ord("7") if content[at] != ord("7") else ord("3")
        return bytes(content)

    def rewrite(self, path: Path, change: Callable[[bytes], bytes]) -> None:
        before = path.read_bytes()
        after = change(before)
        assert after != before
        self.write(path, after)

    def back(self) -> None:
        while self.undo:
            self.undo.pop()()
        self.patch.undo()


def _own(place: Place) -> Path:
    """A table of the municipality's that is read as it stands: of the statements, those that are internal are not."""
    return place.one_of(f"{OWN}/[!e]*.csv")


def _same_times(place: Place, path: Path) -> None:
    """Another content of the same size, and the time of before put back."""
    before = path.stat()
    place.write(path, place.altered(path))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _becomes_link(place: Place, path: Path) -> None:
    other = place.root.parent / "elsewhere" / path.name
    path.rename(other)
    path.symlink_to(other)
    place.undo.append(lambda: (path.unlink(), other.rename(path)))


def _version(place: Place, package: str) -> None:
    real = metadata.version
    place.patch.setattr(recipe.metadata, "version", lambda name: "0.0.0" if name == package else real(name))
    recipe.versions.cache_clear()
    place.undo.append(recipe.versions.cache_clear)


def _lines(place: Place, path: Path, wanted: Callable[[str], bool], change: Callable[[str], str]) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    at = place.random.choice([number for number, line in enumerate(lines) if wanted(line)])
    lines[at] = change(lines[at])
    place.write(path, "".join(lines).encode())


def _metadata(place: Place) -> None:
    path = place.root / "notebooks" / recipe.REPORT
    notebook = json.loads(path.read_text("utf-8"))
    notebook["metadata"].setdefault(place.random.choice(("kernelspec", "language_info")), {})["name"] = "annat"
    place.write(path, json.dumps(notebook).encode())


def _moved(place: Place) -> None:
    folder, other = place.root / OWN, place.root / "underlag" / "Exempelkommun"
    folder.rename(other)
    place.undo.append(lambda: other.rename(folder))


def _written_in(place: Place) -> None:
    """As a person writes in a Word file: everything that the program put in it is still there."""
    path = place.root / f"output/{place.random.choice(PAGES)}.docx"
    made, saved = docx.Document(str(path)), io.BytesIO()
    made.add_paragraph("Handläggarens egna ord.")
    made.save(saved)
    place.write(path, saved.getvalue())


Change = Callable[[Place], object]
REFERENCE, POPULATION = "data/reference", "data/reference/population.csv"

SHAPES: dict[str, Change] = {
    "a byte of an own table": lambda at: at.write(path := _own(at), at.altered(path)),
    "a blank line at an own table's end": lambda at: at.rewrite(_own(at), lambda text: text + b"\n"),
    "a statement": lambda at: _lines(
        at, at.root / OWN / "excerpts.csv", lambda line: "internal" not in line, lambda line: line.replace("e", "a", 1)
    ),
    "an own table deleted": lambda at: at.remove(_own(at)),
    "an own table more": lambda at: at.write(
        at.root / OWN / "privacy_exceptions.csv", b"kind,text,reason\nphone,08-123,Kansliets\n"
    ),
    "a file that no table is called after": lambda at: at.write(at.root / OWN / "uttalande.csv", b"excerpt_id\n"),
    "another workbook": lambda at: at.write(at.root / OWN / "underlag.xlsx", b"ingen arbetsbok"),
    "the folder spelt otherwise": _moved,
    "a byte of the logo": lambda at: at.write(path := at.root / OWN / "logotyp.svg", at.altered(path)),
    "the logo deleted": lambda at: at.remove(at.root / OWN / "logotyp.svg"),
    "a value of the parameters": lambda at: at.rewrite(
        at.root / f"params/{PAGES[0]}.yaml", lambda text: text.replace(b"hourly_cost_sek: 420", b"hourly_cost_sek: 43%d" % at.random.randrange(10))
    ),
    "the parameters deleted": lambda at: at.remove(at.root / f"params/{PAGES[0]}.yaml"),
    "a byte of the earlier report's parameters": lambda at: at.rewrite(
        at.root / "params/exempelkommun-2025.yaml", lambda text: text + b"# anm\xc3\xa4rkt\n"
    ),
    "a cell of the table of reports": lambda at: at.rewrite(at.table, lambda text: text.replace(b"prov", b"Prov %d" % at.random.randrange(99))),
    "a report more in the table": lambda at: at.rewrite(at.table, lambda text: text + text.splitlines()[-1].replace(b"tabell", b"annan") + b"\n"),
    "the table of reports deleted": lambda at: at.remove(at.table),
    "a byte of the notebook": lambda at: at.write(path := at.root / "notebooks" / recipe.REPORT, at.altered(path)),
    "metadata of the notebook": _metadata,
    "a file of the program": lambda at: at.write(path := at.one_of("medlemsnytta/**/*.py", at.program), path.read_bytes() + b"# \n"),
    "a file of the program more": lambda at: at.write(at.program / "medlemsnytta" / "ny.py", b""),
    "a template": lambda at: at.write(path := at.one_of("templates/**/*", at.program), path.read_bytes() + b" "),
    "the version of a package": lambda at: _version(at, at.random.choice(recipe.PACKAGES)),
    "a byte of an output": lambda at: at.write(path := at.one_of(f"output/{at.random.choice(PAGES)}.*"), at.altered(path)),
    "an output deleted": lambda at: at.remove(at.one_of(f"output/{at.random.choice(PAGES)}.*")),
    "an output in another's place": lambda at: at.write(
        at.root / f"output/{PAGES[0]}.pdf", (at.root / f"output/{PAGES[1]}.pdf").read_bytes()
    ),
    "somebody's words in a Word file": _written_in,
    "a Word file deleted": lambda at: at.remove(at.one_of("output/*.docx")),
    "a Word file in another's place": lambda at: at.write(
        at.root / f"output/{PAGES[1]}.docx", (at.root / f"output/{PAGES[0]}.docx").read_bytes()
    ),
}  # fmt: skip
"""After these the files that stand are not those that a build would give."""

LISTED: dict[str, Change] = {
    "the list of pages altered": lambda at: at.write(path := at.root / "output/index.html", at.altered(path)),
    "the list of pages deleted": lambda at: at.remove(at.root / "output/index.html"),
    "a page more for the list": lambda at: at.write(
        at.root / "output/annan.manifest.json", (at.root / f"output/{PAGES[0]}.manifest.json").read_bytes()
    ),
    "a file left half": lambda at: at.write(at.root / "output/.x.html.medlemsnytta-partial", b"<ht"),
}
"""After these the pages are what a build would give; but there is something for it to do in the folder."""

OTHERS: dict[str, Change] = {
    "a row of another municipality": lambda at: _lines(
        at, at.root / POPULATION, lambda line: line[:4].isdecimal() and line[:4] != "9999", lambda line: line.replace(",", ",1", 1)
    ),
    "an internal statement": lambda at: _lines(
        at, at.root / OWN / "excerpts.csv", lambda line: ",internal" in line, lambda line: line.replace(" ", " x", 1)
    ),
    "another report's parameters": lambda at: at.write(path := at.root / "params/huddinge-2026.yaml", at.altered(path)),
    "a report that was not asked for": lambda at: at.write(at.root / "params/ny-2026.yaml", b"year: 2026\n"),
    "another municipality's table": lambda at: at.write(path := at.one_of("data/huddinge/*.csv"), at.altered(path)),
    "another page's notebook": lambda at: at.write(at.root / "notebooks/overview.ipynb", b"{}"),
    "the project's own copy of the notebook deleted": lambda at: at.remove(at.root / "notebooks" / recipe.REPORT),
    "a word in a README": lambda at: at.write(path := at.root / "data/README.md", at.altered(path)),
    "a Word file that somebody wrote in, kept beside": lambda at: at.write(
        at.root / f"output/{PAGES[0]}.andrad.docx", (at.root / f"output/{PAGES[0]}.docx").read_bytes() + b" "
    ),
    "a letter in the folder": lambda at: at.write(at.root / OWN / ".DS_Store", b"\0"),
    "only the time of a file": lambda at: os.utime(at.one_of("*/**/*"), (at.random.randrange(2**31),) * 2),
    "a comment in the parameters": lambda at: at.rewrite(
        at.root / f"params/{PAGES[0]}.yaml", lambda text: text + b"# anteckning\n"
    ),
    "other line ends in the program": lambda at: at.rewrite(
        at.one_of("medlemsnytta/**/s*.py", at.program), lambda text: text.replace(b"\n", b"\r\n")
    ),
    "other line ends in an own table": lambda at: at.rewrite(_own(at), lambda text: text.replace(b"\n", b"\r\n")),
    "a variable of the environment": lambda at: at.patch.setenv(
        at.random.choice(("TZ", "LANG", "LC_ALL", "PYTHONHASHSEED", "COLUMNS", "HOME", "TERM")), at.random.choice(("C", "0", "1"))
    ),
    "another mending of the same Python": lambda at: at.patch.setattr(
        recipe.platform, "python_version_tuple", lambda: (*THIS_PYTHON, "99")
    ),
    "another Python": lambda at: at.patch.setattr(recipe.platform, "python_version_tuple", lambda: ("3", "99", "0")),
}  # fmt: skip
"""After these a build would give the same bytes."""

if LINKS.args[0] is False:
    SHAPES["the logo a link out of the project"] = lambda at: _becomes_link(at, at.root / OWN / "logotyp.svg")
if TIMES_OF_CHANGES.args[0] is False:
    for _name, _pattern in {"an own table": f"{OWN}/[!e]*.csv", "an output": f"output/{PAGES[1]}.*"}.items():
        SHAPES[f"{_name}, its time put back"] = lambda at, pattern=_pattern: _same_times(at, at.one_of(pattern))

KINDS = {**SHAPES, **LISTED, **OTHERS}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, its pages built, and long enough ago that stamps are trusted; the program's files as copies."""
    above = tmp_path_factory.mktemp("changes")
    root = above / "projekt"
    for folder in ("params", "data", "notebooks"):
        shutil.copytree(program.FILES / folder, root / folder)
    shutil.move(root / "data/exempelkommun", root / OWN)
    for path in (root / "params").glob("exempelkommun-*.yaml"):
        path.write_text(path.read_text("utf-8").replace("data/exempelkommun", OWN), "utf-8")
    # The report of three networks as the next year's, which takes a third of the time that the one of eleven does.
    earlier = (root / "params/exempelkommun-2025.yaml").read_text("utf-8")
    later = earlier.replace("year: 2025", "year: 2026").replace("previous: null", "previous: exempelkommun-2025")
    assert later.count("2026") > earlier.count("2026")
    (root / f"params/{PAGES[0]}.yaml").write_text(later.replace("report_date: 2025", "report_date: 2026"), "utf-8")
    (above / "elsewhere").mkdir()
    (above / "elsewhere/alla.csv").write_text(TABLE, "utf-8")
    for folder in recipe.PARTS.values():
        shutil.copytree(
            folder, above / "program" / folder.name, ignore=shutil.ignore_patterns("__pycache__", "shipped")
        )
    return above


@pytest.fixture
def place(laid_out: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The program, as far as digests are asked for, is the copy; the modules that run are the real ones."""
    place = Place(laid_out / "projekt", random.Random(20261127), pytest.MonkeyPatch())
    parts = {part: place.program / folder.name for part, folder in recipe.PARTS.items()}
    real = recipe.program
    monkeypatch.setattr(recipe, "program", lambda name, notebook=None, _=None: real(name, notebook, parts))
    monkeypatch.setattr(currentness, "_PROGRAM", (*parts.values(), *currentness._PROGRAM[1:2], currentness._PROGRAM[3]))
    monkeypatch.chdir(place.root)
    if not (place.root / "output").exists():
        assert cli.main(place.typed()) == 0
        # Now it is known which folders to look in, so that the answer can be kept; then all files are old.
        for _ in range(2):
            assert cli.main(place.typed()) == 0
            time.sleep(2.2)
        assert _at_once(place) is True
    yield place
    place.back()


def _at_once(place: Place) -> bool:
    request = currentness.Request(place.root, place.root / "output", place.asked)
    return request.current() == list(PAGES)


def _by_the_rule(place: Place) -> bool:
    """What the recipes say, worked out from nothing."""
    options = making.BuildOptions(formats=tuple(FORMATS), static=True)
    try:
        chosen = batches.chosen(place.root, (), (str(place.table),))
        plans = [
            making.plan(report.page(place.root, name, row), place.root / "output", options)
            for name, row in chosen.items()
        ]
    except ProblemsFound:
        return False
    return all(plan.job is None for plan in plans)


def _everything(place: Place) -> dict[str, bytes]:
    """Every file that lies anywhere, but for the note itself."""
    folders = (place.root, place.table.parent, place.program)
    found = (path for folder in folders for path in folder.rglob("*") if path.name != currentness.NOTE)
    return {str(path): path.read_bytes() for path in found if path.is_file() and "__pycache__" not in path.parts}


def test_of_a_thousand_single_changes_none_that_shapes_a_page_leaves_it_current(place, counted):
    told, before = Counter[str](), _everything(place)
    for number in range(TRIED):
        group = place.random.choices((SHAPES, LISTED, OTHERS), (70, 5, 25))[0]
        kind = place.random.choice(list(group))
        KINDS[kind](place)
        at_once, rule = _at_once(place), _by_the_rule(place)
        different = group is SHAPES
        told["called current though different"] += (at_once or rule) and different
        told["at once and by the rule, disagreeing"] += at_once and (not rule or group is LISTED)
        told["needless rebuilds"] += not different and not rule
        assert rule is (not different and kind != "another Python"), f"{number}: {kind}"
        assert rule or not at_once, f"{number}: {kind}"
        assert group is not LISTED or not at_once, f"{number}: {kind}"
        place.back()
        assert _at_once(place) is True, f"{number}: {kind} undone"
    assert _everything(place) == before
    told["tried"] = TRIED
    words = ("tried", "called current though different", "at once and by the rule, disagreeing", "needless rebuilds")
    counted(f"single changes {', '.join(words)}", ", ".join(str(told[each]) for each in words))


@pytest.mark.long
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in LISTED])
def test_a_build_gives_other_bytes_just_where_a_change_says_so(place, kind):
    """Outputs are set beside those of a build from nothing, or there is a problem that a build would tell of."""
    KINDS[kind](place)
    output, standing = place.root.parent / "again", place.root / "output"
    shutil.rmtree(output, ignore_errors=True)
    code = cli.main([*place.typed(), "--output", str(output)])
    files = [f"{page}.{each}" for page in PAGES for each in (*FORMATS, "manifest.json")]
    same = code == 0 and all(
        (standing / file).is_file() and (standing / file).read_bytes() == (output / file).read_bytes() for file in files
    )
    pages = {path.name.partition(".")[0] for path in output.glob("*.manifest.json")}
    assert (same and pages == set(PAGES)) is (kind in OTHERS and kind != "another Python")
