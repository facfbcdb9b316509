"""What people really save, each file called after its fault; `python tests/inputs/wrong_files.py FOLDER` writes them to look at.

A fault is the files that take the place of one small table's CSV file; most are the table of uses or of statements.
"""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from datetime import datetime, time
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from small_tables import FILES

Files = dict[str, bytes]


def table(name: str) -> str:
    return next(text for path, text in FILES.items() if path.endswith(f"/{name}.csv"))


def csv(name: str, old: str = "", new: str = "", encoding: str = "utf-8") -> Files:
    """The small table with one piece of its text changed."""
    text = table(name)
    assert old in text, (name, old)
    return {f"{name}.csv": text.replace(old, new).encode(encoding)}


def semicolons(name: str, old: str = "", new: str = "", encoding: str = "utf-8-sig") -> Files:
    """As Swedish Excel saves it: semicolons, decimal commas, Windows line ends."""
    text = re.sub(r"(?<=[0-9])\.(?=[0-9])", "·", table(name)).replace(",", ";").replace("·", ",")
    assert old in text, (name, old)
    return {f"{name}.csv": text.replace(old, new).replace("\n", "\r\n").encode(encoding)}


def typed(cell: str) -> object:
    """What Excel makes of what is typed."""
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return datetime.fromisoformat(cell)
    if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell):
        return float(cell) if "." in cell else int(cell)
    return cell or None


def filled(sheet: Worksheet, name: str) -> Worksheet:
    for row in table(name).splitlines():
        sheet.append([typed(cell) for cell in row.split(",")])
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = "yyyy-mm-dd"
    return sheet


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def xlsx(name: str, change: Callable[[Worksheet], object] = lambda sheet: None) -> Files:
    """The small table in a workbook of its own, with something changed in its sheet."""
    book = Workbook()
    sheet = filled(book.active, name)
    sheet.title = name
    change(sheet)
    return {f"{name}.xlsx": saved(book)}


def cell(name: str, column: str, value: object, number_format: str = "") -> Files:
    """The small table in a workbook, with one cell of its row 2 changed."""

    def change(sheet: Worksheet) -> None:
        place = next(each for each in sheet[1] if each.value == column)
        changed = sheet.cell(2, place.column)
        changed.value = value
        if number_format:
            changed.number_format = number_format

    return xlsx(name, change)


def hidden_row(sheet: Worksheet) -> None:
    sheet.row_dimensions[2].hidden = True


def hidden_column(sheet: Worksheet) -> None:
    sheet.column_dimensions["D"].hidden = True


def hidden_sheet(sheet: Worksheet) -> None:
    sheet.parent.create_sheet("Blad2")
    sheet.sheet_state = "hidden"


def title_above(sheet: Worksheet) -> None:
    sheet.insert_rows(1)
    sheet["A1"] = "Användningar 2025"


def two_sheets(sheet: Worksheet) -> None:
    sheet.title = "Blad1"
    sheet.parent.create_sheet("Blad2")["A1"] = "Egna anteckningar"


def far_away(sheet: Worksheet) -> None:
    sheet["A900000"] = "x"


def empty_sheet(sheet: Worksheet) -> None:
    sheet.delete_rows(1, 10)


def repacked(files: Files, change: Callable[[str, bytes], bytes]) -> Files:
    """A workbook with the content of its parts changed."""
    ((name, content),) = files.items()
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, change(part, old.read(part)))
    return {name: packed.getvalue()}


def _with_bomb(part: str, content: bytes) -> bytes:
    return content + b" " * 45_000_000 if part.endswith("sheet1.xml") else content


def _with_entity(part: str, content: bytes) -> bytes:
    declared = b'<!DOCTYPE a [<!ENTITY b "cc">]>'
    return declared + content if part.endswith("sheet1.xml") else content


