"""What each kind of fact is, worked out from raw rows by the tests' own code: nothing here is imported from the package."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date
from decimal import InvalidOperation
from fractions import Fraction
from functools import cache

import kinds_of_use
from changes_anew import CHANGES
from kinds_of_answers import ANSWERS
from kinds_of_answers import OF_ROWS as ANSWERS_OF_ROWS
from kinds_of_decisions import DECISIONS
from kinds_of_page_one import of_page_one
from questions_anew import can_give, coming, next_questions, tables_of
from raw_rows import Cells, Project, RawRow

from tests.analysis.answers_anew import COMING, state_of

Expected = tuple[object, set[RawRow]]
"""The value, None where it is not known, and the rows that it rests on."""

Kind = Callable[[Project, str, str], Expected]
"""Of a project, a network and what else the fact is about."""

LEFT_OUT = {"entry_requirements.state": "not_examined"}
"""What a cell that is left out means."""

CONVENTIONS = {
    "like_size": "2",
    "employer_cost_factor": "1.54",
    "few_uses": "4",
    "many_uses": "12",
    "municipalities": "290",
    "people_who_confirm": "2",
    "version": "2",
    "working_hours_a_month": "142",
    "rate_plus_5_ore": "5 öre mer per invånare",
    "population_plus_1000": f"1{chr(0xA0)}000 fler invånare",
    "population_minus_1000": f"1{chr(0xA0)}000 färre invånare",
    "plus_10_percent": f"10{chr(0xA0)}% högre avgift",
    "unchanged": "Regeln är oförändrad",
    "next_tier": "Nästa steg i taxan",
    "currency_plus_10_percent": f"10{chr(0xA0)}% dyrare valuta",
    "tax_base_plus_10_percent": f"10{chr(0xA0)}% högre skattekraft",
}
DEFAULTS = {"evidence_months": 36}
"""The parameters that have a value where none is typed."""


def expected(project: Project, fact: dict) -> Expected:
    """What the fact should be; raises KeyError for a kind that the tests do not know."""
    if report := fact.get("report"):
        project = Project(project.root, report)
    kind, network, about = fact["kind"], fact["network"], fact["about"]
    group, _, name = kind.partition(".")
    if group == "method":
        return CONVENTIONS[name], set()
    if group == "params":
        value = project.parameters.get(name, DEFAULTS.get(name))
        value = "\n".join(value) if isinstance(value, list) else value
        return (None if value in (None, "") else value), set()
    if name:
        rows = [tuple(row) for row in fact["rows"]]
        if not rows:
            return _absent(project, group, network)
        return _cell(project.row(rows[0])[name]) or LEFT_OUT.get(kind), set(rows)
    if kind in OF_ROWS:
        return OF_ROWS[kind](project, fact)
    return (KINDS | kinds_of_use.KINDS)[kind](project, network, about)


def _cell(text: str) -> object:
    return text or None


def _absent(project: Project, table: str, network: str) -> Expected:
    """A cell of no row is not known because there is no such row."""
    assert [row for row in project.rows(table) if row["network_id"] == network] == []
    return None, set()


def same(value: object, spelled: str | None) -> bool:
    """Whether a fact's spelling is this value: dates, numbers and text as a person would compare them."""
    if value is None or spelled is None:
        return value is None and spelled in (None, "")
    if isinstance(value, date):
        return spelled == value.isoformat()
    try:
        return Fraction(str(value)) == Fraction(spelled)
    except (ValueError, InvalidOperation):
        return str(value) == spelled


def _counts(project: Project, network: str) -> tuple[list[Cells], list[Cells]]:
    day = project.report_date.isoformat()
    every = [row for row in project.rows("network_years") if row["network_id"] == network and row["members"]]
    rows = [row for row in every if row["source_date"] <= day]
    year = int(project.parameters["year"])
    dated = sorted((row for row in rows if row["year"] and int(row["year"]) <= year), key=lambda row: int(row["year"]))
    return dated, [row for row in rows if not row["year"]]


