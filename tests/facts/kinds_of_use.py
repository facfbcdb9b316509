"""What each kind of fact on evidence, use and rows is, worked out from raw rows: nothing here is imported from the package."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from fractions import Fraction

import yaml
from raw_rows import SHARED, Cells, Project, RawRow

Expected = tuple[object, set[RawRow]]

OWN = ("", "municipality_assessment", "interview", "survey")
MEASURES = ("count", "persons", "hours")


def _places(rows: Iterable[Cells]) -> set[RawRow]:
    return {row.place for row in rows}


def _counted(rows: Iterable[Cells]) -> Expected:
    found = _places(rows)
    return len(found), found


def _networks(project: Project, cell: str) -> set[str]:
    if cell == "both":
        return set(project.networks) if len(project.networks) == 2 else set()
    return {each.strip() for each in cell.split(";")}


def _of(project: Project, table: str, network: str = "") -> list[Cells]:
    """The rows about the network, or about any of the report's, until the report's date."""
    day, wanted = project.report_date.isoformat(), {network} if network else set(project.networks)
    return [
        row
        for row in project.rows(table)
        if _networks(project, row["network_id"]) & wanted
        and row["consent"] != "internal"
        and ((table == "uses" and row["tense"] == "planned") or (row["date"] or row["date_from"]) <= day)
    ]


def _role(project: Project, row: Cells) -> str:
    said_by = [each for each in project.rows("speakers") if each["speaker"] == row["speaker"]]
    if not row["speaker"]:
        return "unattributed"
    if not said_by:
        return "other"
    representative = "representative" if said_by[0]["network_representative"] == "yes" else "user"
    return said_by[0]["role"] or representative


def who(project: Project, row: Cells) -> str:
    if row["source_kind"] == "network_own" or _role(project, row) == "network":
        return "network_own"
    return "third_party" if row["source_kind"] == "third_party" else _role(project, row)


def _said_by(project: Project, *whose: str) -> list[Cells]:
    return [row for row in _of(project, "excerpts") if who(project, row) in whose]


ASKED = ("representative", "user", "other", "unattributed")


def _own(project: Project) -> list[Cells]:
    return _said_by(project, *ASKED, "author")


def _graded(project: Project, *_: str) -> Expected:
    return _counted(row for row in _said_by(project, *ASKED) if row["intensity"])


def _coders(project: Project, *_: str) -> Expected:
    rows = [row for row in _of(project, "excerpts") if row["coder"] or row["intensity_coder2"]]
    second = 2 if any(row["intensity_coder2"] for row in rows) else 0
    return max(len({row["coder"] for row in rows if row["coder"]}), second), _places(rows)


def _twice(project: Project) -> list[Cells]:
    return [row for row in _own(project) if row["intensity"] and row["intensity_coder2"]]


def _alike(project: Project, *_: str) -> Expected:
    rows = _twice(project)
    return sum(row["intensity"] == row["intensity_coder2"] for row in rows), _places(rows)


def _alpha(project: Project, *_: str) -> Expected:
    """Krippendorff's alpha for two coders and ordered values, by the coincidences of pairs."""
    pairs = [(int(row["intensity"]), int(row["intensity_coder2"])) for row in _twice(project)]
    if len(pairs) < 15:
        return None, _places(_twice(project))
    number = {step: sum(pair.count(step) for pair in pairs) for step in range(5)}

    def apart(one: int, other: int) -> Fraction:
        low, high = sorted((one, other))
        within = sum(number[step] for step in range(low, high + 1))
        return (within - Fraction(number[low] + number[high], 2)) ** 2 if low != high else Fraction(0)

    total = sum(number.values())
    seen = sum(2 * apart(*pair) for pair in pairs)
    by_chance = sum(number[a] * number[b] * apart(a, b) for a in number for b in number) / Fraction(total - 1)
    return 1 - seen / by_chance, _places(_twice(project))


def _newest(project: Project, *_: str) -> Expected:
    days = [row["date"] for row in _own(project) if row["date"]]
    rows = [row for row in _own(project) if days and row["date"] == max(days)]
    return (max(days) if days else None), _places(rows)


