"""Files of answers read into a report's tables: every file whole or nothing at all, and the same answers only once."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from itertools import count
from pathlib import Path

from medlemsnytta.errors import MedlemsnyttaError, Problem, ProblemsFound
from medlemsnytta.execution import bounded
from medlemsnytta.files import writing
from medlemsnytta.importing.coded_passages import is_coded, proposed_coding, read_coded, read_coding_mapping
from medlemsnytta.importing.file_kinds import content_of, kind_of
from medlemsnytta.importing.file_labels import file_label
from medlemsnytta.importing.filled_guides import read_guide
from medlemsnytta.importing.mapping_files import called, mapping_path, proposed_survey, read_survey_mapping
from medlemsnytta.importing.private_texts import Sieve
from medlemsnytta.importing.raw_tables import RawTable, raw_table
from medlemsnytta.importing.read_answers import Answers, Person
from medlemsnytta.importing.survey_answers import read_survey
from medlemsnytta.importing.survey_questions import survey_questions
from medlemsnytta.importing.word_files import read_form
from medlemsnytta.inputs.parameters.params import Parameters, read_parameters
from medlemsnytta.inputs.parameters.reports import parameter_file
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables.cells import plain_text
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS, ids_in
from medlemsnytta.inputs.tables.report_rows import read_report
from medlemsnytta.inputs.tables.table_files import TableFolder
from medlemsnytta.inputs.tables.waiting_rows import TO_REVIEW
from medlemsnytta.inputs.tables.xlsx_files import Refused
from medlemsnytta.pages.report import open_evaluation
from medlemsnytta.presentation.words import swedish
from medlemsnytta.starting.csv_writer import Cells
from medlemsnytta.starting.more_rows import add_rows

_MARK = " #"
"""After the place in the file: what the same answers are known by, however the file is called."""


@dataclass(frozen=True)
class Imported:
    """What was read in: the files written, from the project's root, how many rows of each table, and what to tell.

    `mappings` are files that say what columns mean, written to be filled in; then nothing is read in.
    """

    written: tuple[Path, ...] = ()
    statements: int = 0
    people: int = 0
    counts: int = 0
    told: tuple[str, ...] = ()
    mappings: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Report:
    """The report whose tables answers are read into."""

    root: Path
    name: str
    parameters: Parameters
    tables: Tables
    sieve: Sieve
    coded: bool

    @property
    def known(self) -> list[str]:
        """Words that are nobody's name."""
        networks = self.tables.networks
        return [self.name, *self.parameters.networks, *networks["short"].tolist(), *networks["name"].tolist()]


@dataclass(frozen=True)
class _Unmapped:
    """A mapping to be filled in before the file can be read: its path from the project's root, and what it proposes."""

    path: str
    content: str
    told: tuple[str, ...]


def import_answers(root: Path, name: str, files: Sequence[Path], *, coded: bool = False) -> Imported:
    """Read the files into the tables of the report; raises ProblemsFound, and then nothing is written.

    Tables with other headings than those that are known are `coded` passages where that is said, and else surveys.
    """
    parameters = read_parameters(parameter_file(root, name), root=root)
    reading = read_report(root, parameters).reading
    tables, folder = reading.whole(parameters.data_folder), reading.own(parameters.data_folder)
    report = _Report(root, name, parameters, tables, Sieve.of(tables, parameters), coded)
    read, unmapped, problems = list[Answers](), list[_Unmapped](), list[Problem]()
    for file in files:
        try:
            found = _read(file, report)
        except Refused as refused:
            problems.append(Problem(file.name, refused.what, refused.fix))
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
        else:
            (unmapped if isinstance(found, _Unmapped) else read).append(found)  # type: ignore[arg-type]
    if unmapped and not problems:
        return _written_mappings(root, unmapped)
    there = _There(folder)
    new, told, clashing = _new(read, there)
    problems += [*clashing, *(each for answers in read for each in answers.problems), *_of_ids(new, there, parameters)]
    if problems := [*problems, *report.sieve.problems()]:
        raise ProblemsFound(in_order(problems))
    told = [*(each for answers in read for each in answers.told), *told]
    if report.sieve.taken_out:
        places = swedish.counted(report.sieve.taken_out, "ett ställe", "ställen")
        told.append(f"Personuppgifter har tagits bort på {places}; inom hakparentes står vad det var.")
    added = _rows(new, there)
    written = add_rows(root, folder, added) if any(added.values()) else ()
    statements, people, counts = (len(added[table]) for table in ("excerpts", "speakers", "survey"))
    return Imported(written, statements, people, counts, tuple(told))


