"""The Swedish words for the tables of a municipality's folder, and for why a row of theirs is not used."""

from collections import Counter
from collections.abc import Iterator

from medlemsnytta.analysis.row_accounts import RowAccounts
from medlemsnytta.presentation.words import swedish

TABLE = {
    "memberships": "medlemskap",
    "decisions": "beslut",
    "speakers": "personer och grupper",
    "documents": "styrdokument",
    "channels": "kanaler",
    "uses": "användningar",
    "use_logs": "loggar",
    "events": "inbjudningar",
    "overlaps": "jämförda användningar",
    "survey": "enkätfrågor",
    "indicators": "nyckeltal",
    "excerpts": "uttalanden",
    "time_log": "arbetstid",
    "alternatives": "alternativ",
    "candidates": "nya medlemskap",
    "privacy_exceptions": "undantag för personuppgifter",
    "municipalities": "kommuner",
    "population": "folkmängd",
    "networks": "nätverk",
    "network_years": "antal medlemmar",
    "fees": "avgifter",
    "exchange_rates": "växelkurser",
    "tax_base": "skattekraft",
    "price_index": "prisindex",
    "themes": "teman",
    "key_figures": "nätverkens nyckeltal",
    "network_members": "nätverkens medlemmar",
    "peer_decisions": "andras beslut",
    "entry_requirements": "krav",
}

REASON = {
    "another_network": "gäller ett annat nätverk",
    "another_municipality": "gäller en annan kommun eller region",
    "names_no_network": "säger inte vilka nätverk det gäller",
    "after_report": "är från tiden efter rapporten",
    "repeats": "upprepar en annan rad",
    "network_own": "är nätverkets egna ord",
    "author": "är utvärderingens egna ord",
    "third_party": "är en utomståendes ord",
    "not_the_question": "handlar om annat än de två frågorna",
    "planned": "är planerat",
    "ungraded": "säger inte hur mycket",
    "newer": "har ersatts av något nyare från samma person",
    "history": "är mycket äldre än det nyaste från samma håll",
    "before_leaving": "är från tiden i ett medlemskap som har upphört",
    "does_not_know": "säger att personen inte vet",
    "not_in_log": "ligger inte i en logg som räknas",
    "log_too_short": "är en för kort logg",
    "newer_log": "har ersatts av en nyare logg",
    "no_document": "nämner inget styrdokument",
    "before_membership": "är från tiden utanför medlemskapet",
    "expired": "gäller ett styrdokument som har gått ut",
    "unknown_share": "säger inte hur stor del",
    "newer_figures": "har ersatts av nyare siffror",
    "attendance_unknown": "säger inte hur många som deltog",
    "before_the_year": "är från tiden före det år som räknas",
    "not_about_use": "är en fråga om annat än användning",
    "unanswered": "är obesvarad",
    "another_question": "är en annan fråga i samma enkät",
    "not_used": "gäller inget av det som används",
    "answered": "ger vika för vad personer har svarat",
    "about_joining": "handlar om att gå med, och medlemskapet finns eller har funnits",
    "supports": "beskriver något som andra rader handlar om",
    "not_priced": "kan inte läggas ihop med en avgift som är känd",
    "not_named": "nämns inte av någon annan rad",
    "outside_years": "gäller andra år eller fall än rapportens",
    "no_membership": "är användning av ett nätverk som inte är ett medlemskap",
    "to_review": "väntar på granskning",
    "rejected": "är avvisad vid granskning",
    "lets_through": "styr sökningen efter personuppgifter",
}


def unused_lines(accounts: RowAccounts, internal: int = 0) -> Iterator[str]:
    """How many rows are not used, by reason, the most first; then those that are internal."""
    found = Counter(each.reason for each in accounts.unused)
    for reason, number in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        yield f"{swedish.counted(number, 'en rad', 'rader')} {REASON[reason]}"
    if internal:
        yield swedish.counted(internal, "ett uttalande är märkt internal", "uttalanden är märkta internal")
