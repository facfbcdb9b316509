"""What somebody probably meant by a cell that could not be read: words for the problem, never a value to go on with."""

import re
from datetime import date, timedelta
from decimal import Decimal

from medlemsnytta.inputs.tables.sheets import Cell

_MONTHS = ("jan", "feb", "mar", "apr", "maj", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
_MONTH_NAMES = (
    *("januari", "februari", "mars", "april", "maj", "juni", "juli"),
    *("augusti", "september", "oktober", "november", "december"),
)
MONTH_WORDS = (*_MONTH_NAMES, *_MONTHS)
"""The months in Swedish, written out and cut short."""
_ENGLISH = {"may": 5, "oct": 10, "march": 3, "june": 6, "july": 7, "january": 1, "february": 2, "august": 8}
_UNKNOWN = {"-", "–", "—", "?", "okänt", "oklart", "vet ej", "vet inte", "saknas", "uppgift saknas", "ej känt", "n/a"}
_UNKNOWN |= {"na", "nan", "null", "none", "ingen uppgift", "ej angivet", "#n/a", "#saknas!", "..", "..."}
_APPROXIMATE = re.compile(r"(?:ca\.?|cirka|omkring|runt|över|under|drygt|knappt|minst|högst|mer än|>|<|~)\s*(.+)", re.I)
_DAY_ZERO = date(1899, 12, 30)
"""Excel counts days from here, since it holds 1900 for a leap year."""


def explained(cell: Cell, kind: str) -> tuple[str, str] | None:
    """What is wrong and what to type instead, where the cell gives a clue; None where it gives none."""
    if isinstance(cell, str) and cell.casefold() in _UNKNOWN and kind != "text":
        return "betyder att uppgiften saknas", "Lämna cellen tom; den räknas som okänd, inte som noll."
    if kind in ("integer", "decimal"):
        return _number(cell, kind)
    if kind in ("date", "partial_date"):
        return _date(cell, kind)
    return None


def _number(cell: Cell, kind: str) -> tuple[str, str] | None:
    if isinstance(cell, date):
        what = "är en dag: Excel har gjort ett datum av det som skrevs"
        return what, "Formatera cellen som tal och skriv talet igen, med decimalkomma."
    if isinstance(cell, Decimal):
        return None
    if percent := re.fullmatch(r"([0-9]{1,3})\s*%", cell):
        share = format(Decimal(percent[1]) / 100, "f").replace(".", ",") if kind == "decimal" else percent[1]
        return "är skrivet med procenttecken", f"Skriv {share}."
    if approximate := _APPROXIMATE.fullmatch(cell):
        rest = approximate[1].strip()
        if rest[:1].isdigit():
            return "är ett ungefärligt tal", "Skriv bara talet, sätt status till estimated och ordet i note."
    if re.fullmatch(r"[0-9]+(?:[.,][0-9]+)?\s*(?:kr|kronor|sek|:-|st|tim|h|personer|tkr)\.?", cell, re.I):
        return "har en enhet efter talet", "Skriv bara talet; kolumnen säger enheten."
    if re.fullmatch(r"[0-9]+\s*[–-]\s*[0-9]+", cell):
        return "är ett spann, inte ett tal", "Skriv ett tal, eller lämna cellen tom och skriv spannet i note."
    if re.fullmatch(r"[0-9]{1,3}(?:[.,'][0-9]{3})+(?:[.,][0-9]+)?", cell) and len(re.findall(r"[.,']", cell)) > 1:
        return "har flera skiljetecken", "Skriv utan tusentalstecken och med ett enda decimalkomma."
    if re.fullmatch(r"[0-9.,]+e[+-]?[0-9]+", cell, re.I):
        return "är skrivet med tiopotens", "Formatera cellen som tal utan decimaler, eller skriv ut alla siffror."
    return None


def _date(cell: Cell, kind: str) -> tuple[str, str] | None:
    typed = format(cell, "f") if isinstance(cell, Decimal) else str(cell)
    if re.fullmatch(r"[2-6][0-9]{4}", typed):
        day = _DAY_ZERO + timedelta(days=int(typed))
        return f"är Excels löpnummer för en dag, {day}", f"Formatera cellen som datum, eller skriv {day}."
    if re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T]", typed):
        return "har ett klockslag", f"Skriv bara dagen: {typed[:10]}."
    if parts := re.fullmatch(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})(?:\s*[/.-]\s*|\s+)([0-9]{4})", typed):
        return _told(_readings(int(parts[3]), int(parts[2]), int(parts[1])))
    if parts := re.fullmatch(r"([0-9]{4})[/.-]([0-9]{1,2})[/.-]([0-9]{1,2})", typed):
        return _told([day] if (day := _day(*map(int, parts.groups()))) else [])
    if parts := re.fullmatch(r"(19|20)([0-9]{2})([0-9]{2})([0-9]{2})", typed):
        return _told([day] if (day := _day(int(parts[1] + parts[2]), int(parts[3]), int(parts[4]))) else [])
    if parts := re.fullmatch(r"(?:den\s+)?([0-9]{1,2})[\s./-]+([a-zåäö]+)\.?[\s/-]+([0-9]{4})", typed, re.I):
        return _told(
            [day] if (month := month_called(parts[2])) and (day := _day(int(parts[3]), month, int(parts[1]))) else []
        )
    if re.fullmatch(r"[0-9]{2}[/.-][0-9]{1,2}[/.-][0-9]{1,2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}|[0-9]{6}", typed):
        return "är tvetydigt: årtalet har bara två siffror", "Skriv dagen som ÅÅÅÅ-MM-DD."
    if re.fullmatch(r"[0-9]{1,2}[/.-][0-9]{1,2}", typed):
        return "saknar årtal", "Skriv dagen som ÅÅÅÅ-MM-DD."
    return _less_than_a_day(typed, kind)