def _read(file: Path, report: _Report) -> Answers | _Unmapped:
    """One file's answers, or the mapping that has to be filled in before they can be read; raises Refused, ProblemsFound."""
    content = content_of(file)
    label, kind = file_label(file.name, content, report.known), kind_of(content)
    if kind == "word":
        demand_bounded(read_form, content)
        return read_guide(content, file.name, label, report.sieve)
    demand_bounded(partial(raw_table, workbook=kind == "workbook"), content)
    table = raw_table(content, workbook=kind == "workbook")
    if report.coded or is_coded(table):
        return _coded(table, file.name, label, report)
    return _survey(table, file.name, label, report)


def _survey(table: RawTable, where: str, label: str, report: _Report) -> Answers | _Unmapped:
    path, latest = mapping_path(report.parameters.data_folder, "enkat", table.headings), report.sieve.latest
    if not (report.root / path).is_file():
        questions = survey_questions(open_evaluation(report.root, report.parameters))
        columns = (
            f"kolumn {place}: {called(table, heading, latest)} ({len(table.column(heading))} svar)"
            for place, heading in enumerate(table.headings, start=1)
        )
        return _Unmapped(path, proposed_survey(table, questions, latest), (f"{where} har kolumnerna", *columns))
    return read_survey(table, read_survey_mapping(report.root / path, path, table, latest), where, label, report.sieve)


def _coded(table: RawTable, where: str, label: str, report: _Report) -> Answers | _Unmapped:
    path = mapping_path(report.parameters.data_folder, "kodning", table.headings)
    if not (report.root / path).is_file():
        told = f"{where} har kodade ställen under rubrikerna {', '.join(table.headings)[:200]}."
        return _Unmapped(path, proposed_coding(table, report.known, report.sieve), (told,))
    mapping = read_coding_mapping(report.root / path, path, table, report.known)
    return read_coded(table, mapping, where, label, report.known, report.sieve)


def _written_mappings(root: Path, unmapped: Sequence[_Unmapped]) -> Imported:
    for each in unmapped:
        file = root / each.path
        writing.publish(file.parent, {file.name: each.content.encode()})
    told = (line for each in unmapped for line in each.told)
    return Imported(told=tuple(told), mappings=tuple(Path(each.path) for each in unmapped))


def _new(read: Sequence[Answers], there: "_There") -> tuple[list[Answers], list[str], list[Problem]]:
    """The answers that are not in the tables already, what to tell of those that are, and what cannot be told apart."""
    new, told, problems = list[Answers](), list[str](), list[Problem]()
    for answers in read:
        left = [each for each in answers.statements if not there.has(answers.digest, each.key)]
        counts, wrong = there.new_counts(answers)
        problems.extend(wrong)
        if any(answers.digest == each.digest for each in new) or (not left and not counts):
            told.append(f"{answers.label}: svaren är redan inlästa, och inget läggs till.")
        elif there.other_answers(answers) or any(answers.label == each.label for each in new):
            what = "en fil med samma namn och andra svar är redan inläst."
            fix = (
                "Är det samma svar rättade: ta bort de gamla raderna ur tabellen. Är det en annan person: döp om filen."
            )
            problems.append(Problem(answers.label, what, fix))
        else:
            new.append(replace(answers, statements=left, counts=counts))
    return new, told, problems


def demand_bounded(reader: Callable[[bytes], object], content: bytes) -> None:
    """Read a file first where it can take neither the machine's time nor its memory; raises Refused."""
    try:
        bounded.call(_tried, reader, content)
    except bounded.TooMuch as much:
        raise Refused(f"filen går inte att läsa: {much.why}.", "Kontrollera att det är rätt fil.") from None
    except (ValueError, MedlemsnyttaError):
        raise Refused("filen är skadad.", "Öppna den i det program som gjorde den, och spara den igen.") from None


def _tried(reader: Callable[[bytes], object], content: bytes) -> None:
    """What is wrong with the file is told where it is read."""
    with suppress(Refused):
        reader(content)