def _months(project: Project, *_: str) -> Expected:
    newest, rows = _newest(project)
    if newest is None:
        return None, rows
    year, month, day = (int(part) for part in f"{newest}-01-01".split("-")[:3])
    now = project.report_date
    return (now.year - year) * 12 + now.month - month - (now.day < day), rows


def _years(project: Project, *_: str) -> Expected:
    months, rows = _months(project)
    return (None if months is None else int(str(months)) // 12), rows


def _since_earlier(project: Project, *_: str) -> Expected:
    previous = project.parameters.get("previous")
    if not previous or not all(row["date"] for row in _own(project)):
        return None, set()
    params = yaml.safe_load((project.root / "params" / f"{previous}.yaml").read_text("utf-8"))
    return _counted(row for row in _own(project) if row["date"] > str(params["report_date"]))


def _measured(project: Project, _: str, table: str) -> Expected:
    rows = _of(project, table)
    return _counted(row for row in rows if table != "uses" or any(row[name] for name in MEASURES))


def _heard(project: Project, network: str) -> list[Cells]:
    """The statements of use that count: of each voice the newest of a channel, none much older than its newest."""
    told = [
        row
        for row in _of(project, "excerpts", network)
        if row["criterion"] == "use"
        and row["tense"] in ("past", "present")
        and row["intensity"]
        and who(project, row) in ASKED
    ]
    ids = {row["excerpt_id"] for row in told}
    told = [row for row in told if row["same_as"] not in ids]
    voices: dict[str, list[Cells]] = {}
    for row in told:
        voice = "representatives" if _role(project, row) == "representative" else row["speaker"]
        voices.setdefault(voice, []).append(row)
    months = int(project.parameters.get("evidence_months") or 36)
    found = []
    for said in voices.values():
        newest = max(row["date"] for row in said)
        for channel in {row["channel_id"] for row in said}:
            of_channel = [row for row in said if row["channel_id"] == channel]
            best = max((row["date"], row["intensity"]) for row in of_channel)
            kept = [row for row in of_channel if (row["date"], row["intensity"]) == best]
            found += [row for row in kept if row["date"] >= _before(newest, months)]
    return found


def _before(partial: str, months: int) -> str:
    """The day so many months before, as text that compares as dates do; of nothing nothing."""
    if not partial:
        return ""
    year, month, day = (int(part) for part in f"{partial}-01-01".split("-")[:3])
    year, month = divmod(year * 12 + month - 1 - months, 12)
    return f"{year:04}-{month + 1:02}-{day:02}"


def _degrees(project: Project, network: str, channel: str) -> list[Cells]:
    return [row for row in _heard(project, network) if row["channel_id"] == channel]


def _extreme(pick: Callable) -> Callable[[Project, str, str], Expected]:
    def found(project: Project, network: str, channel: str) -> Expected:
        rows = _degrees(project, network, channel)
        return (pick(int(row["intensity"]) for row in rows) if rows else None), _places(rows)

    return found


def _channel_statements(project: Project, network: str, channel: str) -> Expected:
    rows = [row for row in _of(project, "excerpts", network) if row["source_kind"] in OWN]
    return _counted(row for row in rows if row["channel_id"] == channel)


def _by_openness(project: Project, _: str, openness: str) -> Expected:
    channels = _of(project, "channels")
    return _counted(row for row in channels if openness in ("", row["open_to_nonmembers"]))


def _used_channels(openness: str) -> Callable[[Project, str, str], Expected]:
    def found(project: Project, network: str, _: str) -> Expected:
        number, rows = 0, set()
        for channel in _of(project, "channels", network):
            said = _degrees(project, network, channel["channel_id"])
            if openness in ("", channel["open_to_nonmembers"]) and any(row["intensity"] != "0" for row in said):
                number += 1
                rows |= {channel.place, *_places(said)}
        return number, rows

    return found


def _no_traces(project: Project, network: str, _: str) -> Expected:
    """Printed only where there is none from the membership, and no plan for one."""
    own = next((row for row in project.rows("memberships") if row["network_id"] == network), None)
    since, until = (own["since"], own["until"]) if own else ("", "")
    for row in _of(project, "uses", network):
        if row["kind"] == "document" and row["document_id"]:
            first, last = row["date_from"] or row["date_to"], row["date_to"] or row["date_from"]
            before = bool(since and first) and f"{last}-99-99" < since
            after = bool(until and first) and first > f"{until}-99-99"
            assert before or after, row
            assert row["tense"] != "planned", row
    return 0, set()


def _key_figures(bound: str) -> Callable[[Project, str, str], Expected]:
    def found(project: Project, network: str, name: str) -> Expected:
        year = int(project.parameters["year"])
        rows = [
            row
            for row in _of(project, "indicators", network)
            if row["set"] == name and (not row["year"] or int(row["year"]) <= year)
            if row["share"] or row["in_own_followup"]
        ]
        row = max(rows, key=lambda each: int(each["year"] or 0))
        if row["in_own_followup"] and row["size"]:
            return Fraction(int(row["in_own_followup"]), int(row["size"])), {row.place}
        return Fraction((row[bound] or row["share"]).replace(",", ".")), {row.place}

    return found


def _low(project: Project, network: str, cause: str) -> Expected:
    own = [row for row in _of(project, "excerpts", network) if row["source_kind"] in OWN]
    ids = {row["excerpt_id"] for row in own}
    low = [row for row in own if row["valence"] == "-1" or row["intensity"] in ("0", "1")]
    return _counted(row for row in low if row["same_as"] not in ids and cause in ("", row["cause"]))


def _on_use(project: Project, network: str, _: str) -> Expected:
    """Printed only where there is none."""
    tables = ("uses", "use_logs", "events", "survey", "indicators")
    rows = [row for table in tables for row in _of(project, table, network)]
    rows += [
        row
        for row in _of(project, "excerpts", network)
        if row["criterion"] in _criteria_of_use(project, network) and row["source_kind"] in OWN
    ]
    return _counted(rows)


def _criteria_of_use(project: Project, network: str) -> tuple[str, ...]:
    """Of a membership that is left, what is said of it since tells of its use as well."""
    left = any(row["network_id"] == network and row["state"] == "left" for row in project.rows("memberships"))
    return ("use", "context") if left else ("use",)


def _log(project: Project, network: str) -> tuple[date, date, list[Cells], Cells] | None:
    """The log that counts in its last twelve months, and the uses in them, alike ones once."""
    found = []
    uses = {tuple(sorted((name, cell) for name, cell in row.cells.items() if name != "use_id")): row
            for row in reversed(_of(project, "uses", network))}  # fmt: skip
    for log in _of(project, "use_logs", network):
        end = min(date.fromisoformat(log["date_to"] or "9999-12-31"), project.report_date)
        after = end + timedelta(days=1)
        start = max(date.fromisoformat(log["date_from"]), _a_year_before(after))
        inside = [
            row
            for row in uses.values()
            if row["tense"] != "planned" and len(row["date_from"]) > 4
            if start.isoformat() <= f"{row['date_from']}-01"[:10] <= end.isoformat()
        ]
        number = sum(int(row["count"] or 1) for row in inside)
        found.append((start == _a_year_before(after), end, number, start, inside, log))
    whole = max((each for each in found if each[0]), key=lambda each: (each[1], each[3], each[5].place), default=None)
    short = [each for each in found if not each[0] and each[2] >= 4]
    short = [each for each in short if whole is None or (each[1] > whole[1] and each[2] > whole[2])]
    counts = max(short, key=lambda each: (each[2], each[1], each[3], each[5].place), default=whole)
    return counts and (counts[3], counts[1], counts[4], counts[5])


def whole_log(project: Project, network: str) -> tuple[int, set[RawRow]] | None:
    """Uses and rows of the log that counts, where it is of a whole year."""
    if (found := _log(project, network)) is None:
        return None
    start, end, uses, log = found
    whole = start == _a_year_before(end + timedelta(days=1))
    return (sum(int(row["count"] or 1) for row in uses), {log.place, *_places(uses)}) if whole else None


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)


