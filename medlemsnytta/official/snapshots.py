"""What has been fetched beside what stood: the difference, the new files, and the old ones kept."""

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from medlemsnytta.files.project import own_or_shipped
from medlemsnytta.official.kolada import Value
from medlemsnytta.official.scb import Count
from medlemsnytta.presentation.words import swedish

FOLDER = "data/reference/snapshots"
REGISTER = "snapshots.csv"
POPULATION = "data/reference/population.csv"
_REGISTER_HEADER = ("file", "what", "address", "retrieved", "sha256", "rows", "replaced")
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


def population(root: Path, counts: Sequence[Count], names: Mapping[str, str], address: str, today: date) -> Snapshot:
    """The population table with what is new and changed; rows that say the same stay as they are, byte for byte."""
    old = own_or_shipped(root, POPULATION).read_bytes()
    header, *rows = csv.reader(io.StringIO(old.decode("utf-8-sig")))
    place = {(row[0], int(row[1])): number for number, row in enumerate(rows) if row and row[3] == "outcome"}
    new, changed, sums = [], [], _sums_of_regions(counts, names)
    for count in [*counts, *sums]:
        number = place.get((count.code, count.year))
        if number is None:
            new.append(count)
            rows.append(_row(count, header, today))
        elif int(rows[number][2]) != count.inhabitants:
            changed.append((count, int(rows[number][2])))
            rows[number] = _row(count, header, today)
    rows.sort(key=lambda row: (row[0], int(row[1]), row[3] != "outcome"))
    difference = _difference([*counts, *sums], new, changed, names)
    table = _csv(header, rows)
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
    content = _csv(("kolada_id", "code", "year", "value", "status"), rows)
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
    register = root / FOLDER / REGISTER
    lines = list(csv.reader(io.StringIO(register.read_text("utf-8"))))[1:] if register.exists() else []
    lines = [line for line in lines if line and line[0] != name]
    digest = hashlib.sha256(content).hexdigest()
    lines.append([name, what, address, today.isoformat(), digest, str(rows), " ".join(replaced)])
    return {name: content, **replaced, REGISTER: _csv(_REGISTER_HEADER, lines)}


def _newest(root: Path, prefix: str) -> dict[tuple[str, ...], tuple[str, ...]]:
    files = sorted((root / FOLDER).glob(f"{prefix}*.csv"))
    if not files:
        return {}
    rows = list(csv.reader(io.StringIO(files[-1].read_text("utf-8"))))[1:]
    return {tuple(row[:3]): tuple(row[3:]) for row in rows if row}


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
