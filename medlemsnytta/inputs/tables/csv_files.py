"""A CSV file as a spreadsheet saved it, read as numbered rows of text; what the cells mean is not known here."""

import csv
import io
import re
from collections.abc import Collection, Iterator

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.places import Origin, place
from medlemsnytta.inputs.tables.code_words import column_code
from medlemsnytta.inputs.tables.sheets import MAX_COLUMNS, MAX_ROWS, TOO_LARGE, Sheet, no_header, sheet_of, unreadable

MAX_BYTES = 20_000_000

_SAVE_AS_UTF8 = "Öppna den i Excel, välj Spara som och filtypen CSV UTF-8 (kommaavgränsad)."
_MEND_QUOTES = 'Ett citattecken inleder och avslutar en hel cell; inuti cellen skrivs det dubbelt: "".'
_SEPARATOR_LINE = re.compile(r"""\A"?sep=([,;\t])"?\n""")

# Letters that Swedish text is written with, and the marks that a word processor puts around and between them.
_WINDOWS_1252 = "åäöÅÄÖéÉèÈüÜáàæÆøØçñëôóíßµ§°²³½¼¾·±×«»£€´¨´–—‘’“”•…©®™\N{NO-BREAK SPACE}\N{SOFT HYPHEN}"
_FOREIGN_TO_SWEDISH = re.compile(rf"[^\x00-\x7f{_WINDOWS_1252}]|(?<=[^\W\d_])[“”™](?=[^\W\d_])")
_TWICE_ENCODED = re.compile("Ã[\u0080-\u00bf\u2013-\u2122]|Ã…")


def parse_csv(content: bytes, path: str, columns: Collection[str]) -> Sheet:
    """The content of a file called `path` in problems; `columns` are the names that tell comma from semicolon."""
    origin = Origin(path)
    if len(content) > MAX_BYTES:
        return unreadable(origin, path, "filen är större än 20 MB.", "Kontrollera att det är rätt fil.")
    if content.startswith(b"PK\x03\x04"):
        what = "filen är en Excelfil, fast namnet slutar på .csv."
        return unreadable(origin, path, what, "Byt ändelsen till .xlsx, eller spara om den som CSV UTF-8.")
    text, problem = decoded(content, path)
    if problem:
        return Sheet(origin, problems=(problem,))
    # A line break within a cell is the same whichever system saved it.
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text, delimiter = delimited(text, columns)
    header = _header(text, delimiter)
    if not set(header) & set(columns):
        return _without_header(origin, text, columns)
    return _body(origin, text, delimiter, _headings(text, delimiter))


def decoded(content: bytes, path: str) -> tuple[str, Problem | None]:
    """UTF-8, or Windows-1252 where that gives Swedish; nothing is guessed at."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in content[:200]:
        return "", Problem(path, "filen är sparad som Unicode-text (UTF-16), inte som CSV.", _SAVE_AS_UTF8)
    try:
        text = content.decode("utf-8-sig").lstrip("\ufeff")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        what = "filen är inte sparad som UTF-8, och bokstäverna går inte att läsa utan att gissa."
        try:
            text = content.decode("cp1252")
        except UnicodeDecodeError:
            return "", Problem(place(path, row), what, _SAVE_AS_UTF8)
        if _FOREIGN_TO_SWEDISH.search(text):
            return "", Problem(place(path, row), what, _SAVE_AS_UTF8)
        return text, None
    for sign, what in (
        (_TWICE_ENCODED, "å, ä och ö har blivit tecken som Ã¥: filen har sparats med fel kodning."),
        (re.compile("\N{REPLACEMENT CHARACTER}"), "bokstäver har gått förlorade och blivit �."),
    ):
        if found := sign.search(text):
            fix = "Hämta den ursprungliga filen och spara om den, eller rätta texten för hand."
            return "", Problem(place(path, text.count("\n", 0, found.start()) + 1), what, fix)
    return text, None


def delimited(text: str, columns: Collection[str]) -> tuple[str, str]:
    """The text without the line that some programs tell the delimiter in, and the delimiter."""
    if said := _SEPARATOR_LINE.match(text):
        return text[said.end() :], said[1]
    return text, max(",;", key=lambda mark: len(set(_header(text, mark)) & set(columns)))


def _header(text: str, delimiter: str) -> tuple[str, ...]:
    return tuple(map(column_code, _headings(text, delimiter)))


def _headings(text: str, delimiter: str) -> tuple[str, ...]:
    try:
        return next(_records(text, delimiter), ())
    except csv.Error:
        return ()


def _without_header(origin: Origin, text: str, columns: Collection[str]) -> Sheet:
    if not text.strip():
        return unreadable(origin, origin.path, "filen är tom.", f"Rad 1 ska vara: {','.join(columns)}")
    if set(_header(text, "\t")) & set(columns):
        return unreadable(origin, origin.place(1), "kolumnerna är delade med tabbar.", _SAVE_AS_UTF8)
    return no_header(origin, columns, ", varken med komma eller semikolon mellan dem")


def _records(text: str, delimiter: str) -> Iterator[tuple[str, ...]]:
    for record in csv.reader(io.StringIO(text), delimiter=delimiter, strict=True):
        yield tuple(cell.strip() for cell in record)


def _body(origin: Origin, text: str, delimiter: str, headings: tuple[str, ...]) -> Sheet:
    fix = f"Ta bort den, eller sätt citattecken runt en cell som innehåller '{delimiter}'."
    rows, problems, number = [], [], 0
    try:
        # A record is a row of the spreadsheet, however many lines its cells take up in the file.
        for number, cells in enumerate(_records(text, delimiter), start=1):
            if number > MAX_ROWS or len(cells) > MAX_COLUMNS:
                what = f"tabellen har {TOO_LARGE}."
                return unreadable(origin, origin.place(number), what, "Kontrollera att det är rätt fil.")
            if number > 1:
                rows.append((number, cells))
    except csv.Error:
        problems.append(Problem(origin.place(number + 1), "ett citattecken står fel eller saknas.", _MEND_QUOTES))
    return sheet_of(origin, headings, rows, fix, problems)
