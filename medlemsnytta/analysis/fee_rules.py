"""Fee rules as the tables give them: which rows hold for whom, and what an amount rests on besides the inhabitants.

What a source leaves undefined, a rate or a tax base that nobody has given, and a rule without a year are told by name.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from medlemsnytta.analysis.facts import Record, Row
from medlemsnytta.analysis.selection import records, where
from medlemsnytta.errors import Problem
from medlemsnytta.files.project import REFERENCE_FOLDER
from medlemsnytta.inputs.places import nearest

FEES_FILE = f"{REFERENCE_FOLDER}/fees.csv"
KRONOR = "SEK"

YEARS_BACK = {"year_before": 1, "two_years_before": 2, "unknown": 1}
"""How many years before the fee year the population of 31 December is taken; unknown is read as the year before."""


class FeeUnknown(Exception):
    """The fee of a year cannot be worked out; `problem` names what is lacking, or what somebody `mistyped`."""

    def __init__(self, problem: Problem, *, mistyped: bool = False) -> None:
        self.problem, self.mistyped = problem, mistyped
        super().__init__(str(problem))


@dataclass(frozen=True)
class FeePart:
    """One row of the fee table. Amounts in hundredths of `currency`; limits and tiers in inhabitants, inclusive.

    `undefined` is what the source leaves undefined: such a row has no amount. `tax_base_sek` is kronor an inhabitant.
    `entry_fee_ore` is charged once of a new member, and `reentry_share` of it once of one who comes back.
    """

    part: str
    fixed_ore: int
    per_inhabitant_ore: Decimal
    floor_ore: int | None = None
    cap_ore: int | None = None
    cap_inhabitants: int | None = None
    tier_from: int | None = None
    tier_to: int | None = None
    undefined: str = ""
    vat: str = "unknown"
    currency: str = KRONOR
    sek_per_unit: Decimal = Decimal(1)
    rate_date: date | None = None
    tax_base_permille: Decimal | None = None
    tax_base_sek: Decimal | None = None
    tax_base_year: int | None = None
    entry_fee_ore: int | None = None
    reentry_share: Decimal | None = None
    place: str = FEES_FILE
    record: Record = field(default_factory=lambda: Record({}, Row("fees", 0)), repr=False, compare=False)
    rate: Record | None = field(default=None, repr=False, compare=False)
    tax_base: Record | None = field(default=None, repr=False, compare=False)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that the part rests on."""
        return tuple(each.row for each in (self.record, self.rate, self.tax_base) if each is not None)

    def holds(self, inhabitants: int) -> bool:
        """True where the row has no tier, or its tier holds so many inhabitants."""
        above = self.tier_from is None or inhabitants >= self.tier_from
        return above and (self.tier_to is None or inhabitants <= self.tier_to)

    def amount_ore(self, inhabitants: int) -> int:
        """Fixed part and rates times inhabitants, then floor and cap, then into kronor; half an öre is rounded up."""
        charged = inhabitants if self.cap_inhabitants is None else min(inhabitants, self.cap_inhabitants)
        exact = self.fixed_ore + self.rate_ore * charged
        if self.floor_ore is not None:
            exact = max(exact, Decimal(self.floor_ore))
        if self.cap_ore is not None:
            exact = min(exact, Decimal(self.cap_ore))
        return int((exact * self.sek_per_unit).to_integral_value(ROUND_HALF_UP))

    @property
    def by_population(self) -> bool:
        """Whether the number of inhabitants has a say: by a rate, or by the step that they are in."""
        return bool(self.rate_ore) or self.tier_from is not None or self.tier_to is not None

    def is_limited(self, inhabitants: int) -> bool:
        """Whether a floor or a cap decides what so many inhabitants pay."""
        free = replace(self, floor_ore=None, cap_ore=None, cap_inhabitants=None)
        return free.amount_ore(inhabitants) != self.amount_ore(inhabitants)

    @property
    def rate_ore(self) -> Decimal:
        """What each inhabitant adds: the rate, and the share of the tax base."""
        if self.tax_base_permille is None or self.tax_base_sek is None:
            return self.per_inhabitant_ore
        return self.per_inhabitant_ore + self.tax_base_sek * self.tax_base_permille / 10


@dataclass(frozen=True)
class FeeRule:
    """The rule of one network, member type and year, with what its source leaves unsaid."""

    parts: tuple[FeePart, ...]
    population_reference: str
    status: str
    sources: tuple[str, ...]
    notes: tuple[str, ...]
    own: bool = False
    """Whether it is the municipality's own rows, which go before the shared ones."""


