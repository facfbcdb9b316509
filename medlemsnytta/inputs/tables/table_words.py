"""The Swedish words for the tables, which name their sheets in a workbook, and the few tables to begin with."""

from collections.abc import Iterable, Mapping

from medlemsnytta.inputs.same_text import as_read

TABLE_WORDS = {
    "memberships": "Medlemskap",
    "excerpts": "Uttalanden",
    "uses": "Användning",
    "decisions": "Beslut",
    "speakers": "Vem",
    "documents": "Styrdokument",
    "channels": "Kanaler",
    "use_logs": "Användningsloggar",
    "events": "Träffar",
    "overlaps": "Överlapp",
    "survey": "Enkät",
    "indicators": "Uppföljda nyckeltal",
    "time_log": "Arbetstid",
    "alternatives": "Alternativ",
    "candidates": "Kandidater",
    "entry_requirements": "Inträdeskrav",
    "networks": "Nätverk",
    "network_years": "Nätverkens storlek",
    "fees": "Avgifter",
    "network_members": "Nätverkens medlemmar",
    "peer_decisions": "Andras beslut",
    "themes": "Teman",
    "key_figures": "Nyckeltal",
    "municipalities": "Kommuner",
    "population": "Folkmängd",
    "exchange_rates": "Växelkurser",
    "tax_base": "Skattekraft",
    "price_index": "Prisindex",
    "privacy_exceptions": "Undantag",
}
"""By table, in the order in which the sheets of a workbook stand."""

FIRST_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "memberships": ("network_id", "state", "since", "notice_months", "source"),
    "excerpts": ("network_id", "date", "text", "criterion", "intensity", "speaker", "consent", "without_membership"),
    "uses": ("network_id", "date_from", "kind", "text", "count", "source"),
    "decisions": ("date", "body", "kind", "network_id", "text", "due_date", "source"),
    "speakers": ("speaker", "role", "network_id", "description"),
}
"""The tables that a municipality begins with, and those of their columns; the rest have defaults and are added when
somebody has something to write there."""

_TABLE_OF = {as_read(word): table for table, word in TABLE_WORDS.items()}


def table_code(typed: str) -> str:
    """The table that a sheet is called after, by its code or its Swedish word; the name itself where it is no table."""
    return _TABLE_OF.get(as_read(typed), typed.strip())


def titles_by_table(titles: Iterable[str]) -> dict[str, list[str]]:
    """The sheets of a workbook by the table they are called after, which more than one may be."""
    found: dict[str, list[str]] = {}
    for title in titles:
        found.setdefault(table_code(title), []).append(title)
    return found