def _less_than_a_day(typed: str, kind: str) -> tuple[str, str] | None:
    if (parts := re.fullmatch(r"([a-zåäö]+)\.?[\s/-]+([0-9]{2})", typed, re.I)) and (month := month_called(parts[1])):
        name = _MONTH_NAMES[month - 1]
        what = f"är tvetydigt: {name} 20{parts[2]} eller den {int(parts[2])} {name}"
        return what, f"Skriv 20{parts[2]}-{month:02} eller hela dagen."
    if (parts := re.fullmatch(r"([a-zåäö]+)\.?\s+([0-9]{4})", typed, re.I)) and (month := month_called(parts[1])):
        if kind == "partial_date":
            return "är skrivet med ord", f"Skriv {parts[2]}-{month:02}."
        return "är en månad, inte en dag", "Skriv dagen som ÅÅÅÅ-MM-DD."
    if kind == "partial_date" and (year := re.search(r"(?:19|20)[0-9]{2}", typed)):
        return "är inget datum", f"Skriv {year[0]}, eller månad och dag om de är kända, och resten i note."
    return None


def _told(readings: list[date]) -> tuple[str, str] | None:
    if len(readings) == 2:
        first, second = (f"{day.day} {_MONTH_NAMES[day.month - 1]} {day.year}" for day in readings)
        what = f"är tvetydigt: {first} eller {second}"
        return what, f"Skriv {readings[0]} eller {readings[1]}."
    return ("är inte skrivet som ÅÅÅÅ-MM-DD", f"Skriv {readings[0]}.") if readings else None


def _readings(year: int, month: int, day: int) -> list[date]:
    """Day before month, as in Sweden, and month before day, where both exist and differ."""
    both = (_day(year, month, day), _day(year, day, month))
    return list(dict.fromkeys(reading for reading in both if reading))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def month_called(word: str) -> int | None:
    """The number of the month, written out or cut short, in Swedish or as English writes some; None of another word."""
    word = word.lower()
    if word in _ENGLISH:
        return _ENGLISH[word]
    if word in _MONTH_NAMES:
        return _MONTH_NAMES.index(word) + 1
    return _MONTHS.index(word) + 1 if word in _MONTHS else None