@dataclass(frozen=True)
class Payer:
    """Who pays: type, inhabitants on 31 December of each known year, the class a network puts it in, and their rows."""

    member_type: str
    populations: Mapping[int, int]
    fee_class: str = ""
    population_rows: Mapping[int, Row] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class FeeTables:
    """The tables that fees are worked out from, as of the report's date."""

    fees: pd.DataFrame
    exchange_rates: pd.DataFrame = field(default_factory=pd.DataFrame)
    tax_base: pd.DataFrame = field(default_factory=pd.DataFrame)
    as_of: date = date.max
    data_folder: str = ""
    place: Callable[[int], str] = lambda row: f"{FEES_FILE}, rad {row}"
    where_to_add: Callable[[str], str] = lambda name: f"{REFERENCE_FOLDER}/{name}.csv"
    _found: "dict[tuple[str, str], tuple[_Row, ...]]" = field(default_factory=dict, init=False, repr=False)


def rule_for(tables: FeeTables, payer: Payer, network_id: str, year: int) -> FeeRule:
    """The rule in force on 1 January of `year`; raises FeeUnknown where there is none, or none that can be used."""
    return _rule(_in_force(tables, payer, network_id, year), tables, payer, network_id, year)


def undated_rule(tables: FeeTables, payer: Payer, network_id: str, year: int) -> FeeRule | None:
    """The rule whose source names no year, with the rates of `year`; None where there is none."""
    rows = [each for each in _rows_for(tables, network_id, payer.member_type) if each[1]["valid_from"] is None]
    return _rule(rows, tables, payer, network_id, year) if rows else None


def nearest_year_with_rule(tables: FeeTables, payer: Payer, network_id: str, year: int) -> int | None:
    """The year nearest to `year` on whose first day a rule is in force, the earlier of two; None where none is dated."""
    years = [
        max(_first_year(row), year if row["valid_to"] is None else min(year, row["valid_to"].year))
        for _, row in _rows_for(tables, network_id, payer.member_type)
        if row["valid_from"] is not None and (row["valid_to"] is None or _first_year(row) <= row["valid_to"].year)
    ]
    return min(years, key=lambda each: (abs(each - year), each), default=None)


def _first_year(row: Mapping[str, Any]) -> int:
    """The first year on whose first day the row holds."""
    first: date = row["valid_from"]
    return first.year + (first > date(first.year, 1, 1))


def _rule(found: "list[_Row]", tables: FeeTables, payer: Payer, network_id: str, year: int) -> FeeRule:
    rows = _of_class(found, payer, network_id, tables)
    return FeeRule(
        own=any(row.row.own for _, row in rows),
        parts=tuple(part_of(row, index, tables, year) for index, row in rows),
        population_reference=rows[0][1]["pop_reference"],
        status=max((row["status"] for _, row in rows), key=["observed", "estimated", "illustrative"].index),
        sources=tuple(sorted({row["source"] for _, row in rows})),
        notes=tuple(dict.fromkeys(row["note"] for _, row in rows if row["note"])),
    )


_Row = tuple[int, Record]


def _in_force(tables: FeeTables, payer: Payer, network_id: str, year: int) -> list[_Row]:
    first = date(year, 1, 1)
    dated = [
        (index, row)
        for index, row in _rows_for(tables, network_id, payer.member_type)
        if row["valid_from"] is not None
        and row["valid_from"] <= first
        and (row["valid_to"] is None or first <= row["valid_to"])
    ]
    if dated:
        own = [each for each in dated if each[1].row.own]
        return own or dated
    who = f"{network_id} ({payer.member_type})"
    fix = f"Lägg till en rad som gäller den 1 januari {year}; är regeln inte bekräftad, skriv status estimated."
    undated = [index for index, row in _rows_for(tables, network_id, payer.member_type) if row["valid_from"] is None]
    if undated:
        what = f"avgiftsregeln för {who} är odaterad: källan säger inte om den gäller {year}."
        raise FeeUnknown(Problem(tables.place(undated[0]), what, fix))
    raise FeeUnknown(Problem(tables.where_to_add("fees"), f"avgiftsregel för {who} saknas för {year}.", fix))


def _rows(frame: pd.DataFrame) -> Iterator[_Row]:
    yield from zip(frame.index.tolist(), records(frame), strict=True)


def _rows_for(tables: FeeTables, network_id: str, member_type: str) -> tuple[_Row, ...]:
    """Asked for anew for each year of a history, so remembered, by the tables: they go with their report."""
    asked = network_id, member_type
    if asked not in tables._found:
        tables._found[asked] = tuple(_rows(where(tables.fees, network_id=[network_id], member_type=[member_type])))
    return tables._found[asked]