def _cut(files: Files) -> Files:
    ((name, content),) = files.items()
    return {name: content[: len(content) // 2]}


def underlag(change: Callable[[Workbook], object] = lambda book: None) -> Files:
    """Every table of the municipality as a sheet of one workbook."""
    book = Workbook()
    book.remove(book.active)
    for path in FILES:
        if path.startswith("data/exempel/"):
            name = path.rpartition("/")[2].removesuffix(".csv")
            filled(book.create_sheet(name), name)
    change(book)
    return {"underlag.xlsx": saved(book)}


def retitled(old: str, new: str) -> Callable[[Workbook], object]:
    return lambda book: setattr(book[old], "title", new)


def set_cell(sheet: str, place: str, value: object) -> Callable[[Workbook], object]:
    return lambda book: book[sheet].__setitem__(place, value)


USES_ROW = table("uses").splitlines()[1]

READ: dict[str, Files] = {
    "semikolon-och-decimalkomma.csv": semicolons("uses"),
    "byte-order-mark.csv": csv("uses", encoding="utf-8-sig"),
    "windows-1252.csv": semicolons("uses", encoding="cp1252"),
    "windows-1252-med-typografiska-tecken.csv": semicolons("uses", "programmet.", "”programmet” – klart…", "cp1252"),
    "sep-raden-som-excel-skriver.csv": {"uses.csv": b"sep=;\r\n" + semicolons("uses", encoding="utf-8")["uses.csv"]},
    "tomma-rader.csv": csv("uses", "note\n", "note\n,,,\n\n"),
    "blanksteg-i-cellerna.csv": csv("uses", ",alfa,", ", alfa \N{NO-BREAK SPACE},"),
    "tomma-kolumner-till-hoger.csv": csv("uses", "\n", ",,\n"),
    "klockslaget-noll.csv": csv("excerpts", "alfa,2025-04-01", "alfa,2025-04-01 00:00:00"),
    "excel-med-riktiga-datum.xlsx": xlsx("excerpts"),
    "excel-med-tal.xlsx": xlsx("uses"),
    "excel-datum-som-visar-manad.xlsx": cell("uses", "date_from", datetime(2024, 6, 1), "mmm-yy"),
    "excel-text-i-datumkolumn.xlsx": cell("excerpts", "date", "2025-04-01"),
    "excel-tusental-med-format.xlsx": cell("memberships", "stated_fee_sek", 40000, "# ##0 kr"),
    "excel-bladet-heter-blad1.xlsx": xlsx("uses", lambda sheet: setattr(sheet, "title", "Blad1")),
    "excel-tomt-blad-bredvid.xlsx": xlsx("uses", lambda sheet: sheet.parent.create_sheet("Blad2")),
    "excel-fylld-en-miljon-rader-ned.xlsx": xlsx("uses", lambda sheet: setattr(sheet["A900000"], "number_format", "0")),
    "libreoffice-med-formel.xlsx": {"uses.xlsx": Path(__file__).with_name("saved_by_libreoffice.xlsx").read_bytes()},
    "arbetsbok-med-alla-blad.xlsx": underlag(),
    "arbetsbok-med-anteckningar.xlsx": underlag(
        lambda book: book.create_sheet("Anteckningar").__setitem__("A1", "egna ord")
    ),
    "ja-pa-svenska.csv": csv("speakers", ",1,yes,", ",1,ja,"),
    "sant-i-stallet-for-ja.xlsx": cell("speakers", "network_representative", True),
    "annat-ord-for-koden.csv": csv("excerpts", ",paraphrase,klimat", ",parafras,klimat"),
    "kod-med-stor-bokstav.xlsx": cell("excerpts", "form", "Paraphrase"),
}
"""Odd, but with one meaning only: read without a word."""

WRONG: dict[str, Files] = {
    # How the file was saved
    "mac-roman.csv": csv("uses", "Underlag", "Möte och underlag", "mac_roman"),
    "dos-teckentabell.csv": csv("uses", "Underlag", "Möte för underlag", "cp850"),
    "utf-16.csv": csv("uses", encoding="utf-16"),
    "dubbelt-kodad.csv": csv("uses", "Underlag", "Underlag för möte".encode().decode("cp1252")),
    "forlorade-bokstaver.csv": csv("uses", "Underlag", "M\N{REPLACEMENT CHARACTER}te"),
    "tom-fil.csv": {"uses.csv": b""},
    "bara-rubriker-pa-svenska.csv": {"uses.csv": "nätverk;kanal;antal\nalfa;k1;4\n".encode()},
    "tabbar-mellan-kolumnerna.csv": csv("uses", ",", "\t"),
    "sparad-som-html.csv": {"uses.csv": b"<html><table><tr><td>use_id</td></tr></table></html>"},
    "excelfil-med-fel-andelse.csv": {"uses.csv": xlsx("uses")["uses.xlsx"]},
    "csv-med-fel-andelse.xlsx": {"uses.xlsx": table("uses").encode()},
    "gammal-excelfil-eller-losenord.xlsx": {"uses.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600},
    "gammal-excelfil.xls": {"uses.xls": b"\xd0\xcf\x11\xe0"},
    "libreoffice-format.ods": {"uses.ods": b"PK"},
    "med-makron.xlsm": {"uses.xlsm": b"PK"},
    "avbruten-nedladdning.xlsx": _cut(xlsx("uses")),
    "zip-fil-som-inte-ar-excel.xlsx": {"uses.xlsx": b"PK\x05\x06" + b"\x00" * 18},
    "zip-bomb.xlsx": repacked(xlsx("uses"), _with_bomb),
    "xml-med-egna-namn.xlsx": repacked(xlsx("uses"), _with_entity),
    "en-miljon-rader.xlsx": xlsx("uses", far_away),
    # What the file is called
    "filnamn-felstavat.csv": {"use.csv": table("uses").encode()},
    "filnamn-kopia.csv": {"uses - kopia.csv": table("uses").encode()},
    "filnamn-med-versaler.csv": {"Uses.CSV": table("uses").encode()},
    "filnamn-dubbel-andelse.csv": {"uses.csv.csv": table("uses").encode()},
    "samma-tabell-tva-ganger.xlsx": {**xlsx("uses"), **csv("uses")},
    # The header
    "kolumn-felstavad.csv": csv("uses", ",persons,", ",person,"),
    "kolumn-saknas.csv": csv("speakers", ",persons", ""),
    "kolumn-tva-ganger.csv": csv("uses", ",hours,", ",persons,"),
    "rubrik-ovanfor-rubrikraden.xlsx": xlsx("uses", title_above),
    "tomt-blad.xlsx": xlsx("uses", empty_sheet),
    "flera-blad-med-innehall.xlsx": xlsx("uses", two_sheets),
    # Rows and cells out of place
    "decimalkomma-utan-citattecken.csv": csv("uses", "1.5", "1,5"),
    "cell-utan-rubrik.csv": csv("uses", "programmet.", "programmet.,extra"),
    "cell-utan-rubrik.xlsx": xlsx("uses", lambda sheet: sheet.__setitem__("Z2", "löst ord")),
    "citattecken-som-inte-avslutas.csv": csv("uses", "Underlag", '"Underlag'),
    "dold-rad.xlsx": xlsx("uses", hidden_row),
    "dold-kolumn.xlsx": xlsx("uses", hidden_column),
    "dolt-blad.xlsx": xlsx("uses", hidden_sheet),
    "sammanslagna-celler.xlsx": xlsx("uses", lambda sheet: sheet.merge_cells("B2:B3")),
    # Formulas
    "formel-utan-varde.xlsx": cell("uses", "count", "=1+3"),
    "formel-med-fel.xlsx": cell("uses", "count", "#N/A"),
    # Days
    "datum-som-text.xlsx": cell("excerpts", "date", "1 april 2025"),
    "datum-tvetydigt.csv": csv("excerpts", "alfa,2025-04-01", "alfa,03/04/2025"),
    "datum-tvetydigt.xlsx": cell("excerpts", "date", "03/04/2025"),
    "datum-dag-forst.csv": csv("excerpts", "alfa,2025-04-01", "alfa,13/04/2025"),
    "datum-dag-manad-och-ar.csv": csv("excerpts", "alfa,2025-04-01", "alfa,12/5 2020"),
    "datum-med-punkter.csv": csv("excerpts", "alfa,2025-04-01", "alfa,1.4.2025"),
    "datum-utan-streck.csv": csv("excerpts", "alfa,2025-04-01", "alfa,20250401"),
    "datum-med-tvasiffrigt-ar.csv": csv("excerpts", "alfa,2025-04-01", "alfa,25-04-01"),
    "datum-som-lopnummer.csv": csv("excerpts", "alfa,2025-04-01", "alfa,45748"),
    "datum-som-lopnummer.xlsx": cell("excerpts", "date", 45748, "0"),
    "datum-med-klockslag.csv": csv("excerpts", "alfa,2025-04-01", "alfa,2025-04-01 13:30"),
    "datum-med-klockslag.xlsx": cell("excerpts", "date", datetime(2025, 4, 1, 13, 30), "yyyy-mm-dd hh:mm"),
    "datum-utan-ar.xlsx": cell("excerpts", "date", datetime(2026, 4, 3), "d-mmm"),
    "datum-som-inte-finns.csv": csv("excerpts", "alfa,2025-04-01", "alfa,2025-02-30"),
    "manad-med-tva-siffror.csv": csv("excerpts", "alfa,2025-04-01", "alfa,apr-25"),
    "manad-med-ord.csv": csv("excerpts", "alfa,2025-04-01", "alfa,april 2025"),
    "arstid.csv": csv("excerpts", "alfa,2025-04-01", "alfa,våren 2025"),
    "klockslag-i-timkolumnen.xlsx": cell("uses", "hours", time(1, 30), "hh:mm"),
    # Numbers
    "tal-som-blev-datum.xlsx": cell("uses", "hours", datetime(2025, 5, 1), "yyyy-mm-dd"),
    "tusentalspunkt.csv": csv("uses", "1.5", "1.500"),
    "tusentalspunkt-och-decimalkomma.csv": csv("uses", "1.5", '"1.234,50"'),
    "procenttecken.csv": csv("indicators", ",0.5,", ",50 %,"),
    "procent-over-ett.xlsx": cell("indicators", "share", 50),
    "enhet-efter-talet.csv": csv("uses", "1.5", "2 tim"),
    "ungefarligt-tal.csv": csv("uses", "d1,4", "d1,ca 4"),
    "spann-i-stallet-for-tal.csv": csv("uses", "d1,4", "d1,3-5"),
    "tiopotens.csv": csv("memberships", "b1,,", "b1,4E+04,"),
    "decimaler-i-heltal.xlsx": cell("uses", "persons", 2.5),
    "okant-med-ord.csv": csv("uses", "d1,4", "d1,vet ej"),
    "streck-for-okant.xlsx": cell("uses", "count", "–"),
    "negativt-antal.csv": csv("uses", "d1,4", "d1,-4"),
    # Codes
    "kod-felstavad.csv": csv("excerpts", ",paraphrase,klimat", ",parafrass,klimat"),
    "skala-utanfor.csv": csv("excerpts", "use,1,3", "use,1,7"),
    "natverk-felstavat.csv": csv("excerpts", "e1,alfa", "e1,alfha"),
    "natverk-felstavat.xlsx": cell("excerpts", "network_id", "alfha"),
    "namn-i-stallet-for-beteckning.csv": csv("speakers", "S1,", "Anna Andersson,"),
    "osynligt-tecken.csv": csv("excerpts", "e1,alfa", "e1,al\u200bfa"),
    "cell-som-maste-fyllas-i.xlsx": cell("excerpts", "text", None),
    "samma-rad-tva-ganger.csv": {"uses.csv": (table("uses") + USES_ROW + "\n").encode()},
    # The workbook with a sheet for each table
    "arbetsbok-blad-felstavat.xlsx": underlag(retitled("excerpts", "excerpt")),
    "arbetsbok-blad-saknas.xlsx": underlag(lambda book: book.remove(book["memberships"])),
    "arbetsbok-tvetydigt-datum.xlsx": underlag(set_cell("excerpts", "C2", "03/04/2025")),
    "arbetsbok-dag-utan-ar.xlsx": underlag(lambda book: setattr(book["decisions"]["B2"], "number_format", "d/m")),
    "arbetsbok-och-csv.xlsx": {**underlag(), **csv("uses")},
    "arbetsbok-felstavad.xlsx": {"underlaget.xlsx": underlag()["underlag.xlsx"], **csv("memberships")},
    "arbetsbok-skadad.xlsx": {"underlag.xlsx": b"PK\x03\x04"},
}
"""What cannot be read with one meaning only, or is not allowed."""


def write_all(folder: Path) -> None:
    """Each fault's files, in a folder of its own where there are several."""
    for fault, files in {**READ, **WRONG}.items():
        for name, content in files.items():
            target = folder / fault if len(files) == 1 else folder / Path(fault).stem / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


if __name__ == "__main__":
    write_all(Path(sys.argv[1]))