def _latest_members(project: Project, network: str, _: str) -> Expected:
    dated, _undated = _counts(project, network)
    return (dated[-1]["members"], {dated[-1].place}) if dated else (None, set())


def _share_of_municipalities(project: Project, network: str, about: str) -> Expected:
    members, rows = _latest_members(project, network, about)
    return (None if members is None else Fraction(int(str(members)), 290)), rows


def _engagement(project: Project, network: str, _: str) -> Expected:
    year = int(project.parameters["year"])
    rows = [row for row in project.rows("network_years") if row["network_id"] == network and row["engagement"]]
    assert [row for row in rows if not row["year"] or int(row["year"]) <= year] == []
    return None, set()


def _decisions(project: Project, *, kind: str | None = None) -> Expected:
    about = {*project.networks, "both", ""}
    rows = {
        row.place
        for row in project.rows("decisions")
        if about & set(row["network_id"].split(";"))
        and row["date"] <= project.report_date.isoformat()
        and kind in (None, row["kind"])
    }
    return len(rows), rows


def _days_left(project: Project, _network: str, _about: str) -> Expected:
    deadline = project.parameters.get("deadline")
    return (None if deadline is None else (date.fromisoformat(str(deadline)) - project.report_date).days), set()


# What a membership costs: docs/method.md, the chapter on fees.


def _number(text: str) -> Fraction | None:
    return Fraction(text) if text else None


@cache
def _populations(project: Project) -> dict[int, Cells]:
    code = project.parameters["municipality_code"]
    return {
        int(row["year"]): row
        for row in project.rows("population")
        if row["code"] == code and row["kind"] == "outcome" and date(int(row["year"]), 12, 31) <= project.report_date
    }


@cache
def _member_type(project: Project) -> str:
    code = project.parameters["municipality_code"]
    return next(row["type"] for row in project.rows("municipalities") if row["code"] == code)


@cache
def _membership(project: Project, network: str) -> Cells | None:
    return next((row for row in project.rows("memberships") if row["network_id"] == network), None)


@cache
def _rule_rows(project: Project, network: str, year: int) -> list[Cells]:
    """The rows in force on the first day of the year; the municipality's own take the place of the shared ones."""
    first, kind = f"{year}-01-01", _member_type(project)
    rows = [
        row
        for row in project.rows("fees")
        if row["network_id"] == network
        and row["member_type"] == kind
        and row["valid_from"]
        and row["valid_from"] <= first
        and (not row["valid_to"] or first <= row["valid_to"])
    ]
    own = [row for row in rows if row.place[2]]
    return own or rows


def _parts(project: Project, network: str, rows: list[Cells]) -> list[Cells]:
    own = _membership(project, network)
    member_class = own["fee_class"] if own else ""
    return [row for row in rows if row["member_class"] in ("", member_class)]


def _holding(parts: list[Cells], inhabitants: int) -> list[Cells]:
    return [
        row
        for row in parts
        if (not row["tier_from"] or int(row["tier_from"]) <= inhabitants)
        and (not row["tier_to"] or inhabitants <= int(row["tier_to"]))
    ]


