"""The appendices: every coded statement, what the rows were used for, the method, the settings, the sources."""

import re
from collections.abc import Iterator, Mapping, Sequence

from medlemsnytta.analysis import method_version
from medlemsnytta.analysis.evidence import Evidence
from medlemsnytta.analysis.facts import Record, Row, convention, parameter, row_of
from medlemsnytta.analysis.memberships import Memberships
from medlemsnytta.analysis.network_answers import Answers
from medlemsnytta.analysis.network_cases import KINDS
from medlemsnytta.analysis.recorded_use import FEW_USES, MANY_USES
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.analysis.use_answers import FEWEST_WHO_CONFIRM
from medlemsnytta.analysis.working_time import EMPLOYER_COST_FACTOR, WORKING_HOURS_A_MONTH
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.presentation.sections.use import shown_statement
from medlemsnytta.presentation.sections.values import networks_of
from medlemsnytta.presentation.words import quotations, row_words, swedish, terms, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    cell,
    cite,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import (
    Column,
    Origins,
    Prose,
    Table,
    bullets,
    filled,
    link,
    paragraph,
    prose,
    subheading,
)

CASE_NUMBER = re.compile(r"[A-ZÅÄÖ]+-\d{4}/\d+")
SCB_SOURCE = re.compile(r"^SCB S\d$")
POPULATION_SOURCE = "SCB, öppna data om folkmängd den 31 december, licens CC0"


def statements_text(statements: Statements, evidence: Evidence, answers: Answers) -> Prose:
    """How to read the table, and who stands behind each pseudonym."""
    if not evidence.statements:
        return prose(paragraph(cite("Det finns inga uttalanden om nätverken än.", evidence.statements_fact)))
    said = [f"En rad är ett uttalande, {_forms(statements)}."]
    if not all(map(_degree, evidence.excerpts)):
        said.append("Graden är tom där det inte sägs hur mycket.")
    if _deciding(answers) & {row.row for row in evidence.excerpts}:
        said.append("En stjärna visar de uttalanden som avgör ett svar.")
    if statements.repeating:
        said.append("Ett uttalande som upprepar ett annat är märkt och räknas en gång.")
    return prose(paragraph(joined(said)), paragraph(*_speakers(evidence)))


def _deciding(answers: Answers) -> set[Row]:
    return {entry.row for entry in answers.ledger if entry.used_by}


def _forms(statements: Statements) -> str:
    """Whether any statement stands in the speaker's own words."""
    if (statements.excerpts["form"] == "quote").any():
        return "återgivet med andra ord än källans eller, inom citattecken, ordagrant"
    return "återgivet med andra ord än källans"


def _speakers(evidence: Evidence) -> Iterator[CitedText]:
    """Who stands behind each pseudonym of the table."""
    named = [
        say("{speaker} är {who}", speaker=cell(group.record, "speaker"), who=cell(group.record, "description"))
        for group in evidence.speakers
        if group.statements
    ]
    if named:
        yield say("Inom parentes står vem som talar: {named}.", named=joined(named, "; "))


def statements_table(statements: Statements, evidence: Evidence, answers: Answers) -> Table | Prose:
    """One row a statement, in the order of the table."""
    deciding = _deciding(answers)
    document = _common_document(evidence)
    sources = [row.fact("source") for row in evidence.excerpts]
    rows = [
        (
            say(
                "{name}{star}", name=cell(row, "excerpt_id"), star="\N{NO-BREAK SPACE}*" if row.row in deciding else ""
            ),
            networks_of(row, statements),
            _words(row, statements),
            cell(row, "criterion", terms.CRITERION.__getitem__),
            _degree(row),
            _source(row, document),
        )
        for row in evidence.excerpts
    ]
    columns = (
        Column("Nr"),
        Column("Nätverk"),
        Column("Uttalande"),
        Column("Kriterium"),
        Column("Grad", "number"),
        Column("Källa"),
    )
    told = say("Källan är {document}; kolumnen anger avsnittet.", document=cite(document, *sources))
    notes = (told,) if document else ()
    anchors = tuple(_anchor(row) for row in evidence.excerpts)
    return filled(Table("tabell-uttalanden", "Uttalanden", columns, tuple(rows), notes, anchors=anchors), "")


