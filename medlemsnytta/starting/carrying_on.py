"""What a new report takes over from the municipality's earlier one, and what has to be asked anew."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from medlemsnytta.analysis.periods import first_day, months_before
from medlemsnytta.inputs.parameters.params import Parameters, plain, read_parameters
from medlemsnytta.inputs.parameters.reports import parameter_file, report_names
from medlemsnytta.inputs.tables.frames import load_table
from medlemsnytta.inputs.tables.table_words import TABLE_WORDS
from medlemsnytta.presentation.words import swedish

_CARRIED = (
    *("networks", "asked_by", "recipient", "coder", "colour", "logo", "evidence_months"),
    *("monthly_salary_sek", "monthly_salary_source", "monthly_salary_year", "monthly_salary_status", "hourly_cost_sek"),
)
"""What holds until somebody says otherwise; days, numbers of cases, conclusions and answers are each year's own."""

_OF_A_YEAR = ("time_log", "indicators")


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


def asked_anew(root: Path, data_folder: str, year: int, months: int) -> tuple[str, ...]:
    """What the tables that stand do not say of the new `year`, in Swedish; raises ProblemsFound.

    What is `months` older than the end of the year confirms nothing.
    """
    lines = []
    statements = load_table(root, data_folder, "excerpts")
    newest = statements[statements["speaker"] != ""].groupby("speaker")["date"].max().to_dict()
    since = months_before(date(year, 12, 31), months)
    old = sorted(speaker for speaker, day in newest.items() if day and first_day(day) < since)
    if old:
        lines.append(
            f"{TABLE_WORDS['excerpts']}: det som {swedish.listed(old)} har sagt är äldre än {months} månader vid årets "
            "slut och bekräftar inget. Fråga igen, och skriv svaren på nya rader."
        )
    for name in _OF_A_YEAR:
        years = [int(each) for each in load_table(root, data_folder, name)["year"].dropna().tolist()]
        if years and year not in years:
            lines.append(f"{TABLE_WORDS[name]}: de senaste raderna gäller {max(years)}. Skriv nya för {year}.")
    days = [each for each in load_table(root, data_folder, "uses")["date_from"].tolist() if each]
    if days and max(days) < str(year):
        lines.append(f"{TABLE_WORDS['uses']}: det senaste är från {max(days)}. Skriv vad som har hänt {year}.")
    return tuple(lines)
