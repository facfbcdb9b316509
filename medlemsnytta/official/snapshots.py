"""What has been fetched beside what stood: the difference, the new files, and the old ones kept."""

import csv
import hashlib
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import regular_files
from medlemsnytta.files.project import own_or_shipped
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.tables.cells import Unreadable, as_typed, read_cell
from medlemsnytta.inputs.tables.csv_files import parse_csv
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.sheets import Sheet
from medlemsnytta.official.kolada import Value
from medlemsnytta.official.scb import Count
from medlemsnytta.presentation.words import swedish

FOLDER = "data/reference/snapshots"
REGISTER = "snapshots.csv"
POPULATION = "data/reference/population.csv"
_REGISTER_HEADER = ("file", "what", "address", "retrieved", "sha256", "rows", "replaced")
_KEY_FIGURES_HEADER = ("kolada_id", "code", "year", "value", "status")
_DATED = re.compile(r"\d{4}-\d\d-\d\d\.csv")
_MOVE_AWAY = "Flytta undan filen, så skrivs en ny."
_NOISE = "Från 2025 lägger SCB brus på talen, så summor skiljer sig från totaler."


@dataclass(frozen=True)
class Difference:
    """How the fetched figures differ from those that stand; `lines` say so in Swedish."""

    new: int
    changed: int
    unchanged: int
    lines: tuple[str, ...]

    @property
    def anything(self) -> bool:
        return bool(self.new or self.changed)


@dataclass(frozen=True)
class Snapshot:
    """Files to write: under the snapshots folder, and the table that reports read, where there is one."""

    difference: Difference
    kept: Mapping[str, bytes]
    table: bytes | None


@dataclass(frozen=True)
class _StandingRow:
    """A row of the population table: what it says, and its cells in the order of the file's own header."""

    code: str
    year: int
    inhabitants: int
    kind: str
    cells: list[str]


def population(root: Path, counts: Sequence[Count], names: Mapping[str, str], address: str, today: date) -> Snapshot:
    """The population table with what is new and changed; rows that say the same stay as they are, byte for byte."""
    old = own_or_shipped(root, POPULATION).read_bytes()
    header, rows = _population_rows(old)
    place = {(row.code, row.year): number for number, row in enumerate(rows) if row.kind == "outcome"}
    new, changed, sums = [], [], _sums_of_regions(counts, names)
    for count in [*counts, *sums]:
        now = _StandingRow(count.code, count.year, count.inhabitants, "outcome", _row(count, header, today))
        number = place.get((count.code, count.year))
        if number is None:
            new.append(count)
            rows.append(now)
        elif rows[number].inhabitants != count.inhabitants:
            changed.append((count, rows[number].inhabitants))
            rows[number] = now
    rows.sort(key=lambda row: (row.code, row.year, row.kind != "outcome"))
    difference = _difference([*counts, *sums], new, changed, names)
    table = _csv(header, (row.cells for row in rows))
    fetched = _csv(
        ("code", "year", "inhabitants", "table"),
        ((count.code, str(count.year), str(count.inhabitants), count.table.table_id) for count in counts),
    )
    replaced = f"population-before-{today}.csv"
    return Snapshot(
        difference,
        _registered(
            root, f"population-{today}.csv", "folkmängd", fetched, len(counts), address, today, {replaced: old}
        ),
        table,
    )


def key_figures(root: Path, values: Sequence[Value], address: str, today: date) -> Snapshot:
    """The key figures as fetched; no report reads them yet, so only the snapshot is written."""
    ordered = sorted(values, key=lambda value: (value.kolada_id, value.code, value.year))
    rows = [
        (value.kolada_id, value.code, str(value.year), "" if value.value is None else repr(value.value), value.status)
        for value in ordered
    ]
    content = _csv(_KEY_FIGURES_HEADER, rows)
    before = _newest(root, "key-figures-")
    new, changed, unchanged = _compared(before, rows)
    lines = (f"Nyckeltal ur Kolada: {new} nya värden, {changed} ändrade, {unchanged} oförändrade.",)
    kept = _registered(root, f"key-figures-{today}.csv", "nyckeltal, Kolada", content, len(rows), address, today, {})
    return Snapshot(Difference(new, changed, unchanged, lines), kept, None)


def _difference(
    counts: Sequence[Count], new: Sequence[Count], changed: Sequence[tuple[Count, int]], names: Mapping[str, str]
) -> Difference:
    years = sorted({count.year for count in new})
    lines = [
        f"Folkmängd: {len(new)} nya tal{f' ({swedish.listed([str(year) for year in years])})' if new else ''}, "
        f"{len(changed)} ändrade, {len(counts) - len(new) - len(changed)} oförändrade."
    ]
    largest = sorted(changed, key=lambda pair: -abs(pair[0].inhabitants - pair[1]))[:10]
    lines += [
        f"  {names.get(count.code, count.code)} {count.year}: {swedish.number(was)} blir {swedish.number(count.inhabitants)}"
        for count, was in largest
    ]
    if len(changed) > len(largest):
        lines.append(f"  och {len(changed) - len(largest)} till, med mindre skillnad.")
    if any(count.table.noisy for count in [*new, *(count for count, _ in changed)]):
        lines.append(f"  {_NOISE}")
    return Difference(len(new), len(changed), len(counts) - len(new) - len(changed), tuple(lines))