def _source(row: Record, document: str) -> CitedText:
    """Where it was said, and for what was read in from a file which one, and the place in it."""
    source = cell(row, "source", lambda source: source.removeprefix(f"{document}, "))
    if not row.get("passage"):
        return source
    # The number after the mark is for the program alone.
    return say(
        "{source} ({passage})", source=source, passage=cell(row, "passage", lambda place: place.partition(" #")[0])
    )


def _words(row: Record, statements: Statements) -> CitedText:
    """The statement as it is shown, with who said it, and which one it repeats."""
    who = (
        cell(row, "speaker") if row["speaker"] else cite(terms.SOURCE_KIND[row["source_kind"]], row.fact("source_kind"))
    )
    said = say("{said} ({who})", said=shown_statement(row), who=who)
    if row["excerpt_id"] in statements.repeating:
        return said + say(" Upprepar {other}.", other=cell(row, "same_as"))
    return said


def statement_words(row: Mapping[str, object]) -> str:
    """The same without its facts, of a row that is compared with an earlier one."""
    return f"{quotations.shown(row)} ({row['speaker'] or terms.SOURCE_KIND[row['source_kind']]})"


def _degree(row: Record) -> Text:
    first, second = row["intensity"], row["intensity_coder2"]
    if first is None and second is None:
        return ""
    degree = "–" if first is None else cell(row, "intensity")
    return degree if second is None else say("{one} ({other})", one=degree, other=cell(row, "intensity_coder2"))


def _common_document(evidence: Evidence) -> str:
    """The document that every statement comes from, where it is one and the same and each names its section; else nothing."""
    parts = [row["source"].partition(", ") for row in evidence.excerpts]
    documents = {document for document, _, _ in parts}
    return documents.pop() if len(documents) == 1 and all(section for _, _, section in parts) else ""


def settings_table(memberships: Memberships) -> Table:
    """The parameters that the report was built with; the officer's text stands in its section."""
    parameters = memberships.parameters
    municipality = memberships.municipality
    rows: list[tuple[str, Text]] = [
        (
            "Region" if municipality.type == "region" else "Kommun",
            say("{name} ({code})", name=cell(municipality.record, "name"), code=cell(municipality.record, "code")),
        ),
        ("Utvärderingsår", fact_words(parameter("year", parameters.year))),
        ("Rapportens datum", fact_words(parameter("report_date", parameters.report_date))),
        ("Nätverk", listed([cell(network.profile, "name") for network in memberships.networks])),
        ("Uttalanden bekräftar i", say("{months} månader", months=_parameter(parameters, "evidence_months"))),
        ("Metodens version", _method_version(parameters)),
    ]
    if parameters.deadline:
        rows.insert(3, ("Tidsfrist", fact_words(parameter("deadline", parameters.deadline))))
    if parameters.previous:
        rows.append(("Förra utvärderingen", _parameter(parameters, "previous")))
    rows.extend(_hourly_cost(parameters))
    columns = (Column("Inställning"), Column("Värde"))
    return Table("tabell-installningar", "Inställningar", columns, tuple(rows), printed=False)


def _parameter(parameters: Parameters, name: str) -> CitedText:
    return fact_words(parameter(name, getattr(parameters, name)))


def _method_version(parameters: Parameters) -> CitedText:
    """The version that the answers are worked out with, and the one that the report was handed over with if another."""
    used = fact_words(convention("version", method_version.VERSION))
    if parameters.method_version in (None, method_version.VERSION):
        return used
    return say(
        "{used}; rapporten lämnades med version {then}", used=used, then=_parameter(parameters, "method_version")
    )


def _hourly_cost(parameters: Parameters) -> Iterator[tuple[str, Text]]:
    """What an hour's cost was worked out from, where it was given: as it is, or a monthly salary."""
    hourly, salary = parameters.hourly_cost_sek, parameters.monthly_salary_sek
    if hourly is not None:
        yield "Kostnad för en arbetstimme", say("{cost} kr", cost=_kronor(parameters, "hourly_cost_sek"))
    elif salary is not None:
        yield "Månadslön för timkostnaden", say("{salary} kr", salary=_kronor(parameters, "monthly_salary_sek"))


