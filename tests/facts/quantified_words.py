"""Sentences with ingen, alla, bara, båda, varje or inte undersökt: each kind of them, and when it may be printed.

A kind is the words as they are said of their facts; what its facts should be is worked out in `kinds_of_facts`, and here what
the words claim of them. Words of these that stand without a fact are the program's own, and are listed one by one.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

QUANTIFIED = re.compile(
    r"\b(ingen|inget|inga|alla|allt|bara|båda|varje|samtliga|aldrig|alltid|enda|inte undersökt\w*)\b", re.IGNORECASE
)
Facts = Sequence[dict[str, Any]]


def none(facts: Facts) -> bool:
    """Every fact is a count of none, or nothing that is known."""
    return all(fact["value"] in ("0", "", None, "no") for fact in facts)


def unknown(facts: Facts) -> bool:
    return all(fact["value"] in ("", None) for fact in facts)


def whole(facts: Facts) -> bool:
    """The part is the whole, and there is one: the counts are equal, and more than one."""
    return len({fact["value"] for fact in facts}) == 1 and int(facts[0]["value"]) > 1


def none_of_several(facts: Facts) -> bool:
    """There are some, and the part is none of them."""
    values = {fact["kind"]: int(fact["value"]) for fact in facts}
    return values["statements_asked"] > 1 and values["statements_graded"] == 0


def several(facts: Facts) -> bool:
    return all(int(fact["value"]) > 1 for fact in facts)


def is_(value: str) -> Callable[[Facts], bool]:
    return lambda facts: all(fact["value"] == value for fact in facts)


def at_least_one(facts: Facts) -> bool:
    return all(int(fact["value"]) >= 1 for fact in facts)


def names(number: Callable[[int], bool]) -> Callable[[Facts], bool]:
    """What a statement's cell names, both or several, one by one."""
    return lambda facts: all(fact["value"] == "both" or number(fact["value"].count(";") + 1) for fact in facts)


def no_member(facts: Facts) -> bool:
    """Each network is to be joined: its state says so, or somebody plans for it."""
    states = [fact["value"] for fact in facts if fact["kind"] == "memberships.state"]
    return all(each in ("candidate", "applied", "declined") for each in states)


def not_used(facts: Facts) -> bool:
    """The rows are in the account for just that reason."""
    return all(fact["about"].endswith(".not_used") for fact in facts)


def part(facts: Facts) -> bool:
    """Some, and not all: the rest are spoken of."""
    some, every = (int(fact["value"]) for fact in facts)
    return 0 < some < every