def _of_class(rows: list[_Row], payer: Payer, network_id: str, tables: FeeTables) -> list[_Row]:
    """The rows for the class that the municipality is in; a rule with classes needs the municipality's own."""
    classes = sorted({row["member_class"] for _, row in rows if row["member_class"]})
    if not classes or payer.fee_class in classes:
        return [(index, row) for index, row in rows if row["member_class"] in ("", payer.fee_class)]
    mistyped = bool(payer.fee_class)
    meant = nearest(payer.fee_class, classes) if mistyped else None
    if payer.fee_class:
        what = f"fee_class {payer.fee_class!r} finns inte bland avgiftsklasserna för {network_id}."
    else:
        what = f"fee_class saknas för {network_id}, vars avgift beror på vilken klass kommunen hör till."
    fix = f"Menade du '{meant}'?" if meant else f"Skriv någon av: {'; '.join(classes)}."
    raise FeeUnknown(Problem(f"{tables.data_folder}/memberships.csv", what, fix), mistyped=mistyped)


def part_of(row: Record, index: int, tables: FeeTables, year: int) -> FeePart:
    """One row as a part, with the rate of its currency and the tax base of its year looked up."""
    rate, tax_base = _rate(row, tables, year), _tax_base(row, tables, year, index)
    return FeePart(
        part=row["part"],
        fixed_ore=_hundredths(row["fixed_sek"]) or 0,
        per_inhabitant_ore=(row["per_inhabitant_sek"] or Decimal(0)) * 100,
        floor_ore=_hundredths(row["floor_sek"]),
        cap_ore=_hundredths(row["cap_sek"]),
        cap_inhabitants=_whole(row["cap_inhabitants"]),
        tier_from=_whole(row["tier_from"]),
        tier_to=_whole(row["tier_to"]),
        undefined=row["undefined"],
        vat=row["vat"],
        currency=row["currency"],
        sek_per_unit=Decimal(1) if rate is None else rate["sek"],
        rate_date=rate and rate["date"],
        tax_base_permille=row["tax_base_permille"],
        tax_base_sek=tax_base and tax_base["sek_per_inhabitant"],
        tax_base_year=tax_base and int(tax_base["year"]),
        entry_fee_ore=_hundredths(row.get("entry_fee_sek")),
        reentry_share=row.get("reentry_share"),
        place=tables.place(index),
        record=row,
        rate=rate,
        tax_base=tax_base,
    )


def _hundredths(amount: Decimal | None) -> int | None:
    return None if amount is None else int((amount * 100).to_integral_value(ROUND_HALF_UP))


def _whole(value: object) -> int | None:
    return None if pd.isna(value) else int(value)


def _rate(row: Record, tables: FeeTables, year: int) -> Record | None:
    """Kronor for one unit: the newest rate of the fee year or the year before, known at the report's date."""
    currency = row["currency"]
    if currency == KRONOR:
        return None
    last, first = min(tables.as_of, date(year, 12, 31)), date(year - 1, 1, 1)
    known = [
        rate
        for rate in records(tables.exchange_rates)
        if rate["currency"] == currency and first <= rate["date"] <= last
    ]
    if not known:
        what = f"ingen kurs för {currency} finns från {year - 1} eller {year}; avgiften för {row['network_id']} är satt i {currency}."
        raise FeeUnknown(
            Problem(
                tables.where_to_add("exchange_rates"),
                what,
                "Lägg till en rad med kursens dag, kronor per enhet och källa.",
            )
        )
    return max(known, key=lambda rate: rate["date"])


def _tax_base(row: Record, tables: FeeTables, year: int, index: int) -> Record | None:
    """The mean tax base in kronor an inhabitant, and its year, for a fee that is a share of it."""
    if row["tax_base_permille"] is None:
        return None
    if row["tax_base_reference"] not in ("year_before", "two_years_before"):
        what = f"avgiften för {row['network_id']} är en andel av skattekraften, men källan säger inte vilket års."
        raise FeeUnknown(Problem(tables.place(index), what, "Fråga nätverket, och fyll i tax_base_reference."))
    needed = year - YEARS_BACK[row["tax_base_reference"]]
    known = next((each for each in records(tables.tax_base) if int(each["year"]) == needed), None)
    if known is None:
        what = f"medelskattekraften {needed} saknas; avgiften för {row['network_id']} {year} är en andel av den."
        raise FeeUnknown(
            Problem(tables.where_to_add("tax_base"), what, "Lägg till en rad med kronor per invånare och källa.")
        )
    return known
