"""What the columns of a survey or of coded passages mean: proposed in a file, filled in once by a person, read back."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.importing.private_texts import is_private
from medlemsnytta.importing.raw_tables import RawTable
from medlemsnytta.importing.read_answers import digest_of
from medlemsnytta.importing.survey_questions import DEGREE, IGNORE, LOSS, TEXT, USES, YES_NO, SurveyQuestion
from medlemsnytta.inputs.parameters.params import text_of_file
from medlemsnytta.inputs.parameters.yaml_lines import read_mapping
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.privacy.words import is_given_name, is_ordinary
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.code_words import typed_as_code

FOLDER = "enkater"
"""Beside the tables; no page reads what stands in it."""
NOT_COUNTED = "räknas inte"
CODES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    DEGREE: ("intensity", ("0", "1", "2", "3", "4")),
    YES_NO: ("open_to_nonmembers", ("yes", "no")),
    LOSS: ("without_membership", ("same", "slower", "worse", "not_at_all", "unknown")),
}
"""By what a column is used as: the column of ours whose words its answers are given the meaning of, and its codes."""

_ABOUT_PEOPLE = re.compile(
    r"(?:(?:id|submitdate|startdate|datestamp|lastpage|startlanguage|seed|token|ipaddr|refurl)\. .*|id|response id|svars-?id|lastpage|startlanguage|seed|token|ipaddr|refurl|poäng|score|språk|language"
    r"|.*\b(?:e-?post\w*|e-?mail\w*|mejl\w*|namn|name|förnamn|efternamn|telefon\w*|phone|personnummer|adress)"
    r"|.*(?:tid|tidsstämpel|time|timestamp|submitdate|datestamp|startdate|\bdatum|\bdate)(?: \(.*\))?)",
    re.IGNORECASE,
)
"""Headings of what says who answered, and when."""
_MOST_WORDS, _LONGEST_WORD = 8, 40
_LETTERS, _NUMBER = re.compile(r"[^\W\d_]+"), re.compile(r"\d{1,2}")
_MONTH = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2]))?")


@dataclass(frozen=True)
class Meaning:
    """What one column is used as; `words` has the code for each answer, "" for one that is not counted."""

    heading: str
    use_as: str
    network_id: str = ""
    question_id: str = ""
    question: str = ""
    channel_id: str = ""
    criterion: str = ""
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SurveyMapping:
    """What is said of the survey once, and of each of its columns."""

    month: str
    asked: str
    users: str
    consent: str
    columns: tuple[Meaning, ...]


def mapping_path(data_folder: str, kind: str, headings: Sequence[str]) -> str:
    """The file of a table with these headings, from the project's root; never called after the table's own file."""
    return f"{data_folder}/{FOLDER}/{kind}-{digest_of([kind, *headings])[:6]}.yaml"


def called(table: RawTable, heading: str, latest: date) -> str:
    """What the mapping calls a column: its heading, or its place where the heading is personal data."""
    place = table.headings.index(heading) + 1
    return f"kolumn {place}" if is_private(heading, latest) else heading


def listed_words(answers: Iterable[str]) -> list[str]:
    """The answers to choose between, where they are that; never a text, a time or a name, of which each is another."""
    given = list(answers)
    distinct = sorted(set(given))
    if not 0 < len(distinct) <= _MOST_WORDS or len(given) < 2 * len(distinct):
        return []
    return distinct if all(map(_is_word_to_choose, distinct)) else []


def _is_word_to_choose(answer: str) -> bool:
    if _NUMBER.fullmatch(answer):
        return True
    words = _LETTERS.findall(answer)
    plain = all(
        len(each) == 1 or (is_ordinary(each.casefold()) and not is_given_name(each.capitalize())) for each in words
    )
    return bool(words) and plain and len(answer) <= _LONGEST_WORD and not re.search(r"\d{3}|[@:/]|\d[-.]\d", answer)


def proposed_survey(table: RawTable, questions: Sequence[SurveyQuestion], latest: date) -> str:
    """The mapping to fill in; what is known from the questions that `guide --survey` wrote is filled in already."""
    lines = [
        *(f"# {line}" if line else "" for line in _SURVEY_HEAD),
        "date:",
        "",
        "# Hur många som fick enkäten.",
        "asked:",
        "",
        "# Hur många i kommunen som använder nätverket, om det är känt.",
        "users:",
        "",
        "# Får det som står i fritext visas? får citeras, med egna ord eller får inte lämna tabellen. Tomt om ingen har frågat.",
        "consent:",
        "",
        f"# use_as är {', '.join(USES[:-1])} eller {USES[-1]}. network är nätverkets id, channel kanalens om frågan gäller en kanal.",
        "# question_id är ett kort id för frågan; börjar det med anvandning räknas svaren som användning.",
        f"# words: vad varje svar betyder. grad: 0–4 eller ordet för graden; svar som inte ska räknas: {NOT_COUNTED}.",
        "columns:",
    ]
    for heading in table.headings:
        lines += _proposed_column(table, heading, questions, latest)
    return "\n".join([*lines, ""])


_SURVEY_HEAD = (
    "Vad kolumnerna i enkäten betyder. Fyll i, spara, och läs in filen med svaren igen.",
    "Namn, e-postadresser, tider och annat som visar vem som har svarat ska vara ignorera: det läses aldrig.",
    "",
    "När svaren kom: 2026 eller 2026-03.",
)


def _proposed_column(table: RawTable, heading: str, questions: Sequence[SurveyQuestion], latest: date) -> Iterator[str]:
    yield f"  - heading: {quoted(called(table, heading, latest))}"
    known = next((each for each in questions if as_read(heading).endswith(as_read(each.words))), None)
    if _ABOUT_PEOPLE.fullmatch(heading) and known is None:
        yield f"    use_as: {IGNORE}"
        return
    yield f"    use_as: {known.use_as if known else ''}".rstrip()
    yield f"    network: {known.network_id if known else ''}".rstrip()
    words = listed_words(text for _, text in table.column(heading))
    if known is None or known.use_as == TEXT:
        yield f"    criterion: {known.criterion if known else ''}".rstrip()
    if known is None or known.use_as == LOSS:
        yield f"    channel: {quoted(known.channel_id) if known and known.channel_id else ''}".rstrip()
    if known is None or known.question_id:
        yield f"    question_id: {known.question_id if known else ''}".rstrip()
    if words and (known is None or known.use_as != TEXT):
        yield "    words:"
        for word in words:
            yield f"      {quoted(word)}: {_meant(word, known.use_as if known else DEGREE)}".rstrip()


def _meant(word: str, use_as: str) -> str:
    if use_as not in CODES:
        return ""
    return word if typed_as_code(word, *CODES[use_as]) in CODES[use_as][1] else ""


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def read_survey_mapping(file: Path, where: str, table: RawTable, latest: date) -> SurveyMapping:
    """The mapping as it was filled in; raises ProblemsFound with all that is lacking or not known."""
    located = read_mapping(text_of_file(file, where), where)
    if located.problems:
        raise ProblemsFound(located.problems)
    reader = Reader(where, located.values)
    headings = {called(table, heading, latest): heading for heading in table.headings}
    columns = [reader.column(each, headings) for each in reader.listed("columns")]
    lacking = [each for each in headings if each not in {one.heading for one in columns}]
    for each in lacking:
        reader.problem(
            f"kolumnen {shown(each)} saknas.", "Ta bort filen, och läs in svaren igen: då skrivs den på nytt."
        )
    mapping = SurveyMapping(
        reader.month(),
        reader.number("asked", required=any(each.use_as in (DEGREE, YES_NO) for each in columns)),
        reader.number("users"),
        reader.code("consent", "consent", ("publish", "paraphrase", "internal")),
        tuple(columns),
    )
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return mapping


class Reader:
    """The values of a mapping; problems are gathered as they are read."""

    def __init__(self, where: str, values: Mapping[str, Any]) -> None:
        self.where, self.values, self.problems = where, values, list[Problem]()

    def problem(self, what: str, fix: str, rows: Sequence[str] = ()) -> None:
        self.problems.append(Problem(self.where, what, fix, tuple(rows)))

    def listed(self, name: str) -> list[Mapping[str, Any]]:
        value = self.values.get(name)
        if value is None and name in self.values:
            return []
        if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
            self.problem(f"{name} är ingen lista.", "Ta bort filen, och läs in svaren igen: då skrivs den på nytt.")
            return []
        return value

    def month(self) -> str:
        typed = text_of(self.values.get("date"))
        if not _MONTH.fullmatch(typed):
            self.problem(f"date: {shown(typed)} är ingen månad.", "Skriv år, eller år och månad: 2026-03.")
        return typed

    def number(self, name: str, *, required: bool = False) -> str:
        typed = text_of(self.values.get(name))
        if (typed or required) and not (typed.isascii() and typed.isdigit() and typed.strip("0") and len(typed) < 10):
            self.problem(f"{name}: {shown(typed)} är inget antal.", "Skriv ett heltal som är större än 0.")
        return typed

    def code(self, name: str, column: str, codes: tuple[str, ...]) -> str:
        return self.coded(name, text_of(self.values.get(name)), column, codes)

    def coded(self, name: str, typed: str, column: str, codes: tuple[str, ...]) -> str:
        """The code that was typed, in Swedish or as it is; "" where nothing was."""
        found = typed_as_code(typed, column, codes) if typed else ""
        if found and found not in codes:
            self.problem(f"{name}: {shown(typed)} finns inte.", "Skriv ett av orden i förklaringen, eller lämna tomt.")
            return ""
        return found

    def column(self, values: Mapping[str, Any], headings: Mapping[str, str]) -> Meaning:
        called, use_as = text_of(values.get("heading")), as_read(text_of(values.get("use_as")))
        if called not in headings:
            self.problem(f"kolumnen {shown(called)} finns inte i filen med svaren.", "Ändra inte rubrikerna här.")
        if use_as not in USES:
            fix = f"Skriv {', '.join(USES[:-1])} eller {USES[-1]}."
            self.problem(f"kolumnen {shown(called)}: use_as är {shown(use_as) if use_as else 'tomt'}.", fix)
            use_as = IGNORE
        network_id = text_of(values.get("network"))
        if use_as != IGNORE and not network_id:
            self.problem(f"kolumnen {shown(called)}: network är tomt.", "Skriv nätverkets id, till exempel sekom.")
        question_id = text_of(values.get("question_id"))
        if use_as in (DEGREE, YES_NO) and not question_id:
            self.problem(
                f"kolumnen {shown(called)}: question_id är tomt.", "Skriv ett kort id, till exempel anvandning."
            )
        words = values.get("words") or {}
        meanings = (
            {} if use_as not in CODES or not isinstance(words, dict) else dict(self._words(called, use_as, words))
        )
        question = headings.get(called, called)
        return Meaning(
            called, use_as, network_id, question_id, question, text_of(values.get("channel")),
            text_of(values.get("criterion")), meanings,
        )  # fmt: skip

    def _words(self, called: str, use_as: str, words: Mapping[Any, Any]) -> Iterator[tuple[str, str]]:
        column, codes = CODES[use_as]
        for word, meant in words.items():
            typed = text_of(meant)
            code = "" if as_read(typed) == NOT_COUNTED else typed_as_code(typed, column, codes)
            if (code and code not in codes) or not typed:
                what = f"kolumnen {shown(called)}: svaret {shown(text_of(word))} har ingen betydelse som är känd."
                self.problem(what, f"Skriv vad det betyder, eller {NOT_COUNTED}.")
            else:
                yield as_read(text_of(word)), code


def text_of(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return str(value).strip()
