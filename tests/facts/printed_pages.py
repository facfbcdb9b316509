"""What must hold of every word of a finished page, whatever was typed: figures, words that count, grammar, no leftovers."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Any

import quantified_words
from kinds_of_facts import expected, same
from printed_words import COUNTING, forms, plain
from raw_rows import PROGRAMS, Project

Runs = list[tuple[str, str, list[dict[str, Any]]]]
NUMBER = re.compile(r"\d+(?: \d{3})*(?:,\d+)?")
HISTORY = 8
"""How many years before the report's own the fees of are told."""


def wrong_facts(project: Project, runs: Runs) -> Iterator[str]:
    """Each fact that is not what the raw rows say, or that rests on other rows."""
    seen = set()
    for place, text, sources in runs:
        for fact in sources:
            key = (fact["kind"], fact["value"], fact["network"], fact["about"], str(fact["rows"]))
            if key in seen:
                continue
            seen.add(key)
            try:
                value, rows = expected(project, fact)
            except AssertionError:
                yield f"{place}: {text}: {fact}: nothing of the kind can be"
                continue
            if not same(value, fact["value"]) or rows != {tuple(row) for row in fact["rows"]}:
                yield f"{place}: {text}: {fact}, expected {value!r} by {sorted(rows)}"


def wrong_figures(project: Project, runs: Runs) -> Iterator[str]:
    """Each number that no cited fact has as its value."""
    for place, text, sources in runs:
        numbers = NUMBER.findall(plain(text))
        if numbers and sources:
            said = " | ".join(plain(form) for fact in sources for form in _forms(project, fact, text))
            said = set(NUMBER.findall(said))
            if lacking := [each for each in numbers if each not in said]:
                yield f"{place}: {text}: {lacking} is no value of {[fact['kind'] for fact in sources]}"


def _forms(project: Project, fact: dict[str, Any], text: str) -> Iterator[str]:
    value, about = fact["value"], fact["about"]
    yield from forms(value)
    match fact["kind"]:
        case "inhabitants":
            yield f"31 december {about}"
        case "params.year":
            yield from (str(int(value) - back) for back in range(HISTORY + 1))
        case "yearly_fee_ore":
            yield about
        case "params.conclusion":
            fees, _ = expected(project, {"kind": "total_fee_ore", "network": "", "about": "", "rows": []})
            yield from forms(fees)
            yield from forms(str(fees / 100) if fees is not None else None)
        case "fee_in_hours_a_week" | "fees_in_hours_a_week" if value is not None:
            minutes = Fraction(value) * 60
            near = 5 * int(minutes / 5 + Fraction(1, 2))
            yield str(near or 5) if minutes else "0"
        case kind if kind.startswith("survey.count_"):
            yield from (kind.removeprefix("survey.count_") for _ in range(int(value or 0)))


def named_without_facts(project: Project, runs: Runs) -> Iterator[str]:
    """Each figure, count or network's name of a sentence or a cell that no fact stands behind."""
    names = {row[column] for row in project.rows("networks") if row.place[2] for column in ("name", "short")} - {""}
    named = re.compile("|".join(rf"\b{re.escape(each)}\b" for each in sorted(names, key=len, reverse=True)) or r"$^")
    for place, text, sources in runs:
        if place.endswith(", rubriken"):
            known = named.search(text) or "(0–4)" in text or plain(text) in _numbered_headings(project, place)
            if re.search(r"\d", text) and not known:
                yield f"{place}: {text}"
        elif not (sources or place == "Källor" or any(words in text for words in quantified_words.OF_THE_PROGRAM)) and (
            re.search(r"\d", text) or COUNTING.search(text) or named.search(text)
        ):
            yield f"{place}: {text}"


def _numbered_headings(project: Project, place: str) -> set[str]:
    """Headings of columns that have a number, where networks are many and so have a row each: plain words without facts."""
    if place.startswith("tabell-avgifter-ar"):
        return {str(int(project.parameters["year"]) - back) for back in range(HISTORY + 1)}
    if place.startswith("tabell-avgifter-om"):
        steps = sorted({int(row["tier_to"]) + 1 for row in project.rows("fees") if row["tier_to"]})
        return {*CHANGES, *(f"Nästa steg i taxan ({plain(f'{step:,}'.replace(',', ' '))} invånare)" for step in steps)}
    return set()


CHANGES = ("10 % högre avgift", "1 000 fler invånare", "1 000 färre invånare", "5 öre mer per invånare")


def wrong_quantities(runs: Runs) -> Iterator[str]:
    yield from filter(None, (quantified_words.wrong(*run) for run in runs))