def _of_log(value: Callable) -> Callable[[Project, str, str], Expected]:
    def found(project: Project, network: str, _: str) -> Expected:
        start, end, uses, log = _log(project, network)
        return value(start, end, uses), {log.place, *_places(uses)}

    return found


def _events(project: Project, network: str, *, noted: bool) -> list[Cells]:
    """Of the year that ends with the newest whose attendance is noted; those that are alike once."""
    told = reversed(_of(project, "events", network))
    events = {(row["date"], row["name"], row["persons"]): row for row in told}.values()
    newest = max(date.fromisoformat(row["date"]) for row in events if row["persons"])
    after = _a_year_before(newest + timedelta(days=1))
    return [row for row in events if row["date"] >= after.isoformat() and bool(row["persons"]) is noted]


def _attended(value: Callable) -> Callable[[Project, str, str], Expected]:
    def found(project: Project, network: str, _: str) -> Expected:
        events = _events(project, network, noted=True)
        return value([int(row["persons"]) for row in events]), _places(events)

    return found


def _survey(value: Callable) -> Callable[[Project, str, str], Expected]:
    def found(project: Project, _: str, about: str) -> Expected:
        row = project.row(("survey", int(about), False))
        counts = [int(row[f"count_{step}"] or 0) for step in range(5)]
        return value(counts, row), {row.place}

    return found


