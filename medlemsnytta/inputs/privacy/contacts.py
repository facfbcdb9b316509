"""E-mail, telephone numbers and street addresses that lead to a person; those of an office are let through.

What counts as an office's own is a stated rule: a mailbox named after a function, a switchboard's round number, a
number or an address that the text calls an office's.
"""

import re
from collections.abc import Iterator

from medlemsnytta.inputs.privacy.findings import Finding, word_list

LOOK_BACK = 40
"""How many letters before a number or an address may hold the word that says whose it is."""

_MAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}(?: ?@ ?| ?[(\[] ?(?:at|snabel-?a) ?[)\]] ?)[a-z0-9åäö-]{1,63}(?:\.[a-z0-9åäö-]{1,63}){1,8}",
    re.IGNORECASE,
)
_VERSION = re.compile(r"v?\d+\.\d|\d[\d.]*$")
"""What stands after the @ of a library, vega-lite@6.4.1, and where no mail is delivered."""
_FUNCTION_ENDINGS = (
    "nämnden", "namnden", "nämnd", "namnd", "kontoret", "kontor", "förvaltningen", "forvaltningen", "förvaltning",
    "forvaltning", "styrelsen", "enheten", "avdelningen", "center", "service", "kommun", "kommunen", "förbundet", "forbundet",
)  # fmt: skip

_BEFORE_PHONE = r"(?<![\w+])(?<![\d][.,/:-])(?<!\d )"
_AFTER_PHONE = (
    r"(?![\w])(?![.,/:-]\d)(?! \d)(?!\s?(?:kr|kronor|sek|tkr|mnkr|euro|eur|invånare|personer|procent|%|st)\b)"
)
_MOBILE = r"(?:\+ ?46|0046)[ -]?(?:\(0\)[ -]?)?7[02369](?:[ -]?\d){7}|07[02369](?:[ /-]{0,2}\d){7}"
_LANDLINE = (
    r"(?:(?:\+ ?46|0046)[ -]?(?:\(0\)[ -]?)?[1-9]\d{0,2}|\(?0[1-9]\d{0,2}\)?)(?:[ /-]|(?<=\)))[1-9]\d{1,3}(?: ?\d{2,3}){1,3}"
    r"|(?:\+46|0046)[1-9]\d{7,8}"
)
_FOREIGN = r"\+ ?(?!46)[1-9]\d{0,2}(?:[ -]?\(?\d{1,4}\)?){2,6}"
_CALLED = r"(?<=tel )0\d{7,9}|(?<=tel\. )0\d{7,9}|(?<=tel: )0\d{7,9}|(?<=telefon )0\d{7,9}|(?<=telefon: )0\d{7,9}"
_PHONES = tuple(
    re.compile(_BEFORE_PHONE + f"(?:{form})" + _AFTER_PHONE, re.IGNORECASE)
    for form in (_MOBILE, _LANDLINE, _FOREIGN, _CALLED)
)
_DIGITS_OF_A_NUMBER = re.compile(r"\d(?:\D{0,4}\d){7}")
_MOBILE_START = re.compile(r"(?:(?:\+ ?46|0046)[ -]?(?:\(0\)[ -]?)?7[02369]|07[02369])")
_SERVICE_NUMBER = re.compile(r"(?:\+ ?46 ?|0046 ?|0)(?:20|77[01]|200|900|939|944)\b")
_PHONE_DIGITS = range(8, 16)
_OFFICE_PHONE = re.compile(
    r"växel|växeln|switchboard|kontaktcenter|servicecenter|kundtjänst|kundservice|medborgarservice|reception|kansli"
    r"|registrator|journummer|support|upplysning",
    re.IGNORECASE,
)

_STREET_WORDS = (
    "gatan|gata|vägen|väg|gränden|gränd|stigen|stig|torget|torg|allén|allé|backen|backe|stråket|kajen|slingan|esplanaden"
    "|leden|liden|svängen|parken|plan|plats|led"
)
_STREET = (
    rf"(?:[A-ZÅÄÖÉ][a-zåäöé]{{2,30}}(?:{_STREET_WORDS.removesuffix('|plan|plats|led')})"
    rf"|(?:[A-ZÅÄÖÉ][a-zåäöé]{{1,30}} ){{1,3}}(?i:{_STREET_WORDS}))"
)
_ADDRESS = re.compile(
    rf"(?<!\w)(?:c/o [A-ZÅÄÖÉ][\wåäöé-]+(?: [A-ZÅÄÖÉ][\wåäöé-]+)?|{_STREET} \d{{1,3}}(?: ?[A-H])?)(?!\w)(?![.,:]?\d)"
)
_NUMBER_OF_A_HOUSE = re.compile(r"[a-zåäö] \d{1,3}(?!\d)|c/o ")
_ROADS = re.compile(r"(?:riks|läns|europa|cykel|gång|järn|land|motor|bil|skogs|enskild|allmän)väg", re.IGNORECASE)
_OFFICE_ADDRESS = re.compile(
    r"kommunhus|stadshus|kommunalhus|regionhus|landstingshus|kontoret|kansli|besöksadress|postadress|biblioteket"
    r"|medborgarhus|folkets hus|skolan|förskola|museet|reningsverk|huvudkontor|lokal|badhus|idrottshall",
    re.IGNORECASE,
)  # fmt: skip


def find(text: str) -> Iterator[Finding]:
    """Every e-mail address, telephone number and street address in the plain `text` that leads to a person."""
    yield from _mails(text)
    yield from _phones(text)
    yield from _addresses(text)


def _mails(text: str) -> Iterator[Finding]:
    if "@" in text or "(at" in text or "[at" in text or "snabel" in text:
        for match in _MAIL.finditer(text):
            box, domain = re.split(r" ?@ ?| ?[(\[] ?(?:at|snabel-?a) ?[)\]] ?", match[0].lower(), maxsplit=1)
            if not _is_function(box, domain) and not _VERSION.match(domain):
                yield Finding("email", match[0], match.start())


def _is_function(box: str, domain: str) -> bool:
    words = re.split(r"[.+_-]", box)
    known = any(word in word_list("office_mailboxes") or word.endswith(_FUNCTION_ENDINGS) for word in words)
    return known or box == domain.partition(".")[0]


def _phones(text: str) -> Iterator[Finding]:
    if not _DIGITS_OF_A_NUMBER.search(text):
        return
    taken: set[int] = set()
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            if match.end() not in taken and _leads_to_person(text, match):
                taken.add(match.end())
                yield Finding("phone", match[0], match.start())


def _leads_to_person(text: str, match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    if len(digits) not in _PHONE_DIGITS:
        return False
    if _MOBILE_START.match(match[0]):
        return True
    switchboard = digits.endswith("00") or _SERVICE_NUMBER.match(match[0])
    return not switchboard and not _OFFICE_PHONE.search(text, max(0, match.start() - LOOK_BACK), match.start())


def _addresses(text: str) -> Iterator[Finding]:
    if not _NUMBER_OF_A_HOUSE.search(text):
        return
    for match in _ADDRESS.finditer(text):
        office = _OFFICE_ADDRESS.search(text, max(0, match.start() - LOOK_BACK), match.start())
        if not office and not _ROADS.match(match[0]):
            yield Finding("address", match[0], match.start())