def _sums_of_regions(counts: Sequence[Count], names: Mapping[str, str]) -> list[Count]:
    """The inhabitants of the regions among `names`: those of the municipalities whose codes begin as the region's."""
    sums: dict[tuple[str, int], Count] = {}
    for count in counts:
        key = (count.code[:2], count.year)
        if key[0] in names:
            so_far = sums[key].inhabitants if key in sums else 0
            sums[key] = replace(count, code=key[0], inhabitants=so_far + count.inhabitants)
    return list(sums.values())


def _row(count: Count, header: Sequence[str], today: date) -> list[str]:
    cells = {
        "code": count.code,
        "year": str(count.year),
        "inhabitants": str(count.inhabitants),
        "kind": "outcome",
        "vintage": f"{count.table.table_id}, {today}",
        "source": f"SCB, PxWeb {count.table.table_id}, {count.table.contents}",
        "source_date": today.isoformat(),
        "status": "observed",
    }
    if len(count.code) == len("01"):
        cells["status"] = "estimated" if count.table.noisy else "observed"
        cells["note"] = "Summan av länets kommuner." + (f" {_NOISE}" if count.table.noisy else "")
    return [cells.get(name, "") for name in header]


def _registered(
    root: Path,
    name: str,
    what: str,
    content: bytes,
    rows: int,
    address: str,
    today: date,
    replaced: Mapping[str, bytes],
) -> dict[str, bytes]:
    """The snapshot, the files it replaces, and the register with one more line."""
    lines = [line for line in _standing(root, f"{FOLDER}/{REGISTER}", _REGISTER_HEADER) if line[0] != name]
    digest = hashlib.sha256(content).hexdigest()
    lines.append([name, what, address, today.isoformat(), digest, str(rows), " ".join(replaced)])
    return {name: content, **replaced, REGISTER: _csv(_REGISTER_HEADER, lines)}


def _newest(root: Path, prefix: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    """The cells of the newest snapshot by its first three; raises ProblemsFound where it cannot be read."""
    dated = sorted(
        path.name for path in (root / FOLDER).glob(f"{prefix}*.csv") if _DATED.fullmatch(path.name[len(prefix) :])
    )
    rows = _standing(root, f"{FOLDER}/{dated[-1]}", _KEY_FIGURES_HEADER) if dated else []
    return {row[:3]: row[3:] for row in rows}


def _population_rows(content: bytes) -> tuple[tuple[str, ...], list[_StandingRow]]:
    """The header and the rows of the population table; raises ProblemsFound with every cell that cannot be read."""
    layout = LAYOUTS["population"]
    sheet = _sheet(POPULATION, content, layout.column_names)
    columns = [column for column in layout.columns if column.name in ("code", "year", "inhabitants", "kind")]
    rows, problems = [], []
    if lacking := [column.name for column in columns if column.name not in sheet.header]:
        problems.append(Problem(sheet.origin.place(1), f"kolumnen {lacking[0]} saknas.", "Skriv den i rubrikraden."))
        columns = []
    for number, cells in sheet.rows if columns else ():
        said: dict[str, Any] = {}
        for column in columns:
            cell = cells[sheet.header.index(column.name)]
            try:
                if cell == "":
                    raise Unreadable("är tom")
                said[column.name] = read_cell(cell, column.kind)
            except Unreadable as refused:
                what = f"kolumnen {column.name}: {shown(as_typed(cell)) if cell else 'cellen'} {refused.what}."
                problems.append(Problem(sheet.origin.place(number, column.name), what, column.fix(column.name)))
        if len(said) == len(columns):
            rows.append(_StandingRow(**said, cells=[str(cell) for cell in cells]))
    if problems:
        raise ProblemsFound(problems)
    return sheet.header, rows


def _standing(root: Path, path: str, columns: Sequence[str]) -> list[tuple[str, ...]]:
    """The rows of a file that was written here, in the order of `columns`; none where there is no file."""
    try:
        sheet = _sheet(path, regular_files.read(root / path), columns)
    except FileNotFoundError:
        return []
    except OSError:
        raise ProblemsFound([Problem(path, "filen går inte att läsa.", _MOVE_AWAY)]) from None
    if lacking := [name for name in columns if name not in sheet.header]:
        raise ProblemsFound([Problem(path, f"filen saknar kolumnen {lacking[0]}.", _MOVE_AWAY)])
    return [tuple(str(cells[sheet.header.index(name)]) for name in columns) for _, cells in sheet.rows]


def _sheet(path: str, content: bytes, columns: Sequence[str]) -> Sheet:
    """The file as a spreadsheet may have saved it; raises ProblemsFound where it cannot be read."""
    sheet = parse_csv(content, path, columns)
    if sheet.problems:
        raise ProblemsFound(sheet.problems)
    return sheet


def _compared(before: Mapping, rows: Sequence[tuple[str, ...]]) -> tuple[int, int, int]:
    new = sum(row[:3] not in before for row in rows)
    changed = sum(row[:3] in before and before[row[:3]] != row[3:] for row in rows)
    return new, changed, len(rows) - new - changed


def _csv(header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()
