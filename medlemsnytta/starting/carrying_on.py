"""What a new report takes over from the municipality's earlier one, and what has to be asked anew."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from medlemsnytta.analysis.periods import first_day, months_before
from medlemsnytta.inputs.parameters.params import Parameters, plain, read_parameters
from medlemsnytta.inputs.parameters.reports import parameter_file, report_names
from medlemsnytta.inputs.tables.cells import plain_text
from medlemsnytta.inputs.tables.layouts import BOTH, LAYOUTS, ids_in
from medlemsnytta.inputs.tables.report_rows import Reading
from medlemsnytta.inputs.tables.table_files import own_folder
from medlemsnytta.inputs.tables.table_words import TABLE_WORDS
from medlemsnytta.inputs.tables.waiting_rows import COLUMN, TO_ASK
from medlemsnytta.presentation.words import swedish
from medlemsnytta.starting.csv_writer import Cells

_CARRIED = (
    *("networks", "asked_by", "recipient", "coder", "colour", "logo", "evidence_months"),
    *("monthly_salary_sek", "monthly_salary_source", "monthly_salary_year", "monthly_salary_status", "hourly_cost_sek"),
)
"""What holds until somebody says otherwise; days, numbers of cases, conclusions and answers are each year's own."""

_OF_A_YEAR = (("time_log", ("network_id",), ("how",)), ("indicators", ("network_id", "set"), ("size",)))
"""Tables with a row a year: what tells their rows apart, and what holds of them the year after."""


def earlier_report(root: Path, slug: str, year: int) -> tuple[str, Parameters] | None:
    """The municipality's latest report of an earlier year, with its name; raises ProblemsFound where it cannot be read."""
    years = {name.removeprefix(f"{slug}-"): name for name in report_names(root) if name.startswith(f"{slug}-")}
    earlier = [each for each in years if each.isascii() and each.isdecimal() and len(each) == 4 and int(each) < year]
    if not earlier:
        return None
    name = years[max(earlier)]
    return name, read_parameters(parameter_file(root, name), root=root)


def carried_parameters(earlier: tuple[str, Parameters]) -> dict[str, Any]:
    """The parameters that the new report begins with."""
    name, parameters = earlier
    values: Mapping[str, Any] = plain(parameters)
    return {"previous": name} | {each: values[each] for each in _CARRIED if values[each] is not None}


@dataclass(frozen=True)
class AskedAnew:
    """What the tables that stand do not say of a new year: in Swedish, and by table as rows that wait for their answer."""

    lines: tuple[str, ...] = ()
    rows: Mapping[str, Sequence[Cells]] = field(default_factory=dict)


def asked_anew(root: Path, data_folder: str, year: int, months: int, networks: Collection[str]) -> AskedAnew:
    """What has to be asked of the `networks` for the new `year`; raises ProblemsFound.

    What is `months` older than the end of the year confirms nothing, and is asked of the same person anew.
    """
    lines, rows = list[str](), dict[str, list[Cells]]()
    named = {*networks, BOTH}
    # Each id in one spelling, however it was typed.
    tables = Reading(root).whole(data_folder)

    def ask(table: str, frame: pd.DataFrame, kept: Sequence[str], own: Mapping[str, str]) -> bool:
        """Lay out the rows of `frame` with what holds of them, each once; whether there are any."""
        found = frame[[bool(named & {*ids_in(each)}) for each in frame["network_id"].tolist()]]
        cells = [
            {name: plain_text(_known(row[name])) for name in kept} | own | {COLUMN: TO_ASK}
            for row in found.to_dict("records")
        ]
        rows[table] = [dict(each) for each in dict.fromkeys(tuple(each.items()) for each in cells)]
        return bool(cells)

    statements = _of_people(tables.excerpts, tables.speakers)
    newest = statements.groupby("speaker")["date"].max().map(first_day)
    since = months_before(date(year, 12, 31), months)
    old = sorted(newest[newest < since].index.tolist())
    said = statements[statements["speaker"].isin(old)]
    answers = said[said["intensity"].notna() | (said["without_membership"] != "")]
    if ask("excerpts", answers, ("network_id", "criterion", "channel_id", "speaker"), {}):
        whose = swedish.listed([each for each in old if each in set(answers["speaker"].tolist())])
        lines.append(
            f"{TABLE_WORDS['excerpts']}: det som {whose} har sagt är äldre än {months} månader vid årets slut, eller utan "
            "datum, och bekräftar inget. Fråga igen."
        )
    for name, key, kept in _OF_A_YEAR:
        frame = tables.frame(name)
        latest = frame[frame["year"] == frame.groupby(list(key))["year"].transform("max")]
        before = latest[latest["year"] < year]
        if ask(name, before, (*key, *kept), {"year": str(year)}):
            lines.append(
                f"{TABLE_WORDS[name]}: de senaste raderna gäller {int(before['year'].max())}. Skriv nya för {year}."
            )
    uses = tables.uses
    newest_use = max(uses["date_from"].tolist(), default="")
    if newest_use < str(year):
        latest = uses[uses["date_from"].str[:4] == newest_use[:4]]
        if ask("uses", latest, ("network_id", "channel_id", "kind", "document_id"), {}):
            age = f"det senaste är från {newest_use}" if newest_use else "inget har datum"
            lines.append(f"{TABLE_WORDS['uses']}: {age}. Skriv vad som har hänt {year}.")
    return AskedAnew(tuple(lines), _not_there(root, data_folder, rows))


def _of_people(statements: pd.DataFrame, speakers: pd.DataFrame) -> pd.DataFrame:
    """Without the words of the network, of outsiders and of whoever wrote the evaluation: they are asked nothing."""
    not_asked = set(speakers[speakers["role"].isin(["author", "network"])]["speaker"].tolist())
    asked = (statements["speaker"] != "") & ~statements["speaker"].isin(not_asked)
    return statements[asked & ~statements["source_kind"].isin(["network_own", "third_party"])]


def _known(value: Any) -> Any:
    return "" if value is None or value is pd.NA or value != value else value


def _not_there(root: Path, data_folder: str, rows: Mapping[str, Sequence[Cells]]) -> dict[str, list[Cells]]:
    """Those that an earlier run has not laid out already."""
    folder, left = own_folder(root, data_folder), {}
    for name, asked in rows.items():
        there = []
        if folder.has(name):
            sheet = folder.read(LAYOUTS[name])
            there = [dict(zip(sheet.header, map(plain_text, cells), strict=True)) for _, cells in sheet.rows]
        new = [each for each in asked if not any(each.items() <= row.items() for row in there)]
        if new:
            left[name] = new
    return left
