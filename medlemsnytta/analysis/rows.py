"""Which rows of the tables one report rests on, as of its date, and the sources that they name."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from medlemsnytta.analysis.assignment import Decision, Municipality
from medlemsnytta.analysis.facts import Record
from medlemsnytta.analysis.fees import Fee
from medlemsnytta.analysis.members import ITSELF
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import BOTH, ids_in

HISTORY_YEARS = 8
"""How many years back the report tells of fees and inhabitants."""

OF_NETWORKS = (
    *("memberships", "decisions", "channels", "uses", "use_logs", "events", "survey", "overlaps", "themes"),
    *("indicators", "time_log"),
)
"""The tables whose rows count among those that a report rests on, by their network."""


def municipality_of(tables: Tables, parameters: Parameters) -> Municipality:
    """The municipality of the parameters, with the populations known at the report's date."""
    rows = records(where(tables.municipalities, code=[parameters.municipality_code]))
    if not rows:
        what = f"kommunkoden {parameters.municipality_code} finns inte."
        fix = f"Rätta den. Saknas kommunen, skriv den i {tables.where_to_add('municipalities')}."
        raise ProblemsFound([Problem("municipality_code", what, fix)])
    counts = where(tables.population, code=[parameters.municipality_code], kind=["outcome"])
    known = {
        int(row["year"]): row for row in records(counts) if date(int(row["year"]), 12, 31) <= parameters.report_date
    }
    return Municipality(
        *(rows[0][name] for name in ("code", "name", "type")),
        populations={year: int(row["inhabitants"]) for year, row in known.items()},
        population_rows={year: row.row for year, row in known.items()},
        record=rows[0],
    )


def networks_known(tables: Tables, parameters: Parameters) -> Mapping[str, Record]:
    known = {row["network_id"]: row for row in records(tables.networks)}
    missing = [network_id for network_id in parameters.networks if network_id not in known]
    if missing:
        add = f"Saknas det, skriv det i {tables.where_to_add('networks')}."
        fix = f"De som finns är: {', '.join(sorted(known))}. {add}"
        raise ProblemsFound([Problem("networks", f"nätverket {name} finns inte.", fix) for name in missing])
    return known


def until_report_date(tables: Tables, parameters: Parameters) -> Tables:
    """The tables without what happened after the report's date; a plan may lie ahead."""
    day, uses = parameters.report_date.isoformat(), tables.uses
    return replace(
        tables,
        uses=uses[(uses["tense"] == "planned") | (uses["date_from"] <= day)],
        events=where(tables.events, date=lambda each: each.isoformat() <= day),
        network_years=where(tables.network_years, source_date=lambda each: each <= day),
        use_logs=where(tables.use_logs, date_from=lambda each: each.isoformat() <= day),
        **{
            name: where(tables.frame(name), date=lambda each: each <= day)
            for name in ("decisions", "excerpts", "survey")
        },
    )


def usable_excerpts(excerpts: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """The statements about the networks in question; what is said of both is of the two of a report with two."""
    treated = {*parameters.networks, *([BOTH] if len(parameters.networks) == 2 else [])}
    return where(excerpts, network_id=lambda cell: not treated.isdisjoint(ids_in(cell)))


def speakers_about(speakers: pd.DataFrame, excerpts: pd.DataFrame, parameters: Parameters) -> pd.DataFrame:
    """Those who speak for or about the networks in question: by their own network, or by what they have said."""
    linked = speakers["network_id"].isin(["", *parameters.networks])
    return speakers[linked | speakers["speaker"].isin(excerpts["speaker"])]


def decisions_of(decisions: pd.DataFrame, parameters: Parameters) -> tuple[Decision, ...]:
    """Decisions about the networks, or about no one network, in the order of the table, which is the order of events."""
    treated = {BOTH, *parameters.networks}
    about = where(decisions, network_id=lambda cell: not cell or not treated.isdisjoint(ids_in(cell)))
    return tuple(map(Decision, records(about)))


def rows_used(
    tables: Tables, parameters: Parameters, excerpts: pd.DataFrame, charged: Sequence[Fee]
) -> Mapping[str, pd.DataFrame]:
    """The rows the report rests on: what people typed of these networks, and what the `charged` fees follow from."""
    chosen = [*parameters.networks, "both"]
    first = date(parameters.year, 1, 1)
    rules = where(
        tables.fees,
        network_id=chosen,
        valid_from=lambda day: day is not None and day <= first,
        valid_to=lambda day: day is None or first <= day,
    )
    parts = [part for fee in charged for part in fee.rule.parts]
    traced = set(where(tables.uses, network_id=chosen)["document_id"].tolist())
    used = {
        "excerpts": excerpts,
        "speakers": speakers_about(tables.speakers, excerpts, parameters),
        "documents": where(tables.documents, document_id=traced),
        "fees": rules,
        "exchange_rates": where(tables.exchange_rates, date={part.rate_date for part in parts if part.rate_date}),
        "tax_base": where(tables.tax_base, year={part.tax_base_year for part in parts if part.tax_base_year}),
    }
    for name in OF_NETWORKS:
        used[name] = where(tables.frame(name), network_id=lambda cell: not set(chosen).isdisjoint(ids_in(cell)))
    return used


def sources_named(tables: Tables, parameters: Parameters, rows_used: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Every source named by a row that the report uses, and by the salary, each once in alphabetical order."""
    chosen, code = parameters.networks, parameters.municipality_code
    first = parameters.year - HISTORY_YEARS - 1
    frames = [
        *rows_used.values(),
        where(tables.networks, network_id=chosen),
        where(tables.population, code=[code], year=lambda year: year >= first),
    ]
    named = {source for frame in frames for source in frame["source"].tolist()}
    sizes = records(where(tables.network_years, network_id=chosen))
    named |= {row["source"] for row in sizes if row["year"] is not None or row["said_by"].startswith(ITSELF)}
    if parameters.monthly_salary_source:
        named.add(parameters.monthly_salary_source)
    return tuple(sorted(named))
