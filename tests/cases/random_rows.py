"""Random rows of a municipality's tables, each right by construction beside those that it names."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from medlemsnytta.inputs.tables.layouts import LAYOUTS

Row = dict[str, Any]

OTHER = "n21"
"""A network that the tables know and the report does not treat."""
FROM = {"source": "påhittat exempel", "status": "illustrative"}
NAMES = ("Ekokommunerna", "Förbundet för sjö och å", "Nätverk Öst, klimat", "ICLEI", "Vattenrådet", "Hållbara städer")
TEXTS = (
    "Nyhetsbrevet läses ibland.",
    "Ingen minns när det senast användes.",
    "Underlagen används löpande, säger de som svarat.",
    "Det här gäller bara 3 av 10 frågor; övriga är inte undersökta.",
    "Alla medlemmar kan ställa frågor till kansliet.",
    "Träffarna ligger långt bort",
)
THEMES = ("energi", "Energi", "vatten", "lärande", "andra värden")
PEOPLE = ("en planarkitekt", "miljöstrategerna", "kommunens representanter", "handläggaren, som skrev rapporten")


STATES = ("member", "candidate", "applied", "left", "declined")


def network(draw: st.DrawFn, network_id: str) -> Row:
    name = f"{draw(st.sampled_from(NAMES))} {network_id[1:]}"
    return {
        "network_id": network_id,
        "name": name,
        "short": draw(st.sampled_from((name, network_id.upper()))),
        "founded": draw(st.sampled_from(("", 1995))),
        "profile": draw(st.sampled_from(("", "Ett nätverk för kommuner."))),
        "entry_requirement": draw(st.sampled_from(("", "Kommunen ska ha en miljöpolicy."))),
        "source_kind": "network_own",
        **FROM,
    }


def network_year(networks: Sequence[str], year: int) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, each, members, qualifier, engagement: {
            "network_id": network,
            "year": each,
            "members": members,
            "qualifier": qualifier if members != "" else "",
            "engagement": engagement,
            "said_by": "föreningen",
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from(("", year, year - 1, year - 10)),
        st.sampled_from(("", 0, 1, 52, 290, 400)),
        st.sampled_from(("exact", "cirka")),
        st.sampled_from(("", -1, 0, 1)),
    )


def fee(draw: st.DrawFn, network: str, year: int, member_type: str) -> list[Row]:
    """A rule for the year: nothing, flat, per inhabitant, between a floor and a cap, in steps, or in two parts.

    It may be of another year, or without a date, or not known at all.
    """
    common = {
        "network_id": network,
        "member_type": member_type,
        "valid_from": f"{year}-01-01",
        "valid_to": draw(st.sampled_from((f"{year}-12-31", ""))),
        "part": "medlemsavgift",
        "fixed_sek": 0,
        "per_inhabitant_sek": 0,
        "currency": "SEK",
        "vat": draw(st.sampled_from(("yes", "no", "unknown"))),
        "pop_reference": draw(st.sampled_from(("year_before", "two_years_before", "unknown"))),
        "source": "påhittat exempel",
        "status": draw(st.sampled_from(("illustrative", "estimated"))),
    }
    match draw(st.sampled_from(("this", "this", "earlier", "undated", "none"))):
        case "earlier":
            common |= {"valid_from": f"{year - 3}-01-01", "valid_to": f"{year - 2}-12-31"}
        case "undated":
            common |= {"valid_from": "", "valid_to": ""}
        case "none":
            return []
    common |= draw(st.sampled_from(({}, {"entry_fee_sek": 10000}, {"entry_fee_sek": 5000, "reentry_share": 0.5})))
    rules: tuple[list[Row], ...] = (
        [{}],
        [{"fixed_sek": 10000}],
        [{"fixed_sek": "8194.50"}],
        [{"per_inhabitant_sek": "0.30"}],
        [{"fixed_sek": 4000, "per_inhabitant_sek": "0.25", "cap_sek": 36000}],
        [{"per_inhabitant_sek": "1.25", "floor_sek": 35000, "cap_sek": 500000}],
        [
            {"fixed_sek": 5000, "tier_from": 0, "tier_to": 9999},
            {"fixed_sek": 10000, "tier_from": 10000, "tier_to": 29999},
            {"fixed_sek": 25000, "tier_from": 30000},
        ],
        [{"fixed_sek": 500}, {"part": "serviceavgift", "per_inhabitant_sek": "0.10"}],
    )
    return [{**common, **rule} for rule in draw(st.sampled_from(rules))]


def membership(draw: st.DrawFn, network: str, dates: st.SearchStrategy[str], year: int) -> Row:
    state, since, until = draw(st.sampled_from(("member", *STATES))), draw(dates), draw(dates)
    until = until if state == "left" and in_order(since, until) else ""
    stated = draw(st.sampled_from(("", 0, 8200, 40000)))
    return {
        "network_id": network,
        "since": since,
        "until": until,
        "state": state,
        "notice_months": draw(st.sampled_from(("", 0, 1, 6, 12))),
        "fee_period_start": draw(st.sampled_from(("", f"{year}-01-01", f"{year - 3}-07-01", "2024-02-29"))),
        "stated_fee_sek": stated,
        "stated_fee_year": year if stated != "" else "",
        **FROM,
    }


def decision(number: int, networks: Sequence[str], dates: st.SearchStrategy[str], day: date) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda on, body, kind, network, text, due: {
            "decision_id": f"b{number}",
            "date": on,
            "body": body,
            "kind": kind,
            "network_id": network,
            "text": text,
            "due_date": due if in_order(on, due) else "",
            **FROM,
        },
        dates,
        st.sampled_from(("Kommunstyrelsen", "Miljönämnden", "Förvaltningen")),
        st.sampled_from(("membership", "application", "assignment", "recommendation", "report", "follow_up")),
        st.sampled_from(("", "both", ";".join(networks[:2]), *networks)),
        st.sampled_from(TEXTS),
        st.sampled_from(("", str(day + timedelta(days=60)), str(day - timedelta(days=60)))),
    )


def speaker(number: int, networks: Sequence[str]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda description, network, persons, role: {
            "speaker": f"S{number}",
            "description": description,
            "network_id": network,
            "persons": persons,
            "role": role,
            **FROM,
        },
        st.sampled_from(PEOPLE),
        st.sampled_from(("", *networks)),
        st.sampled_from(("", 1, 2, 12)),
        st.sampled_from(("user", *allowed("speakers", "role"))),
    )


def channel(number: int, networks: Sequence[str]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, kind, name, is_open: {
            "channel_id": f"k{number}",
            "network_id": network,
            "type": kind,
            "name": name,
            "open_to_nonmembers": is_open,
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from(allowed("channels", "type")),
        st.sampled_from(("Webbplatsen", "Gröna nyckeltal", "E-postlistan")),
        st.sampled_from(("yes", "no", "unknown")),
    )


def document(number: int) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda kind, begins, lasts, seen_by: {
            "seen_by": seen_by,
            "document_id": f"d{number}",
            "name": f"Miljöprogram {number}",
            "type": kind,
            "year_from": begins,
            "year_to": "" if begins == "" or lasts is None else begins + lasts,
            **FROM,
        },
        st.sampled_from(("plan", "programme", "policy", "other")),
        st.sampled_from(("", 1998, 2016, 2024)),
        st.sampled_from((None, 0, 4, 20)),
        st.sampled_from(("", "registratorn")),
    )


def use(
    number: int,
    networks: Sequence[str],
    channels: Sequence[Row],
    documents: Sequence[Row],
    dates: st.SearchStrategy[str],
) -> st.SearchStrategy[Row]:
    def row(network: str, place: int, first: str, last: str, kind: str, tense: str, text: str, cells: Row) -> Row:
        through = pick([each["channel_id"] for each in channels if each["network_id"] == network], place)
        kind = kind if kind != "document" or documents else "everyday"
        return {
            "use_id": f"u{number}",
            "network_id": network,
            "channel_id": through,
            "date_from": first,
            "date_to": last if in_order(first, last) else first,
            "kind": kind,
            "document_id": pick([each["document_id"] for each in documents], place) if kind == "document" else "",
            "tense": tense,
            "text": text,
            **cells,
            **FROM,
        }

    cells = st.sampled_from(({}, {"count": 0}, {"count": 4, "persons": 2, "hours": 1.5}, {"count_words": "ofta"}))
    return st.builds(
        row,
        st.sampled_from(networks),
        st.integers(0, 9),
        dates,
        dates,
        st.sampled_from(("everyday", "document", "learning", "comparison", "reporting", "voice")),
        st.sampled_from(("past", "present", "planned")),
        st.sampled_from(TEXTS),
        cells,
    )


def indicator(networks: Sequence[str], year: int) -> st.SearchStrategy[Row]:
    shares = (
        {"size": 12, "in_own_followup": 6},
        {"size": 12, "in_own_followup": 0},
        {"share": 0.5, "share_low": 0.4, "share_high": 0.6, "share_words": "cirka hälften"},
        {"share": 1},
        {},
    )
    return st.builds(
        lambda network, each, cells: {
            "network_id": network,
            "set": "Gröna nyckeltal",
            "year": each,
            **cells,
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from(("", year, year - 4)),
        st.sampled_from(shares),
    )


def excerpt(
    number: int,
    networks: Sequence[str],
    known: Sequence[str],
    speakers: Sequence[Row],
    channels: Sequence[Row],
    dates: st.SearchStrategy[str],
) -> st.SearchStrategy[Row]:
    several = ["both"] if len(networks) == 2 else []
    several += [";".join(networks[:2]), ";".join(networks)] if len(networks) > 1 else []

    def row(network: str, place: int, on: str, text: str, codes: tuple[str, ...], degree: Any, rest: Row) -> Row:
        criterion, tense, kind, cause, consent = codes
        ungraded = kind == "network_own" or (tense in ("planned", "future") and criterion in ("use", "steering"))
        own = [each["channel_id"] for each in channels if each["network_id"] == network]
        return {
            "excerpt_id": f"e{number}",
            "network_id": network,
            "date": on,
            "text": text,
            "form": "paraphrase",
            "criterion": criterion,
            "intensity": "" if ungraded else degree,
            "cause": cause,
            "tense": tense,
            "source_kind": kind,
            "speaker": pick(["", *(each["speaker"] for each in speakers)], place) if kind != "network_own" else "",
            "consent": consent,
            "channel_id": pick(["", *own], place),
            **rest,
            "intensity_coder2": "" if ungraded else rest["intensity_coder2"],
            **FROM,
        }

    codes = st.tuples(
        *(
            st.sampled_from(allowed("excerpts", name))
            for name in ("criterion", "tense", "source_kind", "cause", "consent")
        )
    )
    rest = st.fixed_dictionaries(
        {
            "theme": st.sampled_from(THEMES),
            "valence": st.sampled_from((-1, 0, 1)),
            "certainty": st.sampled_from(("stated", "hedged", "approx")),
            "coder": st.sampled_from(("K1", "K2")),
            "intensity_coder2": st.sampled_from(("", "", 0, 4)),
            "same_as": st.sampled_from(("", "", "", f"e{number - 1}")) if number % 2 == 0 else st.just(""),
            "without_membership": st.sampled_from(("", *allowed("excerpts", "without_membership"))),
        }
    )
    degrees = st.sampled_from(("", 0, 1, 2, 3, 4))
    return st.builds(
        row,
        st.sampled_from((*known, *several)),
        st.integers(0, 9),
        dates,
        st.sampled_from(TEXTS),
        codes,
        degrees,
        rest,
    )


def use_log(networks: Sequence[str], day: date) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, ago, lasts: {
            "network_id": network,
            "date_from": day - timedelta(days=ago),
            "date_to": "" if lasts is None else day - timedelta(days=ago - lasts),
            "how": "Varje användning skrevs i en lista.",
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from((0, 80, 364, 400, 800)),
        st.sampled_from((None, 0, 90, 365)),
    )


def event(number: int, networks: Sequence[str], day: date) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, ago, persons: {
            "event_id": f"h{number}",
            "network_id": network,
            "date": day - timedelta(days=ago),
            "name": "Seminarium",
            "persons": persons,
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from((-30, 0, 30, 500)),
        st.sampled_from(("", 0, 1, 5)),
    )


def survey(networks: Sequence[str], dates: st.SearchStrategy[str]) -> st.SearchStrategy[Row]:
    answers = (
        {
            "kind": "scale",
            "users": 22,
            "asked": 20,
            "count_0": 0,
            "count_1": 1,
            "count_2": 4,
            "count_3": 7,
            "count_4": 3,
        },
        {"kind": "scale", "asked": 1, "count_4": 1},
        {"kind": "scale", "asked": 5},
        {"kind": "yes_no", "asked": 12, "count_0": 4, "count_1": 8},
        {"kind": "yes_no", "users": 3, "asked": 3, "count_0": 3, "count_1": 0},
        {"kind": "yes_no", "asked": 1},
    )
    return st.builds(
        lambda network, on, place, prefix: {
            "network_id": network,
            "date": on,
            "question_id": f"{prefix}{place}",
            "question": "Hur stor nytta?" if answers[place]["kind"] == "scale" else "Har du använt nätverket?",
            **answers[place],
            **FROM,
        },
        st.sampled_from(networks),
        dates,
        st.integers(0, len(answers) - 1),
        st.sampled_from(("f", "anvandning")),
    )


def time(networks: Sequence[str], year: int) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, each, hours, cells: {
            "network_id": network,
            "year": each,
            "hours": hours,
            "how": "tidredovisning",
            **cells,
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from((year, year - 1, year - 6)),
        st.sampled_from((0, 1, 9.5, 200)),
        st.sampled_from(
            ({}, {"hourly_cost_sek": 400}, {"travel_sek": 0}, {"hourly_cost_sek": 400, "travel_sek": 1800})
        ),
    )


def alternative(number: int, channels: Sequence[Row]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda kind, place, cost, hours: {
            "id": f"alt{number}",
            "name": f"Alternativ {number}",
            "kind": kind,
            "replaces": pick(["", *(each["channel_id"] for each in channels)], place),
            "cost_sek": cost,
            "hours": hours,
            "text": "Ger samma underlag.",
            **FROM,
        },
        st.sampled_from(("tool", "network", "own_work", "money")),
        st.integers(0, 9),
        st.sampled_from(("", 0, 12000)),
        st.sampled_from(("", 0, 16)),
    )


def candidate(networks: Sequence[str]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, purpose, role, hours: {
            "network_id": network,
            "purpose": purpose,
            "person_role": role,
            "hours": hours,
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from(("", "Jämföra utsläpp")),
        st.sampled_from(("", "klimatstrategen")),
        st.sampled_from(("", 0, 200)),
    )


def member_elsewhere(
    networks: Sequence[str], codes: Sequence[str], dates: st.SearchStrategy[str]
) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, code, since, until, day: {
            "network_id": network,
            "code": code,
            "since": since,
            "until": until if in_order(since, until) else "",
            "source_date": day,
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from(codes),
        dates,
        dates,
        dates,
    )


def peer_decision(networks: Sequence[str], codes: Sequence[str], year: int) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, code, each, decision, stage, reason: {
            "network_id": network,
            "code": code,
            "year": each,
            "decision": decision,
            "stage": stage,
            "reason": reason,
            **FROM,
        },
        st.sampled_from(networks),
        st.sampled_from(codes),
        st.sampled_from(("", year, year - 4, year + 2)),
        st.sampled_from(allowed("peer_decisions", "decision")),
        st.sampled_from(allowed("peer_decisions", "stage")),
        st.sampled_from(("", "avgiften")),
    )


def overlap(uses: Sequence[Row], networks: Sequence[str]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda place, network, met: {
            "use_id": uses[place % len(uses)]["use_id"],
            "network_id": network,
            "met": met,
            **FROM,
        },
        st.integers(0, 9),
        st.sampled_from(networks),
        st.sampled_from(("yes", "no")),
    )


def theme(networks: Sequence[str]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, theme: {"network_id": network, "theme": theme, **FROM},
        st.sampled_from(networks),
        st.sampled_from(("energi", "vatten", "lärande")),
    )


def demand(networks: Sequence[str]) -> st.SearchStrategy[Row]:
    return st.builds(
        lambda network, demand, state: {"network_id": network, "demand": demand, "state": state, **FROM},
        st.sampled_from(networks),
        st.sampled_from(("ett politiskt beslut", "mål för utsläppen", "en handlingsplan")),
        st.sampled_from(("met", "not_met", "not_examined")),
    )


def allowed(table: str, column: str) -> tuple[str, ...]:
    """The codes that the column may hold."""
    return next(each.allowed for each in LAYOUTS[table].columns if each.name == column)


def few(least: int, most: int) -> st.SearchStrategy[int]:
    """One and a few as often as many."""
    return st.one_of(st.integers(least, min(3, most)), st.integers(least, most))


def numbered(least: int, most: int, row: Any) -> st.SearchStrategy[list[Row]]:
    """Rows numbered from 1; none, one and many."""
    return few(least, most).flatmap(lambda count: st.tuples(*(row(number) for number in range(1, count + 1)))).map(list)


def mostly(networks: Sequence[str]) -> st.SearchStrategy[bool]:
    """A network without a membership row is rare, and nobody's report has none at all."""
    return st.just(True) if len(networks) == 1 else st.integers(0, 9).map(bool)


def partial_dates(day: date) -> st.SearchStrategy[str]:
    """None, a year, a month or a day: long ago, now, and after the report's date."""
    days = st.sampled_from([day + timedelta(days=days) for days in (-9000, -1200, -400, -31, -1, 0, 1, 200)])
    return st.one_of(
        st.just(""),
        days.map(lambda each: f"{each:%Y}"),
        days.map(lambda each: f"{each:%Y-%m}"),
        days.map(str),
    )


def in_order(first: str, last: str) -> bool:
    """Whether `last` can be after `first`, as far as both say; an unknown day is in order with all."""
    said = min(len(first), len(last))
    return first[:said] <= last[:said]


def pick(values: Sequence[str], place: int) -> str:
    return values[place % len(values)] if values else ""


def once(rows: list[Row], *key: str, blank: str | None = None) -> list[Row]:
    """The rows whose key stands in no row before; where the cell `blank` must not be empty, those that have it."""
    filled = [row for row in rows if blank is None or row[blank] != ""]
    return list({tuple(str(row[name]) for name in key): row for row in filled}.values())