def _mean(counts: list[int], _: Cells) -> Fraction | None:
    return Fraction(sum(step * each for step, each in enumerate(counts)), sum(counts)) if sum(counts) else None


def _interval(upper: bool) -> Callable[[list[int], Cells], float]:
    """Wilson's for a share; for a mean the Beta distribution with the mean and variance of Dirichlet(counts + ½)."""

    def bound(counts: list[int], row: Cells) -> float:
        if row["kind"] != "yes_no":
            return round(4 * _beta_point(0.975 if upper else 0.025, counts), 3)
        number = sum(counts)
        share, z = counts[1] / number, 1.959963984540054
        middle = (share + z * z / (2 * number)) / (1 + z * z / number)
        half = z * ((share * (1 - share) + z * z / (4 * number)) / number) ** 0.5 / (1 + z * z / number)
        return round(middle + half if upper else middle - half, 3)

    return bound


def _beta_point(part: float, counts: list[int], steps: int = 40_000) -> float:
    """Where so large a part of the distribution lies below, by adding up its density in small steps."""
    weights = [each + 0.5 for each in counts]
    total = sum(weights)
    mean = sum(step / 4 * each for step, each in enumerate(weights)) / total
    variance = (sum((step / 4) ** 2 * each for step, each in enumerate(weights)) / total - mean**2) / (total + 1)
    size = mean * (1 - mean) / variance - 1
    places = [(number + 0.5) / steps for number in range(steps)]
    density = [x ** (mean * size - 1) * (1 - x) ** ((1 - mean) * size - 1) for x in places]
    below, whole = 0.0, sum(density)
    for x, each in zip(places, density, strict=True):
        below += each
        if below >= part * whole:
            return x
    return 1.0


def _themes(project: Project, network: str, other: str) -> Expected:
    own, theirs = ([row for row in project.rows("themes") if row["network_id"] == each] for each in (network, other))
    if not own or not theirs:
        return None, set()
    one, two = ({row["theme"] for row in rows} for rows in (own, theirs))
    return Fraction(len(one & two), len(one | two)), _places([*own, *theirs])


def _met(*words: str) -> Callable[[Project, str, str], Expected]:
    """The part of the uses that the other network meets; with "" among the words those nobody has judged as well."""

    def found(project: Project, network: str, other: str) -> Expected:
        uses = [row for row in _of(project, "uses", network) if row["tense"] != "planned"]
        ids = {row["use_id"] for row in uses}
        judged = [row for row in project.rows("overlaps") if row["network_id"] == other and row["use_id"] in ids]
        if not judged:
            return None, set()
        met = {row["use_id"]: row["met"] for row in judged}
        weight = {row["use_id"]: int(row["count"] or 1) for row in uses}
        part = sum(number for use, number in weight.items() if met.get(use, "") in words)
        return Fraction(part, sum(weight.values())), _places([*uses, *judged])

    return found


def _values(project: Project, *_: str) -> Expected:
    own = [row for row in _of(project, "excerpts") if row["source_kind"] != "network_own"]
    valued = ("expectation", "symbolic", "voice", "future", "cost")
    return _counted(
        row
        for row in own
        if row["criterion"] in valued
        or (row["criterion"] == "relevance" and row["valence"] == "0" and row["cause"] == "own_priority")
    )


