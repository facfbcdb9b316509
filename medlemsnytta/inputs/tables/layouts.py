"""Which tables there are and which columns they have, in order; `data/README.md` explains them to people."""

from typing import Any

from medlemsnytta.inputs.tables.columns import (
    Column,
    TableLayout,
    added,
    amount,
    coded,
    count,
    divisor,
    left_out,
    level,
    network,
    one_of,
    optional,
    text,
    year,
)

BOTH = "both"
"""In place of a network id: what is said of, or decided about, all the networks that are compared."""
BOTH_IN_SWEDISH = "båda"

SEPARATOR = ";"
"""Between the ids in a cell that may name several: the networks of a statement, what an alternative replaces."""

IDS = {
    "network_id": "networks",
    "code": "municipalities",
    "decision_id": "decisions",
    "document_id": "documents",
    "channel_id": "channels",
    "speaker": "speakers",
    "use_id": "uses",
}
"""Which table a column's ids are listed in; that table's first column is the list."""


SEVERAL = (("excerpts", "network_id"), ("decisions", "network_id"), ("alternatives", "replaces"))
"""The cells that may name several things, by table and column."""


def ids_in(cell: str) -> tuple[str, ...]:
    """The ids that a cell names, in its order."""
    return tuple(filter(None, map(str.strip, cell.split(SEPARATOR))))


_SOURCE = Column("source", remedy="Skriv varifrån uppgiften kommer")
_STATUS = one_of("status", "observed", "estimated", "illustrative")
_PROVENANCE = (_SOURCE, optional("source_date", "partial_date"), _STATUS, optional("note"))
_SHORT_PROVENANCE = (
    _SOURCE,
    left_out(optional("source_date", "partial_date")),
    left_out(_STATUS, "observed"),
    left_out(optional("note")),
)
"""Of the tables in which only what is known need be typed."""

_REVIEW = one_of("review", "to_review", "to_ask", "accepted", "rejected")
"""Of rows that were read in from answers, or laid out to be asked: only what a person has accepted, or typed, is used."""

_CODE = "[0-9]{2}(?:[0-9]{2})?"
_CODE_REMEDY = (
    "Skriv fyra siffror för en kommun, till exempel 0126, eller två för en region; formatera kolumnen som text så att "
    "Excel behåller nollan"
)
_SLUG_REMEDY = "Skriv små bokstäver a–z, siffror och understreck, men inte ordet both"
_SPEAKER_REMEDY = "Skriv en beteckning som S1, bara bokstäver och siffror, aldrig ett namn"
_SOURCE_KINDS = ("municipality_assessment", "interview", "survey", "network_own", "third_party")


def _layout(name: str, *columns: Column, **said: Any) -> TableLayout:
    return TableLayout(name, (*columns, *_PROVENANCE), **said)


def _short_layout(name: str, *columns: Column, **said: Any) -> TableLayout:
    return TableLayout(name, (*columns, *_SHORT_PROVENANCE), **said)