class _There:
    """What the tables hold already, of what waits and what is rejected too."""

    def __init__(self, folder: TableFolder) -> None:
        self._statements = [*_cells(folder, "excerpts", "excerpt_id", "passage")]
        self._counts = {row[:3]: row for row in _cells(folder, "survey", *_KEY_OF_COUNTS, *_COUNTED)}
        self.speakers = [speaker for (speaker,) in _cells(folder, "speakers", "speaker")]

    def has(self, digest: str, key: str) -> bool:
        return any(passage.endswith(_mark(digest, key)) for _, passage in self._statements)

    def other_answers(self, answers: Answers) -> bool:
        """Whether rows stand there from a file of the same name that said something else."""
        ours = _mark(answers.digest, "")
        return any(passage.startswith(f"{answers.label}, ") and ours not in passage for _, passage in self._statements)

    def free_id(self, speaker: str) -> str:
        """As a person would write it: S4-1, S4-2."""
        taken = {each.casefold() for each, _ in self._statements}
        name = next(name for name in (f"{speaker}-{number}" for number in count(1)) if name.casefold() not in taken)
        self._statements.append((name, ""))
        return name

    def new_counts(self, answers: Answers) -> tuple[list[Cells], list[Problem]]:
        """Those that are not there; a question with other numbers on the same day cannot be both."""
        new, problems = list[Cells](), list[Problem]()
        for row in answers.counts:
            known = self._counts.get(tuple(row[name] for name in _KEY_OF_COUNTS))
            if known is None:
                new.append(row)
            elif known[3:] != tuple(row.get(name, "") for name in _COUNTED):
                what = f"frågan {row['question_id']} om {row['network_id']} har redan andra antal för {row['date']}."
                problems.append(Problem(answers.label, what, "Ta bort raden ur bladet Enkät, om den ska ersättas."))
        return new, problems


_KEY_OF_COUNTS = ("network_id", "date", "question_id")
_COUNTED = tuple(f"count_{step}" for step in range(5))


def _mark(digest: str, key: str) -> str:
    return f"{_MARK}{digest}-{key}"


def _cells(folder: TableFolder, table: str, *columns: str) -> Iterator[tuple[str, ...]]:
    """The cells of some columns as they stand, "" where the table lacks one."""
    if not folder.has(table):
        return
    sheet = folder.read(LAYOUTS[table])
    places = [sheet.header.index(column) if column in sheet.header else None for column in columns]
    for _, cells in sheet.rows:
        yield tuple("" if place is None else plain_text(cells[place]) for place in places)


def _of_ids(read: Sequence[Answers], there: _There, parameters: Parameters) -> Iterator[Problem]:
    """Pseudonyms and networks that the answers name and the report does not know."""
    for answers in read:
        for person in answers.people:
            if person.known and person.known not in there.speakers:
                fix = "Lämna rutan tom för en ny person, eller skriv en beteckning som finns."
                yield Problem(answers.label, f"beteckningen {person.known[:20]} finns inte i bladet Vem.", fix)
        named = (each["network_id"] for each in (*(one.cells for one in answers.statements), *answers.counts))
        for network_id in dict.fromkeys(one for cell in named for one in ids_in(cell)):
            if network_id not in parameters.networks:
                what = f"nätverket {network_id[:40]} utvärderas inte i rapporten."
                yield Problem(answers.label, what, f"De som utvärderas är: {', '.join(parameters.networks)}.")


def _rows(read: Sequence[Answers], there: _There) -> dict[str, list[Cells]]:
    """The rows to add, with the next free pseudonyms in the order of the files; nobody is added who says nothing."""
    taken = {each.casefold() for each in there.speakers}
    free = (name for name in (f"S{number}" for number in count(1)) if name.casefold() not in taken)
    rows: dict[str, list[Cells]] = {"speakers": [], "excerpts": [], "survey": []}
    for answers in read:
        names = dict[int, str]()
        for each in answers.statements:
            person = answers.people[each.person]
            if each.person not in names:
                names[each.person] = person.known or next(free)
                if not person.known:
                    rows["speakers"].append(_speaker(person, names[each.person]))
            own = {
                "excerpt_id": there.free_id(names[each.person]),
                "speaker": names[each.person],
                "passage": each.cells["passage"] + _mark(answers.digest, each.key),
                "review": TO_REVIEW,
            }
            rows["excerpts"].append({**each.cells, **own})
        rows["survey"].extend(answers.counts)
    return rows


def _speaker(person: Person, name: str) -> Cells:
    return {**person.cells, "speaker": name, "review": TO_REVIEW}
