"""The appendices: every coded statement, the settings used, the sources."""

import re
from collections.abc import Mapping

from medlemsnytta.analysis import method_version
from medlemsnytta.analysis.evidence import Evidence
from medlemsnytta.analysis.memberships import Memberships
from medlemsnytta.analysis.selection import records
from medlemsnytta.analysis.statements import Statements
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.presentation.words import quotations, swedish, terms
from medlemsnytta.rendering.bundles import (
    Column,
    Prose,
    Table,
    bullets,
    code,
    filled,
    link,
    paragraph,
    prose,
    subheading,
)

CASE_NUMBER = re.compile(r"[A-ZÅÄÖ]+-\d{4}/\d+")
SCB_SOURCE = re.compile(r"^SCB S\d$")
POPULATION_SOURCE = "SCB, öppna data om folkmängd den 31 december, licens CC0; filerna står i data/README.md"


def statements_text(statements: Statements, evidence: Evidence) -> Prose:
    if not evidence.statements:
        return prose(paragraph("Det finns inga uttalanden om nätverken än."))
    coders = swedish.listed(sorted(evidence.coders)) or swedish.UNKNOWN
    return prose(
        paragraph(
            f"Varje rad är ett uttalande, {_forms(statements)}. Grad är tom där ingen angett hur mycket. Kodat av "
            f"{coders}{_second_coder(evidence)}.",
        ),
        paragraph(*_speakers(evidence)),
    )


def _second_coder(evidence: Evidence) -> str:
    return "" if evidence.agreement is None else ", vars grad står i tabellen, och av en andra person"


def _forms(statements: Statements) -> str:
    """Whether any statement stands in the speaker's own words."""
    if (statements.excerpts["form"] == "quote").any():
        return "återgivet med andra ord än källans eller, inom citattecken, ordagrant"
    return "återgivet med andra ord än källans"


def _speakers(evidence: Evidence) -> list[str]:
    """Who stands behind each pseudonym of the table."""
    named = [f"{group.speaker} är {group.description}" for group in evidence.speakers if group.statements]
    return [f"Inom parentes står vem som talar: {'; '.join(named)}."] if named else []


def statements_table(statements: Statements) -> Table | Prose:
    """One row a statement, in the order of the sources."""
    names = {network.network_id: network.short for network in statements.networks}
    document = _common_document(statements)
    rows = [
        (
            row["excerpt_id"],
            terms.networks_named(row["network_id"], names),
            statement_words(row),
            terms.CRITERION[row["criterion"]],
            "" if row["intensity"] is None or str(row["intensity"]) == "<NA>" else str(row["intensity"]),
            row["source"].removeprefix(f"{document}, "),
        )
        for row in records(statements.excerpts)
    ]
    columns = (
        Column("Nr"),
        Column("Nätverk"),
        Column("Uttalande"),
        Column("Kriterium"),
        Column("Grad", "number"),
        Column("Källa"),
    )
    notes = (f"Källan är {document}; kolumnen anger avsnittet.",) if document else ()
    return filled(Table("tabell-uttalanden", "Kodade uttalanden", columns, tuple(rows), notes), "")


def statement_words(row: Mapping[str, object]) -> str:
    """The statement as it is shown, with who said it."""
    return f"{quotations.shown(row)} ({row['speaker'] or terms.SOURCE_KIND[row['source_kind']]})"


def _common_document(statements: Statements) -> str:
    """The document that every statement comes from, where it is one and the same; else nothing."""
    documents = {source.partition(", ")[0] for source in statements.excerpts["source"]}
    return documents.pop() if len(documents) == 1 else ""


def settings_table(memberships: Memberships) -> Table:
    """The parameters the report was built with; the officer's text stands in its section."""
    parameters = memberships.parameters
    rows = (
        ("Kommun", f"{memberships.municipality.name} ({memberships.municipality.code})"),
        ("Utvärderingsår", str(parameters.year)),
        ("Rapportens datum", parameters.report_date.isoformat()),
        ("Tidsfrist", parameters.deadline.isoformat() if parameters.deadline else swedish.UNKNOWN),
        ("Nätverk", swedish.listed([network.name for network in memberships.networks])),
        ("Så gammalt får det som bekräftar vara", swedish.counted(parameters.evidence_months, "en månad", "månader")),
        ("Metodens version", _method_version(parameters)),
        ("Förra utvärderingen", parameters.previous or "ingen"),
        _hourly_cost(parameters),
    )
    return Table("tabell-installningar", "Inställningar", (Column("Inställning"), Column("Värde")), rows)


def _method_version(parameters: Parameters) -> str:
    """The version that the figures are worked out with, and the one that the report was handed over with if another."""
    handed_over = parameters.method_version
    if handed_over in (None, method_version.VERSION):
        return method_version.VERSION
    return f"{method_version.VERSION}; rapporten lämnades med version {handed_over}"


def _hourly_cost(parameters: Parameters) -> tuple[str, str]:
    """What an hour's cost was worked out from: given as it is, or a monthly salary."""
    hourly, salary = parameters.hourly_cost_sek, parameters.monthly_salary_sek
    if hourly is not None:
        return "Kostnad för en arbetstimme", swedish.kronor(int(hourly * 100))
    return "Månadslön för timkostnaden", swedish.UNKNOWN if salary is None else swedish.kronor(salary * 100)


def method_text() -> Prose:
    """How the figures come about, in short, and how to build the report again."""
    criteria = [f"{terms.CRITERION[name].lower()} ({meaning})" for name, meaning in terms.CRITERION_MEANING.items()]
    return prose(
        paragraph(f"Kriterierna är {swedish.listed(criteria)}."),
        paragraph(
            "Avgiften räknas i hela ören efter regeln och folkmängden, och avrundas bara i tryck. En timme kostar "
            "månadslönen delad med 142 arbetstimmar, gånger 1,54 för arbetsgivarens övriga kostnader. "
        ),
        paragraph(
            "Rapporten byggs om med programmet Medlemsnytta. Underlaget ligger i mapparna ",
            code("data"),
            " och ",
            code("params"),
            ", metoden beskrivs i ",
            code("docs/method.md"),
            ".",
        ),
    )


def sources_text(evidence: Evidence) -> Prose:
    """Every source that the report's figures and statements name, each once."""
    return prose(subheading("Källor"), bullets(*(_source_item(source) for source in sources(evidence))))


def sources(evidence: Evidence) -> list[str]:
    """The distinct sources: the sections of a document with a case number are gathered under the document."""
    named: dict[str, list[str]] = {}
    for source in sorted({part.strip() for whole in evidence.sources for part in whole.split(" ; ")}):
        document, _, section = source.partition(", ")
        if section and CASE_NUMBER.fullmatch(document):
            named.setdefault(document, []).append(section)
        else:
            named.setdefault(SCB_SOURCE.sub(POPULATION_SOURCE, source), [])
    return [f"{name} ({swedish.listed(sections)})" if sections else name for name, sections in named.items()]


def _source_item(source: str) -> list:
    """The source's words, its address as a link."""
    runs: list = []
    for part in re.split(r"(https?://[^\s,;)<>'\"`]+)", source):
        runs.append(link(part, part) if part.startswith("http") else part)
    return runs
