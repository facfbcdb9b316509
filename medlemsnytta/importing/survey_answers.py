"""Answers to a survey as counts, and free text as proposals; of who answered nothing is kept, of few no number.

What one person said cannot be worked out from what is written: a question that fewer than five have answered has no counts,
and where one answer to what would be lost was given by fewer than five, the number of another one is left out too.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from medlemsnytta.errors import Problem
from medlemsnytta.importing.mapping_files import CODES, Meaning, SurveyMapping
from medlemsnytta.importing.private_texts import Sieve
from medlemsnytta.importing.raw_tables import RawTable
from medlemsnytta.importing.read_answers import Answers, Person, Statement, digest_of
from medlemsnytta.importing.survey_questions import DEGREE, IGNORE, LOSS, TEXT, YES_NO
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.code_words import CODE_WORDS, typed_as_code
from medlemsnytta.inputs.tables.xlsx_files import Refused
from medlemsnytta.starting.csv_writer import Cells

FEWEST = 5
"""Of fewer than so many no number is kept."""
SOURCE = "enkät"
_SHOWN = 20
"""Letters of an answer that is no word to choose: what is longer is somebody's own words, and is not told."""

WHO = "användare som svarade på enkäten"


def read_survey(table: RawTable, mapping: SurveyMapping, where: str, label: str, sieve: Sieve) -> Answers:
    """Counts and proposals of a table with a row a respondent; raises Refused where fewer than five have answered."""
    if len(table.rows) < FEWEST:
        fix = "Intervjua dem i stället: av så få kan var och en kännas igen."
        raise Refused("färre än fem har svarat, och svaren läses inte in.", fix)
    people, statements, counts = list[Person](), list[Statement](), list[Cells]()
    told, problems = list[str](), list[Problem]()
    for place, (heading, meaning) in enumerate(zip(table.headings, mapping.columns, strict=True), start=1):
        if meaning.use_as == IGNORE:
            continue
        given = table.column(heading)
        passage = f"{label}, kolumn {place}"
        common = {
            "network_id": meaning.network_id, "date": mapping.month, "source_kind": "survey", "source": SOURCE,
            "consent": mapping.consent, "channel_id": meaning.channel_id, "passage": passage,
        }  # fmt: skip
        if meaning.use_as == TEXT:
            people.append(_group(WHO, ""))
            said = sorted(sieve.clean(text, f"{where}, rad {number}") for number, text in given)
            for number, text in enumerate(said, start=1):
                cells = {**common, "text": text, "form": "quote", "criterion": meaning.criterion}
                statements.append(Statement(len(people) - 1, cells, f"{place}.{number}"))
            continue
        codes = _codes(meaning, given, f"{where}, kolumn {place}", problems)
        counted = Counter(code for code in codes if code)
        if sum(counted.values()) < FEWEST and counted:
            told.append(f"{where}, kolumn {place}: färre än fem svar att räkna, som inte läses in.")
        elif meaning.use_as in (DEGREE, YES_NO):
            question = sieve.clean(meaning.question, f"{where}, kolumn {place}")
            counts.extend(_counts(replace(meaning, question=question), mapping, counted))
        else:
            for group, word, persons in _groups(counted):
                people.append(_group(group, persons))
                text = f"På frågan om hur det skulle gå utan medlemskapet är svaret {CODE_WORDS[word]}."
                cells = {**common, "text": text, "criterion": "relevance", "without_membership": word}
                statements.append(Statement(len(people) - 1, cells, f"{place}.{word}"))
    digest = digest_of([table.headings, sorted(cells for _, cells in table.rows)])
    return Answers(label, digest, people, statements, counts, told, problems)


def _group(description: str, persons: str) -> Person:
    return Person("", {"role": "user", "description": description, "persons": persons, "source": SOURCE})


def _codes(meaning: Meaning, given: Sequence[tuple[int, str]], where: str, problems: list[Problem]) -> list[str]:
    """What each answer means; one that the mapping does not know is asked about, by its row."""
    column, codes = CODES[meaning.use_as]
    found = []
    for number, answer in given:
        code = meaning.words.get(as_read(answer))
        if code is None:
            code = typed_as_code(answer, column, codes)
            if code not in codes:
                told = shown(answer) if len(answer) <= _SHOWN else "svaret"
                fix = "Skriv svaret och vad det betyder under words i filen med kolumnerna."
                problems.append(Problem(where, f"rad {number}: {told} har ingen betydelse som är känd.", fix))
                continue
        found.append(code)
    return found


def _counts(meaning: Meaning, mapping: SurveyMapping, counted: Mapping[str, int]) -> Iterator[Cells]:
    if not counted:
        return
    steps = ("no", "yes") if meaning.use_as == YES_NO else CODES[DEGREE][1]
    yield {
        "network_id": meaning.network_id,
        "date": mapping.month,
        "question_id": meaning.question_id,
        "question": meaning.question,
        "kind": "yes_no" if meaning.use_as == YES_NO else "scale",
        "users": mapping.users,
        "asked": mapping.asked,
        **{f"count_{step}": str(counted.get(code, 0)) for step, code in enumerate(steps)},
        "source": SOURCE,
        "source_date": mapping.month,
        "status": "observed",
    }


def _groups(counted: Mapping[str, int]) -> Iterator[tuple[str, str, str]]:
    """Who gave each answer, the answer, and how many; nothing of how many where it is few, nor of one more answer then."""
    order = [code for code in CODES[LOSS][1] if counted.get(code)]
    few = [code for code in order if counted[code] < FEWEST]
    rest = sorted((code for code in order if code not in few), key=lambda code: counted[code])
    hidden = rest[:1] if few else []
    for code in order:
        if code in few:
            yield f"{WHO}, färre än fem", code, ""
        elif code in hidden:
            yield f"{WHO}, fem eller fler", code, ""
        else:
            yield WHO, code, str(counted[code])