def own_rows(project: Project) -> list[Cells]:
    """Every row of the municipality's own folder that may be shown."""
    folder = project.root / project.parameters["data_folder"]
    tables = sorted(path.stem for path in folder.glob("*.csv"))
    return [
        row
        for table in tables
        for row in project.rows(table)
        if row["consent"] != "internal" and (row.place[2] or table not in SHARED)
    ]


def _course(project: Project, network: str, about: str) -> Expected:
    """What one speaker has said of one thing, year by year: the row named is the last, and each year's newest counts."""
    last = project.row(("excerpts", int(about), False))
    years: dict[str, Cells] = {}
    for row in _of(project, "excerpts", network):
        used = row["criterion"] == "use" and row["tense"] in ("past", "present", "")
        alike = all(row[column] == last[column] for column in ("speaker", "channel_id"))
        if used and alike and row["intensity"] and row["date"]:
            newest = years.get(row["date"][:4])
            if newest is None or (newest["date"], newest["intensity"]) < (row["date"], row["intensity"]):
                years[row["date"][:4]] = row
    said = [int(years[year]["intensity"]) for year in sorted(years)]
    assert years[max(years)].place == last.place
    if said[-1] == 0 and any(said):
        return "ceased", {row.place for row in years.values()}
    return "less" if said[-1] < said[0] else "more", {row.place for row in years.values()}


KINDS: dict[str, Callable[[Project, str, str], Expected]] = {
    "channel_highest": _extreme(max),
    "channel_lowest": _extreme(min),
    "channel_statements": _channel_statements,
    "channels_by_openness": _by_openness,
    "channels_used": _used_channels(""),
    "channels_used_closed": _used_channels("no"),
    "channels_used_unknown": _used_channels("unknown"),
    "coders": _coders,
    "course_of_use": _course,
    "document_traces": _no_traces,
    "events_attended": _attended(lambda persons: sum(each > 0 for each in persons)),
    "events_not_noted": lambda project, network, _: _counted(_events(project, network, noted=False)),
    "events_noted": _attended(len),
    "key_figure_share": _key_figures("share"),
    "key_figure_share_high": _key_figures("share_high"),
    "key_figure_share_low": _key_figures("share_low"),
    "krippendorffs_alpha": _alpha,
    "logged_from": _of_log(lambda start, end, uses: start),
    "logged_to": _of_log(lambda start, end, uses: end),
    "logged_uses": _of_log(lambda start, end, uses: sum(int(row["count"] or 1) for row in uses)),
    "low_statements": _low,
    "low_statements_naming": _low,
    "months_since_newest": _months,
    "networks": lambda project, *_: (len(project.networks), set()),
    "newest_statement": _newest,
    "own_rows": lambda project, *_: _counted(own_rows(project)),
    "person_times": _attended(sum),
    "rows_measured": _measured,
    "rows_on_use": _on_use,
    "statements": lambda project, *_: _counted(_of(project, "excerpts")),
    "statements_asked": lambda project, *_: _counted(_said_by(project, *ASKED)),
    "statements_by": lambda project, _, whose: _counted(_said_by(project, whose)),
    "statements_coded_alike": _alike,
    "statements_coded_twice": lambda project, *_: _counted(_twice(project)),
    "statements_graded": _graded,
    "statements_in_interviews": lambda project, *_: _counted(
        row for row in _own(project) if row["source_kind"] == "interview"
    ),
    "statements_of_speaker": lambda project, _, speaker: _counted(
        row for row in _of(project, "excerpts") if row["speaker"] == speaker
    ),
    "statements_on_values": _values,
    "statements_since_earlier": _since_earlier,
    "survey_answers": _survey(lambda counts, _: sum(counts)),
    "survey_high": _survey(_interval(upper=True)),
    "survey_low": _survey(_interval(upper=False)),
    "survey_mean": _survey(_mean),
    "themes_in_common": _themes,
    "uses_met_high": _met("yes", ""),
    "uses_met_low": _met("yes"),
    "year_said": lambda project, _, about: (
        project.row(("excerpts", int(about), False))["date"][:4],
        {("excerpts", int(about), False)},
    ),
    "years_since_newest": _years,
}
