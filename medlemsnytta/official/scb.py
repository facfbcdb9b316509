"""The municipalities' populations from SCB's PxWeb, in the table that ends in 2024 and the one that begins in 2025.

Only this module knows pxwebpy. From reference year 2025 SCB adds noise (Cell Key Method): sums differ from totals.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import requests
from pxweb import PxApi

from medlemsnytta.official.http import ChangedShape, Sleep, patiently

MOST_INHABITANTS = 100_000_000
ADDRESS = "https://statistikdatabasen.scb.se/api/v2"


@dataclass(frozen=True)
class Table:
    """One of SCB's tables: what to ask it for, and the years that it answers for."""

    table_id: str
    contents: str
    first_year: int
    last_year: int
    region_list: str | None = None
    noisy: bool = False


UNTIL_2024 = Table("TAB638", "BE0101N1", 2000, 2024)
FROM_2025 = Table("TAB6471", "000007SF", 2025, 2100, region_list="vs_CKM03Kommun", noisy=True)


@dataclass(frozen=True)
class Count:
    """How many lived in a municipality on 31 December, and the table that says so."""

    code: str
    year: int
    inhabitants: int
    table: Table


def populations(address: str, codes: Sequence[str], sleep: Sleep) -> list[Count]:
    """The population of every municipality each year that SCB has; raises NoAnswer."""
    # One question at a time, and within the rate that the service itself states in its configuration.
    api = patiently(lambda: _opened(address), sleep)
    return [count for table in (UNTIL_2024, FROM_2025) for count in _of_table(api, table, codes, sleep)]


def _opened(address: str) -> PxApi:
    return _understood(lambda: PxApi(address, language="sv", disable_cache=True, timeout=30, max_workers=1))


def _understood(ask: Callable) -> object:
    """What the library makes of the answer."""
    try:
        return ask()
    except requests.exceptions.JSONDecodeError as error:
        # Cut off on the way, so it is worth asking again.
        raise requests.exceptions.ConnectionError("truncated") from error


def _of_table(api: PxApi, table: Table, codes: Sequence[str], sleep: Sleep) -> list[Count]:
    variables = patiently(lambda: _understood(lambda: api.get_table_variables(table.table_id)), sleep)
    chosen = _selection(table, variables, codes)
    lists = {"Region": table.region_list} if table.region_list else None
    rows = patiently(
        lambda: _understood(lambda: api.get_table_data(table.table_id, chosen, code_list=lists, show="code")), sleep
    )
    labels = {variable: variables[variable]["label"] for variable in ("Region", "Tid")}
    return _counts(table, rows, labels, codes, chosen["Tid"])


def _selection(table: Table, variables: Mapping, codes: Sequence[str]) -> dict[str, list[str]]:
    if not {"Region", "ContentsCode", "Tid"} <= set(variables):
        raise ChangedShape(f"{table.table_id} har inte längre region, innehåll och år")
    if table.contents not in _codes_of(variables, "ContentsCode"):
        raise ChangedShape(f"{table.contents} finns inte i {table.table_id}")
    years = [year for year in _codes_of(variables, "Tid") if _in_table(year, table)]
    chosen = {"Region": list(codes), "ContentsCode": [table.contents], "Tid": years}
    for variable, described in variables.items():
        if variable in chosen:
            continue
        total = next((code for code in _codes_of(variables, variable) if code.casefold() in ("totsa", "tot")), None)
        if total is not None:
            chosen[variable] = [total]
        elif not described["elimination"]:
            raise ChangedShape(f"{variable} i {table.table_id} har ingen summa")
    return chosen


def _codes_of(variables: Mapping, variable: str) -> Iterable[str]:
    return variables[variable]["category"].get("label", {})


def _in_table(year: str, table: Table) -> bool:
    return re.fullmatch(r"[0-9]{4}", year) is not None and table.first_year <= int(year) <= table.last_year


def _counts(
    table: Table, rows: Sequence[Mapping], labels: Mapping[str, str], codes: Sequence[str], years: Sequence[str]
) -> list[Count]:
    """Every municipality and year once, a whole number each; anything else is no answer."""
    found = {}
    for row in rows:
        value = row.get("value")
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MOST_INHABITANTS:
            raise ChangedShape(f"ett antal i {table.table_id} är {str(value)[:20]}")
        found[row.get(labels["Region"]), row.get(labels["Tid"])] = value
    wanted = [(code, year) for code in codes for year in years]
    lacking = [pair for pair in wanted if pair not in found]
    if lacking or len(rows) != len(wanted):
        raise ChangedShape(f"{table.table_id} gav {len(rows)} av {len(wanted)} tal")
    return [Count(code, int(year), found[code, year], table) for code, year in wanted]