def _kronor(parameters: Parameters, name: str) -> CitedText:
    return fact_words(parameter(name, getattr(parameters, name)), lambda amount: swedish.number(amount))


def method_text(parameters: Parameters, answers: Answers) -> Prose:
    """How answers and certainty come about, in short, and what is convention; only of the kinds of decision that there are."""
    kinds = [kind for kind in KINDS if answers.of_kind(kind)]
    return prose(
        paragraph(joined(_questions(kinds, answers))),
        paragraph(joined(_first_answer(kinds, answers))),
        paragraph(
            "På andra frågan svarar de som säger vad som händer utan medlemskapet: samma, långsammare, sämre eller inte alls. Där "
            "människor inte har svarat räknas ett alternativ som ersätter, eller en kanal som är stängd för andra. Är kanalen "
            "öppen blir det en fråga. Om svaren skiljer sig gäller den största förlusten."
        ),
        paragraph(joined(_certainty(kinds, parameters))),
        *([paragraph(_limits())] if kinds != ["candidate"] else []),
        paragraph(joined(_of_money(parameters))),
    )


def _questions(kinds: Sequence[str], answers: Answers) -> Iterator[Text]:
    """The two questions, by the kind of decision where there are several."""
    networks = "det nätverk" if len(answers.networks) == 1 else "de nätverk"
    for kind in kinds:
        start = f"Metoden ställer samma frågor om {networks} som utvärderas:"
        if len(kinds) > 1:
            start = f"{_OF_KIND[kind]} frågar metoden:"
        yield f"{start} {verdicts.use_question(kind)} {verdicts.loss_question(kind)}"
    yield "Bredvid svaren står priset. Nätverken summeras inte och jämförs inte med varandra. Metoden beslutar inte."


_OF_KIND = {
    "member": "Om ett medlemskap",
    "candidate": "Om ett nätverk att gå med i",
    "left": "Om ett nätverk som har lämnats",
}


def _first_answer(kinds: Sequence[str], answers: Answers) -> Iterator[Text]:
    """What answers the first question: statements with a degree, or of what is no membership yet the plan."""
    if kinds != ["candidate"]:
        yield (
            "Ett uttalande får en grad när det säger hur mycket: från ”används inte” till ”löpande”. Grader om användning svarar på "
            "första frågan. Det som är planerat, det som saknar grad, nätverkens egna ord och det som utvärderingens "
            "författare säger visas men räknas inte."
        )
        if any(each.judgement.case.has_representatives for each in answers.networks):
            yield "Företrädarna i ett nätverk räknas som en röst, hur många de än är."
        yield (
            "Av det som en person har sagt gäller det nyaste. Bredvid människors ord räknas loggar, spår i styrdokument, nyckeltal i "
            "egen uppföljning, deltagande och enkäter."
        )
    if "candidate" in kinds:
        yield (
            "Om ett nätverk att gå med i svarar planen på första frågan: vad medlemskapet ska användas till, vem som ska ansvara och "
            "hur många timmar som är avsatta."
        )


def _certainty(kinds: Sequence[str], parameters: Parameters) -> Iterator[Text]:
    start = "Svaret på andra frågan" if kinds == ["candidate"] else "Ett svar"
    shown = (
        "" if kinds == ["candidate"] else ", när en logg för ett år visar det eller när ett styrdokument har granskats"
    )
    yield say(
        "{start} är bekräftat när minst {people} oberoende personer säger detsamma{shown}. Det som är äldre än {months} "
        "månader kan inte bekräfta. Annars är svaret enligt uppgift.",
        start=start,
        people=fact_words(convention("people_who_confirm", FEWEST_WHO_CONFIRM), swedish.in_words),
        shown=shown,
        months=_parameter(parameters, "evidence_months"),
    )
    if "candidate" in kinds:
        yield "Om ett nätverk kommer att användas kan inte bekräftas, för det är inte prövat än."


def _limits() -> CitedText:
    return say(
        "Gränserna är valda i förväg. Den som använder något ofta eller löpande räknas som användare. Minst {many} "
        "användningar i ett års logg räcker för ja, och färre än {few} talar för nej.",
        many=fact_words(convention("many_uses", MANY_USES), swedish.in_words),
        few=fact_words(convention("few_uses", FEW_USES), swedish.in_words),
    )