_REFERENCE = (
    _layout(
        "municipalities",
        coded("code", _CODE, _CODE_REMEDY),
        text("name"),
        coded("county_code", "[0-9]{2}", "Skriv två siffror, till exempel 01; formatera kolumnen som text"),
        one_of("type", "kommun", "region"),
        key=("code",),
        reference=True,
        required=True,
        rows_of="municipality",
    ),
    _layout(
        "population",
        coded("code", _CODE, _CODE_REMEDY),
        year("year", required=True),
        count("inhabitants", minimum=1, required=True),
        one_of("kind", "outcome", "projection"),
        text("vintage"),
        key=("code", "year", "kind"),
        reference=True,
        required=True,
        rows_of="municipality",
    ),
    _layout(
        "networks",
        coded("network_id", r"(?!both$)[a-z][a-z0-9_]{0,39}", _SLUG_REMEDY),
        text("name"),
        text("short"),
        year("founded"),
        optional("org_types"),
        optional("scope"),
        optional("profile"),
        optional("entry_requirement"),
        optional("website"),
        one_of("source_kind", "network_own", "third_party", "municipality_assessment"),
        added(optional("entry_process")),
        added(optional("reentry")),
        key=("network_id",),
        reference=True,
        required=True,
        rows_of="network",
    ),
    _layout(
        "network_years",
        network(),
        year("year"),
        count("members"),
        one_of("qualifier", "exact", "cirka", required=False),
        level("engagement", -1, 0, 1, required=False),
        text("said_by"),
        reference=True,
        required=True,
        rows_of="network",
    ),
    _layout(
        "fees",
        network(),
        one_of("member_type", "kommun", "region"),
        optional("member_class"),
        optional("valid_from", "date"),
        optional("valid_to", "date"),
        text("part"),
        amount("fixed_sek"),
        amount("per_inhabitant_sek"),
        amount("tax_base_permille"),
        one_of("tax_base_reference", "year_before", "two_years_before", "unknown", required=False),
        amount("floor_sek"),
        amount("cap_sek"),
        count("cap_inhabitants"),
        count("tier_from"),
        count("tier_to"),
        one_of("currency", "SEK", "EUR"),
        one_of("vat", "yes", "no", "unknown"),
        one_of("pop_reference", "year_before", "two_years_before", "unknown"),
        optional("undefined"),
        added(amount("entry_fee_sek")),
        added(amount("reentry_share", maximum=1)),
        own_row_replaces=("network_id", "member_type"),
        reference=True,
        required=True,
        rows_of="network",
    ),
    _layout(
        "exchange_rates",
        one_of("currency", "EUR"),
        Column("date", "date"),
        divisor(amount("sek", required=True)),
        key=("currency", "date"),
        reference=True,
    ),
    _layout(
        "tax_base",
        year("year", required=True),
        divisor(amount("sek_per_inhabitant", required=True)),
        text("vintage"),
        key=("year",),
        reference=True,
    ),
    _layout(
        "price_index",
        text("index"),
        year("year", required=True),
        divisor(amount("value", required=True)),
        text("vintage"),
        key=("index", "year"),
        reference=True,
    ),
    _layout("themes", network(), text("theme"), key=("network_id", "theme"), reference=True, rows_of="network"),
    _layout(
        "key_figures",
        network(),
        text("set"),
        count("number", minimum=1, required=True),
        text("name"),
        optional("kolada_id"),
        one_of("in_kolada", "yes", "near", "no", "unknown"),
        key=("network_id", "set", "number"),
        reference=True,
        rows_of="network",
    ),
    _short_layout(
        "network_members",
        network(),
        coded("code", _CODE, _CODE_REMEDY),
        left_out(optional("since", "partial_date")),
        left_out(optional("until", "partial_date")),
        key=("network_id", "code", "since"),
        reference=True,
        rows_of="network",
    ),
    _short_layout(
        "peer_decisions",
        coded("code", _CODE, _CODE_REMEDY),
        network(),
        year("year"),
        one_of("decision", "stay", "leave", "decide_later", "join", "decline", "apply"),
        one_of("stage", "proposed", "decided", "reported"),
        left_out(optional("reason")),
        reference=True,
        rows_of="network",
    ),
    _short_layout(
        "entry_requirements",
        network(),
        text("demand"),
        left_out(one_of("state", "met", "not_met", "not_examined"), "not_examined"),
        left_out(optional("text")),
        key=("network_id", "demand"),
        own_row_replaces=("network_id",),
        reference=True,
        rows_of="network",
    ),
)

