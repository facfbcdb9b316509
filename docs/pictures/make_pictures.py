"""The guide's pictures, made from what the program really says: `python docs/pictures/make_pictures.py`."""

import contextlib
import io
import os
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).resolve().parent
WIDTH, LINE, LETTER = 112, 20, 8.4
NEW = ("new", "botkyrka", "--year", "2026", "--networks", "klimatkommunerna,sekom")
CHECK = ("check", "botkyrka-2026")


def terminal(words: tuple[str, ...], said: str) -> str:
    """A picture of a terminal window: the command, and what was said; the text stays text."""
    lines = [f"> python build.py {' '.join(words)}", *(part for line in said.splitlines() for part in _wrapped(line))]
    height = LINE * len(lines) + 56
    rows = [
        f'<text x="16" y="{52 + LINE * number}" xml:space="preserve">{escape(line)}</text>'
        for number, line in enumerate(lines)
    ]
    width = round(WIDTH * LETTER) + 32
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
            f'role="img" aria-label="{escape(lines[0][2:])}">',
            f'<rect width="{width}" height="{height}" rx="8" fill="#12232b"/>',
            '<g fill="#7d97a3"><circle cx="20" cy="18" r="5"/><circle cx="38" cy="18" r="5"/><circle cx="56" cy="18" r="5"/></g>',
            '<g fill="#eef4f6" font-family="Consolas, Menlo, DejaVu Sans Mono, monospace" font-size="14">',
            *rows,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _wrapped(line: str) -> list[str]:
    """The line in pieces of the window's width, later ones set in as the first."""
    indent = " " * (len(line) - len(line.lstrip()) + 2)
    pieces, rest = [], line
    while len(rest) > WIDTH:
        cut = rest.rfind(" ", len(indent) + 1, WIDTH)
        pieces.append(rest[:cut])
        rest = indent + rest[cut + 1 :]
    return [*pieces, rest]


def said(words: tuple[str, ...]) -> str:
    """What the command line says, results and problems, in the folder where we stand."""
    from medlemsnytta.commands import cli

    told = io.StringIO()
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        cli.main(words)
    return told.getvalue()


def spoil(workbook: Path) -> None:
    """Two slips of the hand in a new workbook."""
    from openpyxl import load_workbook

    book = load_workbook(workbook)
    source = {"Källa": "Kommunstyrelsens protokoll"}
    rows = {
        "Medlemskap": {"Nätverk": "SEKOM", "Sedan": "2010", "Ställning": "medlen", **source},
        "Beslut": {
            "Datum": "03/04/2025",
            "Organ": "Kommunstyrelsen",
            "Slag": "medlemskap",
            "Nätverk": "SEKOM",
            "Text": "Kommunen går med.",
            **source,
        },
    }
    for name, cells in rows.items():
        for cell in book[name][1]:
            book[name].cell(2, cell.column).value = cells.get(cell.value)
    book.save(workbook)


def pictures() -> dict[str, str]:
    """Every picture by its file's name."""
    before = Path.cwd()
    with TemporaryDirectory() as folder:
        shutil.copytree(ROOT / "data/reference", Path(folder) / "data/reference")
        try:
            os.chdir(folder)
            begun = said(NEW)
            spoil(Path("data/botkyrka/underlag.xlsx"))
            return {"new.svg": terminal(NEW, begun), "check.svg": terminal(CHECK, said(CHECK))}
        finally:
            os.chdir(before)


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for file, content in pictures().items():
        (FOLDER / file).write_text(content, "utf-8")