def _of_money(parameters: Parameters) -> Iterator[Text]:
    yield "Avgiften räknas i hela ören efter regeln och avrundas i tryck."
    if parameters.hourly_cost_sek is not None:
        yield "Vad en arbetstimme kostar är angivet."
    elif parameters.monthly_salary_sek is not None:
        yield say(
            "En arbetstimme kostar månadslönen delad med {hours}, gånger {factor} för arbetsgivarens övriga kostnader.",
            hours=fact_words(convention("working_hours_a_month", WORKING_HOURS_A_MONTH)),
            factor=fact_words(
                convention("employer_cost_factor", EMPLOYER_COST_FACTOR), lambda factor: swedish.number(factor, 2)
            ),
        )


def sources_text(evidence: Evidence) -> Prose:
    """Every source that the report's figures and statements name, each once."""
    return prose(subheading("Källor"), bullets(*(_source_item(source) for source in sources(evidence)), ordered=True))


def origins(inputs: ReportInputs, evidence: Evidence) -> Origins:
    """The source of every row that may be printed, by its number in the list of sources where it stands there."""
    listed_as = {item: number for number, item in enumerate(_gathered(evidence), start=1)}
    named: dict[tuple[str, ...], int] = {}
    rows: dict[str, list[list[int]]] = {}
    shown = {row["excerpt_id"] for row in evidence.excerpts}
    for table in row_words.TABLE:
        frame = inputs.tables.frame(table)
        if table == "excerpts":
            frame = frame[frame["excerpt_id"].isin(shown)]
        for index, source in zip(frame.index.tolist(), frame["source"].tolist(), strict=True):
            row = row_of(table, index)
            found = [(listed_as.get(_item_of(part.strip())[0]), part.strip()) for part in source.split(" ; ")]
            words = tuple(f"källa {number}" if number else part for number, part in found)
            _extend(
                rows.setdefault(f"{table}*" if row.own else table, []), row.number, named.setdefault(words, len(named))
            )
    return Origins(
        title="Var uppgifterna kommer ifrån",
        introduction=(
            "Numren inom hakparentes i texten leder hit. Här står vilka rader i underlagets tabeller som uppgiften bygger på, "
            "och inom parentes deras källa med numret i listan över källor. Pilen leder tillbaka."
        ),
        tables=row_words.TABLE,
        sources=tuple(named),
        rows={table: tuple((first, last, place) for first, last, place in found) for table, found in rows.items()},
        printed={"excerpts": {str(row.row.number): (_anchor(row), row["excerpt_id"]) for row in evidence.excerpts}},
    )


def _extend(runs: list[list[int]], number: int, place: int) -> None:
    if runs and runs[-1][1] == number - 1 and runs[-1][2] == place:
        runs[-1][1] = number
    else:
        runs.append([number, number, place])


def _anchor(row: Record) -> str:
    """Where the statement stands in the table of statements."""
    return f"uttalande--{row.row.number}"


def sources(evidence: Evidence) -> list[str]:
    """The distinct sources: the sections of a document with a case number are gathered under the document."""
    named = _gathered(evidence)
    return [f"{name} ({swedish.listed(sections)})" if sections else name for name, sections in named.items()]


def _gathered(evidence: Evidence) -> dict[str, list[str]]:
    """What each item of the list is called, with the sections that it gathers."""
    named: dict[str, list[str]] = {}
    for source in sorted({part.strip() for whole in evidence.sources for part in whole.split(" ; ")}):
        item, section = _item_of(source)
        sections = named.setdefault(item, [])
        sections.extend([section] if section else [])
    return named


def _item_of(source: str) -> tuple[str, str]:
    document, _, section = source.partition(", ")
    if section and CASE_NUMBER.fullmatch(document):
        return document, section
    return SCB_SOURCE.sub(POPULATION_SOURCE, source), ""


def _source_item(source: str) -> list:
    """The source's words, its address as a link."""
    runs: list = []
    for part in re.split(r"(https?://[^\s,;)<>'\"`]+)", source):
        runs.append(link(part, part) if part.startswith("http") else part)
    return runs