KINDS: tuple[tuple[str, str, Callable[[Facts], bool]], ...] = (
    ("inget som anges", "alternatives.replaces", unknown),
    ("bara tillsammans med andra svar", "answers_can_give", unknown),
    ("bara tillsammans med andra svar", "networks_changed_alone", none),
    ("övriga bara tillsammans med andra svar", "networks_asked_about+networks_changed_alone", part),
    ("ingen är ansvarig", "candidates.person_role", unknown),
    ("inget syfte är angivet", "candidates.purpose", unknown),
    ("öppen för alla", "channels.open_to_nonmembers", is_("yes")),
    ("bara för medlemmar", "channels.open_to_nonmembers", is_("no")),
    ("inga kanaler är beskrivna än.", "channels_by_openness", none),
    ("öppen för alla", "channels_by_openness", is_("1")),
    ("öppna för alla", "channels_by_openness", several),
    ("graden är satt av en enda person.", "coders", is_("1")),
    ("graderna är satta av en enda person.", "coders", is_("1")),
    ("kostar ingen ny avgift", "cost_of_waiting_ore", none),
    ("inga beslut", "decisions", none),
    ("ingen dag", "decisions.date", lambda facts: all(len(fact["value"]) < len("2025-04-01") for fact in facts)),
    ("inget", "demands_met", none),
    ("är inte undersökt", "demands_not_examined", at_least_one),
    ("är inte undersökta", "demands_not_examined", at_least_one),
    ("inget spår av ett medlemskap är antecknat i styrdokument.", "document_traces", none),
    ("det finns inget medlemskap", "memberships.state", no_member),
    ("det finns inget medlemskap", "candidates.purpose", no_member),
    ("det finns inget medlemskap", "candidates.purpose+memberships.state", no_member),
    ("inte undersökt", "entry_requirements.state", is_("not_examined")),
    ("båda", "excerpts.network_id", names(lambda number: number == 2)),
    ("alla", "excerpts.network_id", names(lambda number: number > 2)),
    ("ingen regel för de här åren har setts", "fee_by_rule_ore", unknown),
    ("ingen uppgift med bestämd dag", "information_coming", none),
    ("alla #", "left_together", several),
    ("ingen användning", "logged_uses", none),
    ("ingen var med vid de antecknade träffarna", "attendance_degree", none),
    ("ingen deltog i det som nätverket bjöd in till", "attendance_degree", none),
    ("inget som används skulle gå förlorat", "loss_answer", none),
    ("inget", "loss_answer", none),
    ("inget som används går förlorat", "loss_answer", none),
    ("det ger inget som inte går att få ändå", "loss_answer", none),
    ("ger inget som inte går att få ändå", "loss_answer", none),
    ("ingen beskrivning finns", "networks.profile", unknown),
    ("alla #", "networks_asked_about+networks_changed_alone", whole),
    ("alla # medlemskap", "networks_of_kind", several),
    ("alla # nätverk", "networks_of_kind", several),
    ("alla", "own_rows+own_rows_used", whole),
    ("alla är", "own_rows_used+own_rows_with_status", whole),
    ("de är alla", "own_rows_used+own_rows_with_status", whole),
    ("trycks: gäller inget av det som används", "own_rows_accounted", not_used),
    ("används inte: gäller inget av det som används", "own_rows_accounted", not_used),
    ("gäller inget av det som används", "own_rows_accounted", not_used),
    ("inga fler frågor kan ändra bilden.", "next_questions", none),
    ("ingen tidsfrist är angiven.", "params.deadline", unknown),
    ("inga", "rows_measured", none),
    ("ingen har sagt eller antecknat", "rows_on_use", none),
    ("det finns inga uttalanden om nätverken än.", "statements", none),
    ("inget av uttalandena säger hur mycket.", "statements_asked+statements_graded", none_of_several),
    ("alla uttalanden som kan räknas säger hur mycket.", "statements_asked+statements_graded", whole),
    ("ingen oberoende person har uttalat sig.", "statements_by", none),
    ("inget uttalande i underlaget gäller andra värden.", "statements_on_values", none),
    ("alla användare har svarat", "survey.users+survey_answers", whole),
    ("inget används", "things_used", none),
    (": ingen säger hur mycket", "use_answer", is_("unknown")),
    ("arbetstiden ingår bara där den är känd.", "total_cost_ore", unknown),
    ("varje avgift", "yearly_fee_ore", lambda facts: len(facts) > 1 and len({fact["value"] for fact in facts}) == 1),
    ("vi har ingen uppgift om avgiften", "yearly_fee_ore", unknown),
    ("(bara för medlemmar)", "without_membership", is_("not_at_all")),
    ("ingen har sagt vad som skulle ersätta", "without_membership", unknown),
    ("ingen har sagt det", "without_membership", unknown),
)
"""Words in small letters with # for a number, the kinds of their facts, and what must hold of these."""

OF_THE_PROGRAM = (
    "Samma frågor ställs om varje nätverk",
    "Tabellen intill har varje stapel; där regeln är okänd finns ingen.",
    "Där ingen regel för året har setts är avgiften okänd",
)
"""What is said of the page itself and of how it counts, whatever the rows are."""

IN_WORDS = "två|tre|fyra|fem|sex|sju|åtta|nio|tio|elva|tolv"


def kind_of(text: str, facts: Facts) -> tuple[str, str]:
    words = re.sub(rf"\b(\d+|{IN_WORDS})\b", "#", text.lower()).strip()
    return words, "+".join(sorted({fact["kind"] for fact in facts}))


def wrong(place: str, text: str, facts: Facts) -> str:
    """What is wrong with these words, or ""; what somebody has typed is a quotation, and claims nothing of ours."""
    if not QUANTIFIED.search(text):
        return ""
    if not facts:
        return "" if any(words in text for words in OF_THE_PROGRAM) else f"without a fact: {text} ({place})"
    if len(facts) == 1 and facts[0]["value"] and facts[0]["value"].lower() == text.lower():
        return ""
    checks = [holds for words, kinds, holds in KINDS if (words, kinds) == kind_of(text, facts)]
    if not checks:
        return f"no check of this kind: {kind_of(text, facts)} ({place})"
    return "" if all(holds(facts) for holds in checks) else f"not so: {text} {facts} ({place})"
