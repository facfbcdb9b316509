"""Files of answers read into a report's tables: every file whole or nothing at all, and the same answers only once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from medlemsnytta.errors import MedlemsnyttaError, Problem, ProblemsFound
from medlemsnytta.execution import bounded
from medlemsnytta.importing.file_kinds import content_of, kind_of
from medlemsnytta.importing.file_labels import file_label
from medlemsnytta.importing.filled_guides import read_guide
from medlemsnytta.importing.private_texts import Sieve
from medlemsnytta.importing.read_answers import Answers, Cells, Person
from medlemsnytta.importing.table_rows import add_rows
from medlemsnytta.importing.word_files import read_form
from medlemsnytta.inputs.parameters.params import Parameters, read_parameters
from medlemsnytta.inputs.parameters.reports import parameter_file
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.report_rows import read_report
from medlemsnytta.inputs.tables.table_files import TableFolder
from medlemsnytta.inputs.tables.waiting_rows import TO_REVIEW
from medlemsnytta.inputs.tables.xlsx_files import Refused

_PREFIX = "i"
"""Of the ids of statements that are read in; then the digest of the file's answers, and a number."""


@dataclass(frozen=True)
class Imported:
    """What was read in: the files written, from the project's root, how many rows of each table, and what to tell."""

    written: tuple[Path, ...]
    statements: int
    people: int
    counts: int
    told: tuple[str, ...]


def import_answers(root: Path, report: str, files: Sequence[Path]) -> Imported:
    """Read the files into the tables of the report; raises ProblemsFound, and then nothing is written."""
    parameters = read_parameters(parameter_file(root, report), root=root)
    reading = read_report(root, parameters).reading
    tables, folder = reading.whole(parameters.data_folder), reading.own(parameters.data_folder)
    there = _There(folder)
    sieve = Sieve.of(tables, parameters)
    read, new = list[Answers](), list[Answers]()
    problems, told = list[Problem](), list[str]()
    for file in files:
        try:
            read.append(_read(file, sieve, parameters, tables))
        except Refused as refused:
            problems.append(Problem(file.name, refused.what, refused.fix))
    for answers in read:
        problems.extend(answers.problems)
        told.extend(answers.told)
    for answers in read:
        if there.has(answers.digest) or any(answers.digest == each.digest for each in new):
            told.append(f"{answers.label}: svaren är redan inlästa, och inget läggs till.")
        elif there.label(answers.label) or any(answers.label == each.label for each in new):
            what = "en fil med samma namn och andra svar är redan inläst."
            fix = (
                "Är det samma svar rättade: ta bort de gamla raderna ur tabellen. Är det en annan person: döp om filen."
            )
            problems.append(Problem(answers.label, what, fix))
        else:
            new.append(answers)
    problems += _of_speakers(new, there, parameters)
    if problems := [*problems, *sieve.problems()]:
        raise ProblemsFound(in_order(problems))
    if sieve.taken_out:
        told.append(f"Personuppgifter har tagits bort på {sieve.taken_out} ställen; inom hakparentes står vad det var.")
    added = _rows(new, there)
    written = add_rows(root, folder, added) if any(added.values()) else ()
    statements, people, counts = (len(added[name]) for name in ("excerpts", "speakers", "survey"))
    return Imported(written, statements, people, counts, tuple(told))


def _read(file: Path, sieve: Sieve, parameters: Parameters, tables: Tables) -> Answers:
    """One file's answers; raises Refused."""
    content = content_of(file)
    networks = tables.networks
    label = file_label(file.name, content, [*parameters.networks, *networks["short"], *networks["name"]])
    if kind_of(content) == "word":
        demand_bounded(content)
        return read_guide(content, file.name, label, sieve)
    raise Refused("filen är inget Word-dokument.", "Läs in en ifylld guide.")


def demand_bounded(content: bytes) -> None:
    """Read a document first where it can take neither the machine's time nor its memory; raises Refused."""
    try:
        bounded.call(_reads, content)
    except bounded.TooMuch as much:
        raise Refused(f"filen går inte att läsa: {much.why}.", "Kontrollera att det är rätt fil.") from None
    except (ValueError, MedlemsnyttaError):
        return


def _reads(content: bytes) -> None:
    try:
        read_form(content)
    except Refused:
        return


class _There:
    """What the tables hold already, of what waits and what is rejected too."""

    def __init__(self, folder: TableFolder) -> None:
        self._ids = [*_cells(folder, "excerpts", "excerpt_id")]
        self._passages = [*_cells(folder, "excerpts", "passage")]
        self.speakers = [*_cells(folder, "speakers", "speaker")]

    def has(self, digest: str) -> bool:
        return any(each.startswith(f"{_PREFIX}{digest}-") for each in self._ids)

    def label(self, label: str) -> bool:
        return any(each.startswith(f"{label}, ") for each in self._passages)


def _cells(folder: TableFolder, table: str, column: str) -> Iterator[str]:
    if not folder.has(table):
        return
    sheet = folder.read(LAYOUTS[table])
    if column in sheet.header:
        place = sheet.header.index(column)
        yield from (str(cells[place]) for _, cells in sheet.rows)


def _of_speakers(read: Sequence[Answers], there: _There, parameters: Parameters) -> Iterator[Problem]:
    for answers in read:
        for person in answers.people:
            if person.known and person.known not in there.speakers:
                fix = "Lämna rutan tom för en ny person, eller skriv en beteckning som finns."
                yield Problem(answers.label, f"beteckningen {person.known[:20]} finns inte i bladet Vem.", fix)
        for statement in answers.statements:
            if statement.cells["network_id"] not in parameters.networks:
                what = f"nätverket {statement.cells['network_id'][:40]} utvärderas inte i rapporten."
                yield Problem(answers.label, what, "Läs in den i den rapport som guiden är skriven för.")


def _rows(read: Sequence[Answers], there: _There) -> dict[str, list[Cells]]:
    """The rows to add, with the next free pseudonyms in the order of the files."""
    free = (f"S{number}" for number in count(1))
    taken = {each.casefold() for each in there.speakers}
    rows: dict[str, list[Cells]] = {"speakers": [], "excerpts": [], "survey": []}
    for answers in read:
        names = []
        for person in answers.people:
            names.append(person.known or next(each for each in free if each.casefold() not in taken))
            if not person.known:
                rows["speakers"].append(_speaker(person, names[-1]))
        for number, each in enumerate(answers.statements, start=1):
            speaker = names[each.person] if each.person >= 0 else ""
            own = {"excerpt_id": f"{_PREFIX}{answers.digest}-{number}", "speaker": speaker, "review": TO_REVIEW}
            rows["excerpts"].append({**each.cells, **own})
        rows["survey"].extend(answers.counts)
    return rows


def _speaker(person: Person, name: str) -> Cells:
    return {**person.cells, "speaker": name, "review": TO_REVIEW}