def _half_up(amount: Fraction) -> int:
    return int((amount * 2 + 1) // 2)


def _amount_ore(project: Project, row: Cells, inhabitants: int, year: int) -> tuple[int, set[RawRow]]:
    """One part in öre, with the rows that it rests on."""
    counted = min(inhabitants, int(row["cap_inhabitants"])) if row["cap_inhabitants"] else inhabitants
    amount = (_number(row["fixed_sek"]) or 0) + (_number(row["per_inhabitant_sek"]) or 0) * counted
    rows = {row.place}
    if row["tax_base_permille"]:
        back = {"year_before": 1, "two_years_before": 2}[row["tax_base_reference"]]
        base = next(each for each in project.rows("tax_base") if int(each["year"]) == year - back)
        amount += Fraction(base["sek_per_inhabitant"]) * Fraction(row["tax_base_permille"]) / 1000 * counted
        rows.add(base.place)
    if row["floor_sek"]:
        amount = max(amount, Fraction(row["floor_sek"]))
    if row["cap_sek"]:
        amount = min(amount, Fraction(row["cap_sek"]))
    if row["currency"] != "SEK":
        rate = _rate(project, row["currency"], year)
        amount *= Fraction(rate["sek"])
        rows.add(rate.place)
    return _half_up(amount * 100), rows


def _rate(project: Project, currency: str, year: int) -> Cells:
    last = min(project.report_date, date(year, 12, 31)).isoformat()
    known = [
        row
        for row in project.rows("exchange_rates")
        if row["currency"] == currency and f"{year - 1}-01-01" <= row["date"] <= last
    ]
    return max(known, key=lambda row: row["date"])


class _NoFee(Exception):
    """The rule gives no amount for the year."""


def _by_rule(
    project: Project, network: str, year: int, rows: list[Cells], population: Cells | None
) -> tuple[int, set[RawRow]]:
    parts = _parts(project, network, rows)
    if not parts or population is None:
        raise _NoFee
    inhabitants = int(population["inhabitants"])
    total, used = 0, {population.place}
    for name in {row["part"] for row in parts}:
        holding = [row for row in _holding(parts, inhabitants) if row["part"] == name]
        if len(holding) != 1 or holding[0]["undefined"]:
            raise _NoFee
        try:
            ore, places = _amount_ore(project, holding[0], inhabitants, year)
        except (StopIteration, ValueError, KeyError):
            raise _NoFee from None
        total, used = total + ore, used | places
    return total, used


_YEARS_BACK = {"year_before": 1, "two_years_before": 2, "unknown": 1}


def _own_year(project: Project, network: str, year: int) -> tuple[int, set[RawRow]]:
    """The fee by the year's own rule and population."""
    rows = _rule_rows(project, network, year)
    if not rows:
        raise _NoFee
    back = _YEARS_BACK[rows[0]["pop_reference"]]
    return _by_rule(project, network, year, rows, _populations(project).get(year - back))


@cache
def _best(project: Project, network: str) -> tuple[int | None, set[RawRow], int | None, Cells | None]:
    """The best known fee of the report's year: amount, rows, the rule's year and the population row that it rests on."""
    year, own = int(project.parameters["year"]), _membership(project, network)
    people = _populations(project)
    with suppress(_NoFee):
        ore, rows = _own_year(project, network, year)
        return ore, rows, year, _population_among(people, rows)
    if own and own["stated_fee_sek"] and own["stated_fee_year"] == str(year):
        return int(own["stated_fee_sek"]) * 100, {own.place}, None, None
    for rule_year, rules in _assumed_rules(project, network, year):
        wanted = year - _YEARS_BACK[rules[0]["pop_reference"]]
        nearest = min(people, key=lambda each: (abs(each - wanted), each), default=None)
        with suppress(_NoFee):
            ore, rows = _by_rule(project, network, rule_year or year, rules, people.get(nearest))
            return ore, rows, rule_year, _population_among(people, rows)
    if own and own["stated_fee_sek"]:
        return int(own["stated_fee_sek"]) * 100, {own.place}, None, None
    return None, set(), None, None


def _population_among(people: dict[int, Cells], rows: set[RawRow]) -> Cells | None:
    return next((row for row in people.values() if row.place in rows), None)


def _assumed_rules(project: Project, network: str, year: int) -> Iterator[tuple[int | None, list[Cells]]]:
    """The rule of the nearest year that has one, the earlier of two; then the one that is not dated."""
    kind = _member_type(project)
    dated = [row for row in project.rows("fees") if (row["network_id"], row["member_type"]) == (network, kind)]
    dates = [int(cell[:4]) for row in dated for cell in (row["valid_from"], row["valid_to"]) if cell]
    around = range(min([year, *dates]) - 1, max([year, *dates]) + 2)
    if years := [each for each in around if _rule_rows(project, network, each)]:
        nearest = min(years, key=lambda each: (abs(each - year), each))
        yield nearest, _rule_rows(project, network, nearest)
    undated = [
        row
        for row in project.rows("fees")
        if row["network_id"] == network and row["member_type"] == kind and not row["valid_from"]
    ]
    if undated:
        yield None, undated


def _yearly_fee(project: Project, network: str, about: str) -> Expected:
    """The best that is known of the report's year."""
    assert about == str(project.parameters["year"])
    ore, rows, *_ = _best(project, network)
    return ore, rows


def _fee_by_rule(project: Project, network: str, about: str) -> Expected:
    with suppress(_NoFee):
        return _own_year(project, network, int(about))
    return None, set()


def _of_fee(change: Callable[[Project, int, Cells | None, int | None], object]) -> "Kind":
    """A kind that rests on the same rows as the year's fee."""

    def worked_out(project: Project, network: str, _: str) -> Expected:
        ore, rows, rule_year, people = _best(project, network)
        return (None if ore is None else change(project, ore, people, rule_year)), rows

    return worked_out


def _hourly_cost(project: Project) -> Fraction | None:
    given = project.parameters.get("hourly_cost_sek")
    if given is not None:
        return Fraction(str(given))
    salary = project.parameters.get("monthly_salary_sek")
    return None if salary is None else Fraction(salary) / 142 * Fraction("1.54")


def _hours(project: Project, ore: int) -> Fraction | None:
    cost = _hourly_cost(project)
    return None if cost is None else Fraction(ore, 100) / cost


def _spent(project: Project, network: str) -> tuple[Fraction, int, int | None, set[RawRow], int | None] | None:
    """Hours, what they cost and the journeys (None where nobody says), in öre, the rows and the year of the log; None where nobody says."""
    cost = _hourly_cost(project)
    if state_of(tables_of(project, network)) in COMING:
        rows = [row for row in project.rows("candidates") if row["network_id"] == network and row["hours"]]
        if not rows or cost is None:
            return None
        hours = sum((Fraction(row["hours"]) for row in rows), Fraction(0))
        return hours, _half_up(hours * cost * 100), None, {row.place for row in rows}, None
    logs = [
        row
        for row in project.rows("time_log")
        if row["network_id"] == network and int(row["year"]) < project.report_date.year
    ]
    if not logs:
        return None
    log = max(logs, key=lambda row: int(row["year"]))
    cost = _number(log["hourly_cost_sek"]) or cost
    if cost is None:
        return None
    hours, travel = Fraction(log["hours"]), _number(log["travel_sek"])
    return (
        hours,
        _half_up(hours * cost * 100),
        None if travel is None else _half_up(travel * 100),
        {log.place},
        int(log["year"]),
    )


def _of_spent(value: Callable[[tuple], object]) -> "Kind":
    def worked_out(project: Project, network: str, _: str) -> Expected:
        spent, (ore, *_rest) = _spent(project, network), _best(project, network)
        if spent is None or ore is None:
            return None, set()
        return value(spent), spent[3]

    return worked_out


def _total_cost(project: Project, network: str, _: str) -> Expected:
    ore, rows, *_rest = _best(project, network)
    spent = _spent(project, network)
    if ore is None or spent is None:
        return None, set()
    return ore + spent[1] + (spent[2] or 0), rows | spent[3]


def _once(project: Project, network: str, share: bool) -> Expected:
    """The entry fee of the parts charged, or what comes again of it."""
    _ore, rows, *_rest = _best(project, network)
    parts = [project.row(place) for place in rows if place[0] == "fees"]
    named = [row for row in parts if row["entry_fee_sek"] and (row["reentry_share"] or not share)]
    if not named:
        return None, rows
    shares = [Fraction(row["reentry_share"]) if share else Fraction(1) for row in named]
    once = sum(_half_up(Fraction(row["entry_fee_sek"]) * 100 * part) for row, part in zip(named, shares, strict=True))
    return once, rows


def _first_year(project: Project, network: str, share: bool) -> Expected:
    ore, rows, *_rest = _best(project, network)
    once, _rows = _once(project, network, share)
    return ore + once, rows


def _total_fee(project: Project, _network: str, _about: str) -> Expected:
    found = [_best(project, network) for network in project.networks]
    rows = set().union(*(rows for ore, rows, *_rest in found if ore is not None))
    return sum(ore for ore, *_rest in found if ore is not None), rows


def _unknown_fees(project: Project, _network: str, _about: str) -> Expected:
    return sum(_best(project, network)[0] is None for network in project.networks), set()


def _inhabitants(project: Project, _network: str, about: str) -> Expected:
    row = _populations(project)[int(about)]
    return row["inhabitants"], {row.place}


def _vat(project: Project, network: str, _: str) -> Expected:
    _ore, rows, _year, people = _best(project, network)
    year, total = int(project.parameters["year"]), 0
    for place in rows:
        row = project.row(place)
        if place[0] == "fees" and row["vat"] == "yes":
            ore, _rows = _amount_ore(project, row, int(people["inhabitants"]), year)
            total += _half_up(Fraction(ore, 4))
    return total, rows


def _scenario(change: Callable[[Project, str, int, set[RawRow]], object]) -> "Kind":
    def worked_out(project: Project, network: str, _: str) -> Expected:
        ore, rows, *_rest = _best(project, network)
        return change(project, network, ore, rows), rows

    return worked_out


def _with(row: Cells, **cells: str) -> Cells:
    return Cells(row.place, {**row.cells, **cells})


def _other_fee(
    project: Project, network: str, people: int, change: Callable[[Cells], Cells] = lambda row: row
) -> int | None:
    """The fee of so many inhabitants by the same rule, each part changed."""
    year = int(project.parameters["year"])
    _ore, _rows, rule_year, population = _best(project, network)
    rules = _rule_rows(project, network, rule_year) if rule_year else []
    if not rules:
        kind = _member_type(project)
        rules = [
            row
            for row in project.rows("fees")
            if row["network_id"] == network and row["member_type"] == kind and not row["valid_from"]
        ]
    moved = Cells(population.place, {**population.cells, "inhabitants": str(people)})
    with suppress(_NoFee):
        return _by_rule(project, network, rule_year or year, [change(row) for row in rules], moved)[0]
    return None


def _five_ore_more(row: Cells) -> Cells:
    rate = _number(row["per_inhabitant_sek"])
    return _with(row, per_inhabitant_sek=str(rate + Fraction(5, 100))) if rate and row["currency"] == "SEK" else row


def _people(project: Project, network: str) -> int:
    return int(_best(project, network)[3]["inhabitants"])


def _if(kind: str) -> Callable[[Project, str, int, set[RawRow]], int | None]:
    match kind:
        case "unchanged":
            return lambda project, network, ore, rows: ore
        case "plus_10_percent":
            return lambda project, network, ore, rows: _half_up(Fraction(ore * 11, 10))
        case "rate_plus_5_ore":
            return lambda project, network, ore, rows: _other_fee(
                project, network, _people(project, network), _five_ore_more
            )
        case "population_plus_1000":
            return lambda project, network, ore, rows: _other_fee(project, network, _people(project, network) + 1000)
        case "population_minus_1000":
            return lambda project, network, ore, rows: _other_fee(
                project, network, max(0, _people(project, network) - 1000)
            )
    raise KeyError(kind)


def _change_if(kind: str) -> Callable[[Project, str, int, set[RawRow]], int | None]:
    def change(project: Project, network: str, ore: int, rows: set[RawRow]) -> int | None:
        other = _if(kind)(project, network, ore, rows)
        return None if other is None else other - ore

    return change


SCENARIOS = ("unchanged", "plus_10_percent", "rate_plus_5_ore", "population_plus_1000", "population_minus_1000")


def _next_tier(project: Project, network: str, ore: int, rows: set[RawRow]) -> int:
    tiers = [
        int(project.row(place)["tier_to"]) for place in rows if place[0] == "fees" and project.row(place)["tier_to"]
    ]
    return min(tiers) + 1


def _fee_at_next_tier(project: Project, network: str, ore: int, rows: set[RawRow]) -> int | None:
    return _other_fee(project, network, _next_tier(project, network, ore, rows))


def _change_at_next_tier(project: Project, network: str, ore: int, rows: set[RawRow]) -> int | None:
    other = _fee_at_next_tier(project, network, ore, rows)
    return None if other is None else other - ore


def _alike(_project: Project, _network: str, about: str) -> Expected:
    """Of how many networks the same is said."""
    return len(about.split("+")), set()


@cache
def _index(project: Project) -> dict[int, Cells]:
    """The price index of the years that had ended at the report's date."""
    rows = {int(row["year"]): row for row in project.rows("price_index")}
    return {year: row for year, row in rows.items() if year < project.report_date.year}


def _base_year(project: Project, _network: str, _about: str) -> Expected:
    known = _index(project)
    return max(known), {known[max(known)].place}


def _real_fee(project: Project, network: str, about: str) -> Expected:
    """The year's fee by its own rule, in the prices of the newest year of the index."""
    known, year = _index(project), int(about)
    try:
        ore, rows = _own_year(project, network, year)
    except _NoFee:
        return None, set()
    if year not in known:
        return None, rows
    then, now = Fraction(known[year]["value"]), Fraction(known[max(known)]["value"])
    return _half_up(ore * now / then), {*rows, known[year].place, known[max(known)].place}


def _dearer_currency(project: Project, network: str, ore: int, rows: set[RawRow]) -> int:
    """Each part that is in another currency costs a tenth more."""
    year, people = int(project.parameters["year"]), _people(project, network)
    total = 0
    for place in rows:
        row = project.row(place)
        if place[0] == "fees":
            part, _rows = _amount_ore(project, row, people, year)
            if row["currency"] != "SEK":
                exact = _exact_part(project, row, people, year) * Fraction(11, 10)
                part = _half_up(exact * 100)
            total += part
    return total


def _exact_part(project: Project, row: Cells, people: int, year: int) -> Fraction:
    """One part in kronor before it is rounded."""
    counted = min(people, int(row["cap_inhabitants"])) if row["cap_inhabitants"] else people
    amount = (_number(row["fixed_sek"]) or 0) + (_number(row["per_inhabitant_sek"]) or 0) * counted
    amount = max(amount, Fraction(row["floor_sek"])) if row["floor_sek"] else amount
    amount = min(amount, Fraction(row["cap_sek"])) if row["cap_sek"] else amount
    return Fraction(amount) * Fraction(_rate(project, row["currency"], year)["sek"])


def _cost_per_use(project: Project, network: str, _: str) -> Expected:
    """The year's cost, with working time where that is known, for each use in a log of a whole year."""
    ore, rows, *_rest = _best(project, network)
    if ore is None or not any(row["network_id"] == network for row in project.rows("use_logs")):
        return None, set()
    logged = kinds_of_use.whole_log(project, network)
    if logged is None or not logged[0]:
        return None, set()
    total, total_rows = _total_cost(project, network, "")
    return Fraction(total if total is not None else ore) / logged[0], logged[1] | rows | total_rows


COSTS: dict[str, "Kind"] = {
    "alike": _alike,
    "change_if_currency_plus_10_percent": _scenario(lambda *of: _dearer_currency(*of) - of[2]),
    "cost_per_use_ore": _cost_per_use,
    "entry_fee_ore": lambda project, network, _: _once(project, network, False),
    "fee_in_hours": _of_fee(lambda project, ore, people, year: _hours(project, ore)),
    "fee_in_hours_a_week": _of_fee(
        lambda project, ore, people, year: None if _hours(project, ore) is None else _hours(project, ore) / 52
    ),
    "fee_per_inhabitant_ore": _of_fee(
        lambda project, ore, people, year: None if people is None else Fraction(ore, int(people["inhabitants"]))
    ),
    "fee_rule": lambda project, network, _: (None, set()),
    "fee_rule_year": _of_fee(lambda project, ore, people, year: year),
    "first_year_with_entry_fee_ore": lambda project, network, _: _first_year(project, network, False),
    "first_year_with_reentry_fee_ore": lambda project, network, _: _first_year(project, network, True),
    "hourly_cost_sek": lambda project, *_: (_hourly_cost(project), set()),
    "hours_spent": _of_spent(lambda spent: spent[0]),
    "inhabitants": _inhabitants,
    "next_tier_from": _scenario(_next_tier),
    "fee_if_currency_plus_10_percent": _scenario(_dearer_currency),
    "fee_if_next_tier": _scenario(_fee_at_next_tier),
    "change_if_next_tier": _scenario(_change_at_next_tier),
    "price_index_base_year": _base_year,
    "real_fee_ore": _real_fee,
    "reentry_fee_ore": lambda project, network, _: _once(project, network, True),
    "time_log_year": _of_spent(lambda spent: spent[4]),
    "total_cost_ore": _total_cost,
    "total_fee_ore": _total_fee,
    "travel_cost_ore": _of_spent(lambda spent: spent[2]),
    "unknown_fees": _unknown_fees,
    "vat_ore": _vat,
    "work_cost_ore": _of_spent(lambda spent: spent[1]),
    "fee_by_rule_ore": _fee_by_rule,
    "yearly_fee_ore": _yearly_fee,
    **{f"fee_if_{kind}": _scenario(_if(kind)) for kind in SCENARIOS},
    **{f"change_if_{kind}": _scenario(_change_if(kind)) for kind in SCENARIOS},
}

# What is asked next, and what else is not known: docs/method.md, *The next questions*.


def _next_questions(project: Project, *_: str) -> Expected:
    return sum(len(next_questions(project, each)) for each in project.networks), set()


def _next_question(project: Project, network: str, about: str) -> Expected:
    """Which of the two questions is asked of the thing, or of use."""
    found = {each.question.about for each in next_questions(project, network) if each.question.thing == about}
    return (found.pop() if found else None), set()


def _people_to_ask(project: Project, network: str, about: str) -> Expected:
    """Of nobody who is named: two, or of plans the one who would answer for them."""
    unnamed = [each for each, _ in next_questions(project, network) if each.about == about and not each.whom]
    planned = about == "use" and state_of(tables_of(project, network)) in COMING
    return (1 if planned else 2) if unnamed else None, set()


def _changed_alone(project: Project, _network: str, about: str) -> Expected:
    networks, _, whom = about.partition(":")
    return sum(can_give(project, each, whom) is not None for each in networks.split("+")), set()


def _information(project: Project) -> list[dict]:
    return project.parameters.get("expected_information") or []


def _information_due(project: Project, fact: dict) -> Expected:
    """Of several that are called the same one of their days."""
    days = {str(each["due"]) for each in _information(project) if each["what"] == fact["about"]}
    return (fact["value"] if fact["value"] in days else days), set()


def _undated_information(project: Project, *_: str) -> Expected:
    return sum(not each.get("due") for each in _information(project)), set()


def _undated_decisions(project: Project, *_: str) -> Expected:
    _, rows = _decisions(project)
    undated = {place for place in rows if not project.row(place)["date"]}
    return len(undated), undated


def _none_of(table: str, **cells: str) -> Kind:
    """Not known, because there is no row of the network with these cells."""

    def absent(project: Project, network: str, _: str) -> Expected:
        of = [row for row in project.rows(table) if row["network_id"] == network]
        assert [row for row in of if all(row[name] == cell for name, cell in cells.items())] == []
        return None, set()

    return absent


def _documents_examined(project: Project, network: str, _: str) -> Expected:
    """Not known, because nothing that had happened by the report's date is noted of any document."""
    noted = [row for row in project.rows("uses") if row["network_id"] == network and row["kind"] == "document"]
    assert [row for row in noted if row["tense"] == "planned" or row["date_from"] <= str(project.report_date)] == []
    return None, set()


def _no_hours(project: Project, network: str, _: str) -> Expected:
    """Not known, because no year that has ended is logged."""
    logged = [row for row in project.rows("time_log") if row["network_id"] == network]
    assert [row for row in logged if int(row["year"]) < project.report_date.year] == []
    return None, set()


def _not_examined(project: Project, network: str, _: str) -> Expected:
    rows = project.rows("entry_requirements")
    own = {row.place for row in rows if row["network_id"] == network and row["state"] == "not_examined"}
    return len(own), own


def _channels_known(project: Project, network: str, _: str) -> Expected:
    return sum(row["network_id"] == network for row in project.rows("channels")), set()


QUESTIONS: dict[str, Kind] = {
    "answers_can_give": lambda project, network, about: (can_give(project, network, about), set()),
    "channels_known": _channels_known,
    "demands_not_examined": _not_examined,
    "documents_examined": _documents_examined,
    "hours_logged": _no_hours,
    "information_coming": lambda project, network, _: (coming(project, network), set()),
    "networks_asked_about": _alike,
    "networks_changed_alone": _changed_alone,
    "next_question": _next_question,
    "next_questions": _next_questions,
    "people_to_ask": _people_to_ask,
    "undated_decisions": _undated_decisions,
    "undated_information": _undated_information,
}

KINDS: dict[str, "Kind"] = {
    **COSTS,
    **QUESTIONS,
    **CHANGES,
    **of_page_one(COSTS),
    **DECISIONS,
    **ANSWERS,
    "assignments": lambda project, *_: _decisions(project, kind="assignment"),
    "days_left": _days_left,
    "decisions": lambda project, *_: _decisions(project),
    "engagement": _engagement,
    "latest_members": _latest_members,
    "share_of_municipalities": _share_of_municipalities,
}


def _used(project: Project, fact: dict) -> Expected:
    """Which rows are used is what test_row_ledger holds against all that is cited; here their number and status."""
    rows = {tuple(row) for row in fact["rows"]}
    assert rows <= {row.place for row in kinds_of_use.own_rows(project)}
    if fact["about"] in STATUSES:
        assert {project.row(row)["status"] for row in rows} <= {fact["about"]}
    if ":" in fact["about"]:
        table, _, group = fact["about"].partition(":")
        assert {row[0] for row in rows} == {table}
        assert all(WHY[group.partition(".")[2]](project, project.row(row)) for row in rows)
    return len(rows), rows


STATUSES = ("observed", "estimated", "illustrative")


def _of_others(project: Project, row: Cells) -> bool:
    """About a network that the report does not treat; of a document that all the uses that name it are."""
    if row.place[0] == "documents":
        naming = [each for each in project.rows("uses") if each["document_id"] == row["document_id"]]
        return bool(naming) and all(each["network_id"] not in project.networks for each in naming)
    if row.place[0] == "alternatives":
        named = [each.strip() for each in row["replaces"].split(";") if each.strip()]
        return bool(named) and all(_theirs(project, each) for each in named)
    return row["network_id"] not in (*project.networks, "both", "")


def _theirs(project: Project, replaced: str) -> bool:
    """Whether what an alternative replaces is another network, or what only others have: a channel, use, set or document."""
    owners = {
        row["network_id"]
        for table, column in (
            ("channels", "channel_id"),
            ("uses", "use_id"),
            ("uses", "document_id"),
            ("indicators", "set"),
        )
        for row in project.rows(table)
        if row[column] == replaced
    }
    return (
        replaced not in project.networks
        and not owners & {*project.networks, "both"}
        and (bool(owners) or all(row["document_id"] != replaced for row in project.rows("documents")))
    )


class _Why(dict):
    """What must hold of a row that is said to be unused, or not counted, for a reason; the others are what is left."""

    def __missing__(self, reason: str) -> Callable[[Project, Cells], bool]:
        return lambda project, row: True


WHY = _Why(
    another_network=lambda project, row: _of_others(project, row),
    network_own=lambda project, row: kinds_of_use.who(project, row) == "network_own",
    author=lambda project, row: bool(row["speaker"]),
    planned=lambda project, row: row["tense"] in ("planned", "future"),
    ungraded=lambda project, row: not row["intensity"],
    repeats=lambda project, row: row.place[0] in ("uses", "events") or bool(row["same_as"]),
)

OF_ROWS: dict[str, Callable[[Project, dict], Expected]] = {
    **ANSWERS_OF_ROWS,
    "information_due": _information_due,
    "own_rows_accounted": _used,
    "own_rows_used": _used,
    "own_rows_with_status": _used,
}