MANY = {
    "uttalande": "uttalanden", "person": "personer", "användning": "användningar", "kanal": "kanaler", "fråga": "frågor",
    "timme": "timmar", "händelse": "händelser", "månad": "månader", "dag": "dagar", "rad": "rader", "avgift": "avgifter",
    "kostnad": "kostnader", "medlem": "medlemmar", "krona": "kronor", "minut": "minuter", "vecka": "veckor",
}  # fmt: skip
GRAMMAR = (
    re.compile(rf"\b(?:{quantified_words.IN_WORDS}|[2-9]|\d\d+) (?:{'|'.join(MANY)})\b", re.IGNORECASE),
    re.compile(rf"(?<!,)\b(?:en|ett|1) (?:{'|'.join(MANY.values())})\b", re.IGNORECASE),
    re.compile(r"\b(?:en|ett) kanal är (?:öppna|stängda|okända)\b", re.IGNORECASE),
    re.compile(
        rf"\b(?:{quantified_words.IN_WORDS}|\d\d+|alla) (?:av \w+ )?kanaler(?:na)? är (?:öppen|stängd|okänd)\b", re.I
    ),
    re.compile(
        r"\b(?:ett|en) (?:krav|svar|medlemskap) (?:är|har) (?:\w+ )?(?:uppfyllda|undersökta|kända)\b", re.IGNORECASE
    ),
)
LEFTOVERS = re.compile(
    r"\b(?:nan|None|NaT|inf|True|False|Fraction|Decimal)\b|[{}<>]|\b[a-z]+_[a-z_]+\b"
    r"|: \.|,,|\.\.(?!\.)| ,| \.(?!\w)| ;|\(\)|«|»|^[,.;:]|  "
)
PRESENT_CODES = (
    "member", "candidate", "applied", "declined", "unknown", "yes", "past", "present", "future", "planned", "user",
    "author", "representative", "network", "stated", "hedged", "weigh", "confirmed", "reported", "observed", "estimated",
    "illustrative", "publish", "internal", "website", "newsletter", "seminar", "everyday", "learning", "stay", "leave", "join",
)  # fmt: skip
CODES = re.compile(rf"\b(?:{'|'.join(PRESENT_CODES)})\b")


def bad_language(texts: list[tuple[str, str]], typed: set[str]) -> Iterator[str]:
    """Grammar, what is left of a template or a code, in each whole sentence or cell that nobody has typed."""
    for place, text in texts:
        if text in typed:
            continue
        said = plain(text)
        for rule in (*GRAMMAR, CODES):
            if found := rule.search(said):
                yield f"{place}: {found[0]!r} in {said}"
        if found := LEFTOVERS.search(text):
            yield f"{place}: {found[0]!r} in {said}"


def other_networks(project: Project, texts: list[tuple[str, str]]) -> Iterator[str]:
    """Each name of a network that the report does not treat."""
    others = [row for row in project.rows("networks") if row.place[2] and row["network_id"] not in project.networks]
    for row in others:
        for name in (row["name"], row["short"]):
            yield from (f"{place}: {text}" for place, text in texts if re.search(rf"\b{re.escape(name)}\b", text))


def typed_texts(project: Project) -> set[str]:
    """Every cell that somebody typed in the municipality's own tables."""
    folder = project.root / project.parameters["data_folder"]
    return {
        cell
        for path in folder.glob("*.csv")
        for row in project.rows(path.stem)
        if row.place[2] or not (PROGRAMS / "data" / "reference" / path.name).is_file()
        for cell in row.cells.values()
        if cell
    }


def about_the_wrong_body(project: Project, texts: list[tuple[str, str]], typed: set[str]) -> Iterator[str]:
    """A region that is called kommun, or a kommun that is called region."""
    code = str(project.parameters["municipality_code"])
    own = next(row for row in project.rows("municipalities") if row["code"] == code)
    region = own["type"] == "region" or own["name"].startswith("Region ")
    wrong = re.compile(r"\bkommunen(?:s)?\b" if region else r"\bregionen(?:s)?\b", re.IGNORECASE)
    for place, text in texts:
        said = plain(text)
        for each in sorted(typed, key=len, reverse=True):
            said = re.sub(re.escape(plain(each)), "", said, flags=re.IGNORECASE) if len(each) > 8 else said
        if wrong.search(said):
            yield f"{place}: {said}"


def everything_wrong(project: Project, runs: Runs, texts: list[tuple[str, str]]) -> list[str]:
    typed = typed_texts(project)
    return [
        *wrong_facts(project, runs),
        *wrong_figures(project, runs),
        *named_without_facts(project, runs),
        *wrong_quantities(runs),
        *bad_language(texts, typed),
        *other_networks(project, texts),
        *about_the_wrong_body(project, texts, typed),
    ]
