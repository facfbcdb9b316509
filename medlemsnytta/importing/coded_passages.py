"""Passages that a researcher has coded, in Taguette or the like, as proposals: codes mean criterion and degree, a document a person.

What a passage lacks is a problem, and what is left out is counted: nothing goes without a word.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.importing.file_labels import is_plain
from medlemsnytta.importing.interview_guides import ROLES
from medlemsnytta.importing.mapping_files import Reader, quoted, text_of
from medlemsnytta.importing.private_texts import Sieve, is_private
from medlemsnytta.importing.raw_tables import RawTable
from medlemsnytta.importing.read_answers import Answers, Person, Statement, digest_of
from medlemsnytta.inputs.parameters.params import text_of_file
from medlemsnytta.inputs.parameters.yaml_lines import read_mapping
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.same_text import as_read
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.xlsx_files import Refused
from medlemsnytta.presentation.words import swedish

SOURCE = "kodad intervju"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "document": ("document", "dokument", "document name", "källa", "source", "file", "fil"),
    "code": ("tag", "code", "kod", "tagg", "codes", "code name"),
    "passage": ("content", "text", "passage", "innehåll", "segment", "quotation content", "coded segment", "ställe"),
    "coder": ("coder", "kodare", "created by", "user"),
}
"""What the columns are headed by, in the programs that are known."""
DEMANDED = ("document", "code", "passage")
_CODES = {
    name: next(tuple(map(str, column.allowed)) for column in LAYOUTS["excerpts"].columns if column.name == name)
    for name in ("criterion", "without_membership", "consent")
}
_DEGREES = ("0", "1", "2", "3", "4")
_ROLES = tuple(ROLES)
_ADD = "Lägg till raderna här under, och fyll i dem."


@dataclass(frozen=True)
class Code:
    """What one code says; a code that is `ignored` says nothing."""

    criterion: str = ""
    degree: str = ""
    without: str = ""
    network_id: str = ""
    channel_id: str = ""
    ignored: bool = False


@dataclass(frozen=True)
class CodingMapping:
    """What the columns, the codes and the documents of a table of coded passages mean."""

    month: str
    consent: str
    network_id: str
    columns: Mapping[str, str]
    people: Mapping[str, Person]
    codes: Mapping[str, Code]


@dataclass
class _Passage:
    number: int
    document: str
    text: str
    codes: dict[str, list[str]] = field(default_factory=dict)
    """By coder, in the order in which they stand."""


def columns_of(table: RawTable) -> dict[str, str]:
    """The headings that are known, by what they hold."""
    read = {as_read(heading): heading for heading in reversed(table.headings)}
    return {
        what: next(read[each] for each in names if each in read)
        for what, names in HEADINGS.items()
        if set(names) & read.keys()
    }


def is_coded(table: RawTable) -> bool:
    return set(DEMANDED) <= columns_of(table).keys()


def document_label(name: str, known: Sequence[str]) -> str:
    """What a document is called in a file of ours: its name where that is of ordinary words, else a digest of it."""
    return name if is_plain(name, known) else f"dokument {hashlib.sha256(name.encode()).hexdigest()[:6]}"


def proposed_coding(table: RawTable, known: Sequence[str], sieve: Sieve) -> str:
    """The mapping to fill in; raises Refused where a code may not stand in a file."""
    columns = columns_of(table)
    lines = [*(f"# {line}" if line else "" for line in _HEAD), "date:", "consent:", "network:", "", "columns:"]
    lines += [f"  {what}: {quoted(columns[what]) if what in columns else ''}".rstrip() for what in HEADINGS]
    lines += ["", *(f"# {line}" for line in _DOCUMENTS), "documents:"]
    for name in dict.fromkeys(text for _, text in table.column(columns["document"])) if "document" in columns else ():
        lines += [
            f"  - document: {quoted(document_label(name, known))}",
            "    speaker:",
            "    role:",
            "    description:",
        ]
    lines += ["", *(f"# {line}" for line in _OF_CODES), "codes:"]
    for code in dict.fromkeys(text for _, text in table.column(columns["code"])) if "code" in columns else ():
        if is_private(code, sieve.latest):
            raise Refused("en kod ser ut att innehålla en personuppgift.", "Döp om koden, och exportera igen.")
        lines += _code_lines(code)
    return "\n".join([*lines, ""])


def _document_lines(label: str) -> list[str]:
    return [f"  - document: {quoted(label)}", "    speaker:", "    role:", "    description:"]


def _code_lines(code: str) -> list[str]:
    names = ("criterion", "degree", "without_membership", "network", "ignore")
    return [f"  - code: {quoted(code)}", *(f"    {name}:" for name in names)]


_HEAD = (
    "Vad koderna och dokumenten betyder. Fyll i, spara, och läs in filen igen.",
    "",
    "date är när det sades: 2026 eller 2026-03. consent är vad de som talar har godkänt: får citeras, med egna ord eller",
    "får inte lämna tabellen; tomt om ingen har frågat. network är nätverkets id, om alla ställen gäller ett och samma.",
    "columns säger vilken rubrik som står över dokument, kod, ställe och, om det finns en sådan, kodare.",
)
_DOCUMENTS = (
    "Ett dokument är en person. speaker är beteckningen i bladet Vem om personen redan har en, annars tomt; då är role",
    "företrädare i nätverket, användare eller annat, och description rollen i kommunen. Aldrig ett namn.",
)
_OF_CODES = (
    "Vad varje kod säger: criterion (användning, relevans, kostnad …), degree (0–4 eller ordet för graden),",
    "without_membership (samma, långsammare, sämre, inte alls, vet ej) eller network. ignore: ja om den inte säger något av det.",
)


def read_coding_mapping(file: Path, where: str, table: RawTable, known: Sequence[str]) -> CodingMapping:
    """The mapping as it was filled in; raises ProblemsFound with all that is lacking or not known."""
    located = read_mapping(text_of_file(file, where), where)
    if located.problems:
        raise ProblemsFound(located.problems)
    reader = Reader(where, located.values)
    columns = _columns(reader, table)
    people, codes = dict[str, Person](), dict[str, Code]()
    for each in reader.listed("documents"):
        people[text_of(each.get("document"))] = _person(reader, each)
    for each in reader.listed("codes"):
        codes[text_of(each.get("code"))] = _code(reader, each)
    if not reader.problems:
        names = {document_label(name, known) for _, name in table.column(columns["document"])}
        for lacking in sorted(names - people.keys()):
            reader.problem(f"dokumentet {shown(lacking)} saknas under documents.", _ADD, _document_lines(lacking))
        for lacking in sorted({code for _, code in table.column(columns["code"])} - codes.keys()):
            reader.problem(f"koden {shown(lacking)} saknas under codes.", _ADD, _code_lines(lacking))
    month = reader.month()
    consent = reader.code("consent", "consent", _CODES["consent"])
    network_id = text_of(reader.values.get("network"))
    if reader.problems:
        raise ProblemsFound(reader.problems)
    return CodingMapping(month, consent, network_id, columns, people, codes)


def _columns(reader: Reader, table: RawTable) -> dict[str, str]:
    typed = reader.values.get("columns")
    named = {what: text_of(typed.get(what)) for what in HEADINGS} if isinstance(typed, dict) else {}
    for what in HEADINGS:
        heading = named.get(what, "")
        if (what in DEMANDED and not heading) or (heading and heading not in table.headings):
            fix = f"Skriv en av rubrikerna: {', '.join(table.headings)[:200]}."
            reader.problem(f"columns, {what}: {shown(heading) if heading else 'tomt'} är ingen rubrik i filen.", fix)
    return {what: heading for what, heading in named.items() if heading}


def _person(reader: Reader, values: Mapping[str, object]) -> Person:
    name = text_of(values.get("document"))
    known = text_of(values.get("speaker"))
    role = reader.coded(f"dokumentet {shown(name)}, role", text_of(values.get("role")), "role", _ROLES)
    if not known and not role:
        reader.problem(f"dokumentet {shown(name)}: varken speaker eller role är ifyllt.", "Säg vem som talar.")
    description = text_of(values.get("description"))
    return Person(known, {"role": role, "description": description, "source": SOURCE})


def _code(reader: Reader, values: Mapping[str, object]) -> Code:
    name = text_of(values.get("code"))
    told = f"koden {shown(name)}"
    read = Code(
        reader.coded(f"{told}, criterion", text_of(values.get("criterion")), "criterion", _CODES["criterion"]),
        reader.coded(f"{told}, degree", text_of(values.get("degree")), "intensity", _DEGREES),
        reader.coded(
            f"{told}, without_membership", text_of(values.get("without_membership")),
            "without_membership", _CODES["without_membership"],
        ),
        text_of(values.get("network")),
        text_of(values.get("channel")),
        as_read(text_of(values.get("ignore"))) == "ja",
    )  # fmt: skip
    if read == Code():
        reader.problem(f"{told} har ingen betydelse.", "Fyll i vad den säger, eller skriv ignore: ja.")
    return read


def read_coded(
    table: RawTable, mapping: CodingMapping, where: str, label: str, known: Sequence[str], sieve: Sieve
) -> Answers:
    """A proposal for each passage and criterion; what lacks its text, its document or a degree of its own is a problem."""
    problems, told = list[Problem](), list[str]()
    passages, uncoded = _passages(table, mapping, where, problems)
    people = {name: _cleaned(person, sieve, where) for name, person in mapping.people.items()}
    order = list(people)
    statements, ignored = list[Statement](), 0
    for passage in passages:
        coders = list(passage.codes)
        meant = {coder: [mapping.codes[each] for each in passage.codes[coder]] for coder in coders}
        said = [code for codes in meant.values() for code in codes if not code.ignored]
        if not said:
            ignored += 1
            continue
        text = sieve.clean(passage.text, f"{where}, rad {passage.number}")
        person = order.index(document_label(passage.document, known))
        for number, cells in enumerate(_rows(passage, meant, said, mapping, where, problems), start=1):
            common = {
                "date": mapping.month, "consent": mapping.consent, "source_kind": "interview", "source": SOURCE,
                "form": "quote", "text": text, "passage": f"{label}, rad {passage.number}",
            }  # fmt: skip
            statements.append(Statement(person, {**common, **cells}, f"{passage.number}.{number}"))
    if uncoded:
        told.append(f"{where}: {_places(uncoded)} har ingen kod och läses inte in.")
    if ignored:
        told.append(f"{where}: {_places(ignored)} har bara koder som inte säger något om nätverken, och läses inte in.")
    digest = digest_of([table.headings, [cells for _, cells in table.rows]])
    return Answers(label, digest, list(people.values()), statements, (), told, problems)


def _places(number: int) -> str:
    return swedish.counted(number, "ett ställe", "ställen")


def _cleaned(person: Person, sieve: Sieve, where: str) -> Person:
    description = sieve.clean(person.cells.get("description", ""), f"{where}, description")
    return Person(person.known, {**person.cells, "description": description})


def _passages(
    table: RawTable, mapping: CodingMapping, where: str, problems: list[Problem]
) -> tuple[list[_Passage], int]:
    """Each passage once, with its codes by coder; and how many have none."""
    place = {what: table.headings.index(heading) for what, heading in mapping.columns.items()}
    found, uncoded = dict[tuple[str, str], _Passage](), 0
    coders = list(dict.fromkeys(cells[place["coder"]] for _, cells in table.rows)) if "coder" in place else [""]
    if len(coders) > 2:
        problems.append(Problem(where, f"{len(coders)} har kodat; graderna har plats för två.", "Låt två vara kvar."))
        return [], 0
    for number, cells in table.rows:
        document, code, text = (cells[place[what]] for what in DEMANDED)
        if not text or not document:
            what = "ställets text saknas." if not text else "det står inte vilket dokument stället hör till."
            fix = "Exportera ställena en gång till, eller ta bort raden om den inte ska med."
            problems.append(Problem(f"{where}, rad {number}", what, fix))
        elif not code:
            uncoded += 1
        else:
            coder = str(coders.index(cells[place["coder"]])) if "coder" in place else "0"
            each = found.setdefault((document, text), _Passage(number, document, text))
            each.codes.setdefault(coder, []).append(code)
    return list(found.values()), uncoded


def _rows(
    passage: _Passage,
    meant: Mapping[str, Sequence[Code]],
    said: Sequence[Code],
    mapping: CodingMapping,
    where: str,
    problems: list[Problem],
) -> Iterator[dict[str, str]]:
    """The cells of a row for each criterion; degree and loss stand in the first that is about them."""
    place = f"{where}, rad {passage.number}"

    def one(what: str, values: Sequence[str]) -> str:
        distinct = list(dict.fromkeys(filter(None, values)))
        if len(distinct) > 1:
            problems.append(Problem(place, f"stället har flera koder för {what}.", "Ta bort alla utom en i kodningen."))
        return distinct[0] if distinct else ""

    degrees = {coder: one("grad", [each.degree for each in meant.get(coder, ())]) for coder in ("0", "1")}
    without = one("hur det går utan medlemskap", [each.without for each in said])
    channel = one("kanal", [each.channel_id for each in said])
    networks = list(dict.fromkeys(filter(None, (each.network_id for each in said)))) or [mapping.network_id]
    criteria = list(dict.fromkeys(each.criterion for each in said if each.criterion)) or [""]
    graded = "use" if "use" in criteria else criteria[0]
    lost = next((each for each in criteria if each != "use"), criteria[0])
    for criterion in criteria:
        cells = {"network_id": ";".join(filter(None, networks)), "criterion": criterion, "channel_id": channel}
        if criterion == graded:
            cells |= {"intensity": degrees["0"], "intensity_coder2": degrees["1"]}
        if criterion == lost:
            cells["without_membership"] = without
        yield cells