_MUNICIPALITY = (
    _short_layout(
        "memberships",
        network(),
        optional("since", "partial_date"),
        left_out(optional("until", "partial_date")),
        one_of("state", "member", "candidate", "applied", "left", "declined"),
        count("notice_months"),
        left_out(optional("decision_id")),
        left_out(count("stated_fee_sek")),
        left_out(year("stated_fee_year")),
        left_out(optional("fee_class")),
        added(Column("fee_period_start", "date")),
        key=("network_id",),
        required=True,
    ),
    _short_layout(
        "decisions",
        left_out(text("decision_id")),
        optional("date", "partial_date"),
        text("body"),
        left_out(optional("case_number")),
        one_of("kind", "membership", "application", "assignment", "recommendation", "report", "follow_up"),
        network(required=False),
        text("text"),
        left_out(optional("on_recommendation_of")),
        optional("due_date", "date"),
        key=("decision_id",),
        required=True,
    ),
    TableLayout(
        "speakers",
        (
            coded("speaker", "[A-Za-z]{1,3}[0-9]{1,4}", _SPEAKER_REMEDY),
            text("description"),
            network(required=False),
            left_out(count("persons", minimum=1)),
            left_out(one_of("network_representative", "yes", "no")),
            added(one_of("role", "representative", "user", "author", "network", "other")),
            added(_REVIEW),
            left_out(_SOURCE),
            left_out(optional("source_date", "partial_date")),
            left_out(_STATUS, "observed"),
            left_out(optional("note")),
        ),
        key=("speaker",),
        required=True,
    ),
    _layout(
        "documents",
        text("document_id"),
        text("name"),
        one_of("type", "plan", "programme", "policy", "other"),
        year("year_from"),
        year("year_to"),
        added(optional("seen_by")),
        key=("document_id",),
    ),
    _layout(
        "channels",
        text("channel_id"),
        network(),
        one_of(
            "type", "website", "mail_list", "newsletter", "seminar", "key_figures", "secretariat", "advocacy", "other"
        ),
        text("name"),
        one_of("open_to_nonmembers", "yes", "no", "unknown"),
        optional("feature"),
        key=("channel_id",),
    ),
    _short_layout(
        "uses",
        left_out(text("use_id")),
        network(),
        left_out(optional("channel_id")),
        optional("date_from", "partial_date"),
        left_out(optional("date_to", "partial_date")),
        one_of("kind", "everyday", "document", "learning", "comparison", "reporting", "voice"),
        left_out(optional("document_id")),
        count("count"),
        left_out(optional("count_words")),
        left_out(count("persons")),
        left_out(amount("hours")),
        left_out(one_of("tense", "past", "present", "planned"), "past"),
        text("text"),
        added(_REVIEW),
        key=("use_id",),
        required=True,
    ),
    _layout(
        "use_logs",
        network(),
        Column("date_from", "date"),
        optional("date_to", "date"),
        text("how"),
        key=("network_id", "date_from"),
    ),
    _layout(
        "events",
        text("event_id"),
        network(),
        Column("date", "date"),
        text("name"),
        count("persons"),
        key=("event_id",),
    ),
    _layout("overlaps", text("use_id"), network(), one_of("met", "yes", "no"), key=("use_id", "network_id")),
    _layout(
        "survey",
        network(),
        Column("date", "partial_date"),
        text("question_id"),
        text("question"),
        one_of("kind", "scale", "yes_no"),
        count("users", minimum=1),
        count("asked", minimum=1, required=True),
        *(count(f"count_{step}") for step in range(5)),
        key=("network_id", "date", "question_id"),
    ),
    _layout(
        "indicators",
        network(),
        text("set"),
        year("year"),
        count("size", minimum=1),
        count("in_own_followup"),
        amount("share", maximum=1),
        amount("share_low", maximum=1),
        amount("share_high", maximum=1),
        optional("share_words"),
        added(_REVIEW),
        key=("network_id", "set", "year"),
    ),
    TableLayout(
        "excerpts",
        (
            left_out(text("excerpt_id")),
            network(),
            left_out(optional("date", "partial_date")),
            text("text"),
            left_out(one_of("form", "quote", "paraphrase"), "paraphrase"),
            left_out(text("theme")),
            one_of(
                "criterion",
                *("relevance", "use", "steering", "voice", "symbolic", "future"),
                *("cost", "expectation", "conclusion", "context"),
            ),
            left_out(level("valence", -1, 0, 1), 0),
            count("intensity", maximum=4),
            left_out(one_of("cause", "own_priority", "network_offer", "access", "na"), "na"),
            left_out(one_of("tense", "past", "present", "planned", "future"), "present"),
            left_out(one_of("certainty", "stated", "hedged", "approx"), "stated"),
            left_out(one_of("source_kind", *_SOURCE_KINDS)),
            optional("speaker"),
            left_out(text("coder")),
            left_out(count("intensity_coder2", maximum=4)),
            one_of("consent", "publish", "paraphrase", "internal"),
            left_out(optional("channel_id")),
            added(optional("same_as")),
            added(one_of("without_membership", "same", "slower", "worse", "not_at_all", "unknown")),
            added(optional("passage")),
            added(_REVIEW),
            left_out(_SOURCE),
            left_out(optional("source_date", "partial_date")),
            left_out(_STATUS, "observed"),
            left_out(optional("note")),
        ),
        key=("excerpt_id",),
        required=True,
        rows_of="shareable",
    ),
    _layout(
        "time_log",
        network(),
        year("year", required=True),
        amount("hours", required=True),
        amount("hourly_cost_sek"),
        amount("travel_sek"),
        text("how"),
        added(_REVIEW),
        key=("network_id", "year"),
    ),
    _short_layout(
        "alternatives",
        text("id"),
        text("name"),
        one_of("kind", "tool", "network", "own_work", "money"),
        left_out(optional("replaces")),
        left_out(count("cost_sek")),
        left_out(amount("hours")),
        left_out(optional("text")),
        key=("id",),
    ),
    _short_layout(
        "candidates",
        network(),
        left_out(optional("purpose")),
        left_out(optional("person_role")),
        left_out(amount("hours")),
        key=("network_id", "purpose"),
    ),
    _layout(
        "privacy_exceptions",
        one_of("kind", "identity_number", "coordination_number", "email", "phone", "address", "name", "figure"),
        text("text"),
        text("reason"),
        key=("kind", "text"),
    ),
)

LAYOUTS = {layout.name: layout for layout in (*_REFERENCE, *_MUNICIPALITY)}
