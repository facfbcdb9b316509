"""E-mail, telephone numbers and street addresses that lead to a person; those of an office are let through.

What counts as an office's own is a stated rule: a mailbox named after a function alone, a switchboard's round number, a
number or an address that the text calls an office's. Each pattern looks a bounded way from where it begins, so that the
time a text takes grows as its length.
"""

import re
from collections.abc import Iterator

from medlemsnytta.inputs.privacy.findings import Finding, found, word_list
from medlemsnytta.inputs.privacy.words import (
    is_base_form,
    is_given_name,
    is_locality,
    is_ordinary,
    names_that_are_words,
)

LOOK_BACK = 40
"""How many letters before a number or an address may hold the word that says whose it is."""
_UNIT = (
    r"(?:kr|kronor|sek|tkr|mnkr|euro|eur|invånare|personer|procent|%|st|km|meter|m²|m2|timmar|dagar|år|ton|kg|kwh|mwh)"
)

_AT = re.compile(
    r"[ \n]{0,2}\\?(?:@|%40|[(\[{<] ?(?:@|a|at|ät|alfa|snabel[ -]?a|snabel) ?[)\]}>]|(?<=[ \n])(?:snabel[ -]?a|at)(?=[ \n]))[ \n]{0,2}",
    re.IGNORECASE,
)
_BOX_BACKWARDS = re.compile(
    r"[\w.+%'-]{1,64}(?: (?:tod|tknup) [\w+%-]{1,40}|[)\]}](?:tod|tknup)[(\[{][\w+%-]{1,40}){0,3}", re.IGNORECASE
)
"""The part before the at-sign, read from its end: "anna punkt lindqvist" comes as "tsivqdnil tknup anna"."""
_DOT_WORD = r" ?[(\[{] ?(?:dot|punkt) ?[)\]}] ?| (?:dot|punkt) "
_DOMAIN = re.compile(
    rf"[a-z0-9åäöü-]{{1,63}}(?:(?:\.| \. ?(?=[a-z])|{_DOT_WORD})[a-z0-9åäöü-]{{1,63}}){{1,8}}", re.IGNORECASE
)
_DOTS = re.compile(rf"{_DOT_WORD}| ?\. ?", re.IGNORECASE)
_VERSION = re.compile(r"v?\d{1,9}\.\d|\d[\d.]{0,20}$")
"""What stands after the @ of a library, vega-lite@6.4.1, and where no mail is delivered."""
_USER_NAME = re.compile(r"[a-zåäö]{2,4}\d{2,6}")
"""What people are logged in as; the letters are of their names, though they spell a word: hal0412."""
_FUNCTION_ENDINGS = (
    "nämnden", "nämnd", "kontoret", "kontor", "förvaltningen", "förvaltning", "styrelsen", "enheten", "avdelningen", "center",
    "centrum", "service", "kommun", "kommunen", "förbundet", "förening", "föreningen", "gruppen", "teamet", "skolan", "verket",
)  # fmt: skip

_BEFORE_PHONE = r"(?<![^\W_])(?<!\+)(?<!\d[.,/:-])(?<!\d )"
_AFTER_PHONE = rf"(?![^\W_])(?![.,/:-]\d)(?! \d)(?!\s?{_UNIT}\b)"
_GAP = r"[ \n./()_-]{0,3}"
_COUNTRY = r"(?:(?:\+|00) ?46|(?<!\d)46(?= ?\(0\)| ?7))"
_ZERO = rf"{_GAP}(?:\(0\))?{_GAP}"
_MOBILE = rf"(?:\(?{_COUNTRY}\)?{_ZERO}|\(?0\)? ?)7{_GAP}[02369](?:{_GAP}\d){{7}}|\(7[02369]\)(?:{_GAP}\d){{7}}"
_SPELT_MOBILE = rf"noll[ -]?sju[ -]?(?:noll|två|tre|sex|nio)(?:{_GAP}\d){{7}}"
_AREAS = (
    "8|1[013689]|2[136]|3[1356]|4[0246]|54|6[03]|90|12[0-5]|14[0-4]|15[0-25-9]|17[1345]|22[0-8]|24[013678]|25[0138]|27[018]"
    "|28[01]|29[0-57]|30[0-4]|32[0-25]|34[056]|37[0-2]|38[0-3]|39[023]|41[0-8]|43[0135]|45[14-79]|47[0-24678]|48[0156]|49[0-9]"
    "|50[0-6]|51[0-5]|52[0-8]|53[0-4]|55[0-5]|56[0345]|57[013]|58[0-79]|59[01]|61[1-3]|62[0-4]|64[02-57]|65[0-37]|66[0-3]|67[01]"
    "|68[0247]|69[0-356]|91[0-68]|92[0-9]|93[0-5]|94[0-3]|95[0-4]|96[01]|97[01356-8]|98[01]|10|20|77[0-9]"
)
"""The area codes of Sweden's numbering plan (PTS), without the leading 0."""
_LANDLINE = (
    rf"(?:{_COUNTRY}{_ZERO}(?:{_AREAS})\)?|\(?0(?:{_AREAS})\)?)(?:[ \n./_-]{{1,3}}|(?<=\)))[1-9](?:[ \n./-]{{0,3}}\d){{4,7}}"
    rf"|{_COUNTRY}[1-9](?:[ ./-]{{0,2}}\d){{7,8}}"
)
_FOREIGN = r"(?:\+ ?|00 ?)(?!46)[1-9]\d{0,2}(?:[ \n./-]{0,3}\(?\d\)?){6,13}"
_CALLED = r"(?:0[ -]?\d{1,3}[ -]{0,3}|[1-9])\d{1,7}(?:[ -]{1,3}\d{2,3}){0,3}"
_CALLS = re.compile(
    r"(?:tel|tfn|telefon|telefonnummer|mobil|mobilnr|mobilnummer|mobiltelefon|ring|ring (?:mig|oss|hen|henne|honom)|nås på)[.,: ]{1,3}$",
    re.IGNORECASE,
)
"""What stands right before a number that is a telephone number whatever it looks like."""
_PHONES = tuple(
    re.compile(_BEFORE_PHONE + f"(?:{form})" + _AFTER_PHONE, re.IGNORECASE)
    for form in (_MOBILE, _SPELT_MOBILE, _LANDLINE, _FOREIGN, _CALLED)
)
_MOBILE_START = re.compile(r"(?:(?:00)?46|0)?0?7[02369]")
_SERVICE_NUMBER = re.compile(r"(?:(?:00)?46|0)(?:20|77\d|200|900|939|944)")
_DAY_OR_TIME = re.compile(r"\D\d\d[-/](?:19|20)\d\d$|^[01]\d[.:][0-5]\d ?- ?[012]\d[.:][0-5]\d$")
_PHONE_DIGITS = range(7, 17)
_OFFICE_PHONE = re.compile(
    r"växel|växeln|switchboard|kontaktcenter|servicecenter|kundtjänst|kundservice|medborgarservice|reception|kansli"
    r"|registrator|journummer|jourtelefon|support|upplysning|organisationsnummer|org\.? ?nr|bankgiro|plusgiro|diarienummer|dnr",
    re.IGNORECASE,
)

_ENDINGS_OF_STREETS = (
    "gatan", "gata", "vägen", "väg", "gränden", "gränd", "stigen", "stig", "torget", "torg", "allén", "alléen", "allé", "backen",
    "backe", "stråket", "kajen", "slingan", "esplanaden", "leden", "liden", "svängen", "parken", "gången", "gång", "kroken",
    "ringen", "höjden", "brinken", "brink", "rundan", "bågen", "promenaden", "terrassen", "trappan", "hamnen", "stranden",
)  # fmt: skip
_ENDINGS_IN_LOWER_CASE = (
    "gatan",
    "vägen",
    "gränd",
    "gränden",
    "stigen",
    "torget",
    "allén",
    "backen",
    "slingan",
    "brinken",
)
_WORDS_OF_STREETS = (*_ENDINGS_OF_STREETS, "plan", "plats", "led", "park", "kaj", "esplanad", "bro")
_DIGIT = re.compile(r"\d")
_PREPOSITIONS = ("på", "vid", "till", "från", "utanför")
_LONGEST_CUT = 3
_HOUSE = re.compile(
    rf"(?:(?<=[^\W\d])|(?<=[^\W\d_][gv]\.)) {{1,3}}(?:nr\.? )?(?P<number>\d{{1,4}})(?:-(?P<to>\d{{1,3}})|:\d{{1,4}})?"
    rf"(?:(?-i:[A-Za-z]| [A-Z]| [a-h])(?![^\W_]))?(?![^\W_])(?![.,:-]\d)(?! ?{_UNIT}\b)",
    re.IGNORECASE,
)
_STREET_BACKWARDS = re.compile(r"(?:[^\W\d_]|[-'.:]){1,40}(?: (?:[^\W\d_]|[-'.:]){1,30}){0,3}")
_CARE_OF = re.compile(
    r"(?<!\w)c/o:? {0,2}[^\W\d_][\w'-]{1,40}(?-i: [^\W\d_a-zåäö][\w'-]{1,40})?(?: \d{1,4}(?:(?-i:[A-Za-z]| [A-Z])(?![^\W_]))?)?",
    re.IGNORECASE,
)
_CITY = r"(?-i: {1,2}[A-ZÅÄÖ][^\W\d_]{1,25}){1,2}"
_REST = re.compile(
    r"(?:,? {0,2}(?:lgh|lägenhet|port|uppgång)\.? ?\w{1,4}\b|,? {0,2}\d{1,2} ?(?:tr|trappor|vån|våningen)\b\.?(?: [öu]\.? ?g\b\.?)?|,? {0,2}plan \d{1,2}\b|,? {0,2}(?:bv|nb)\b)"
    rf"{{0,3}}(?:,? {{0,2}}\d{{3}} ?\d{{2}}\b(?:{_CITY})?)?",
    re.IGNORECASE,
)
"""What may follow a street and its number: a flat, a floor, a postcode and its place."""
_BOX_ADDRESS = re.compile(rf"(?<!\w)box {{1,2}}\d{{1,6}},? {{0,2}}\d{{3}} ?\d{{2}}\b(?:{_CITY})?", re.IGNORECASE)
_RURAL_BOX = re.compile(rf"(?<!\w)pl\.? {{1,2}}\d{{1,5}},? {{0,2}}\d{{3}} ?\d{{2}}\b{_CITY}", re.IGNORECASE)
"""What a house in the country had for an address, and has still where people write it so."""
_SOMEBODYS = re.compile(
    r"\b(?:hans|hennes|hens|deras|min|mina|din|sin|privat|hem|hemma|gode man|god man|anhörig|mamma|pappa|förälder|klient|brukare)",
    re.IGNORECASE,
)
"""What says near a box address, which is mostly an office's, that it is a person's."""
_HOME = re.compile(
    r"\b(?:bor|bodde|bott|boende|bosatt|bosatta|folkbokförd|skriven|flyttade|flyttar|flyttat|flytten|gården|torpet|stugan|huset|hem"
    r"|hemma|bostad|bostaden|hos h[eo]n(?:ne|om)?|adress|adressen)\b[^.\n]{0,30}$",
    re.IGNORECASE,
)
_HOME_AFTER = re.compile(
    r"[^.\n]{0,25}\b(?:bostad|bostaden|hemadress|hemadressen|hemma|bor|bodde|bosatt|bosatta|folkbokförd|(?:hans|hennes|hens|deras|mitt|ditt|sitt) hem)\b",
    re.IGNORECASE,
)
_FARM = re.compile(
    r"(?:^|\b(?:på|till|från|vid|i|fastigheten) {1,2}|[:,] {0,2})(?-i:(?P<name>(?:[A-ZÅÄÖ][^\W\d_]{2,30} ){0,2}[A-ZÅÄÖ][^\W\d_]{2,30}))$",
    re.IGNORECASE,
)
"""A farm, a house or a street of any ending that an address names: "folkbokförd på Zyxle 1042", "Zyxle 12 är bostaden"."""
_NAMED_HOUSE = re.compile(r"(?-i:[A-ZÅÄÖ][^\W\d_]{2,30}(?:villan|gården|stugan|torpet|huset)), $")
_POSTCODE = re.compile(r",? {0,2}\d{3} ?\d{2}\b")
_POSTCODE_AND_CITY = re.compile(_POSTCODE.pattern + _CITY)
_LONGEST_ROW_OF_HOUSES = 12
"""A street from one number to another is somebody's address where they are near, and otherwise a stretch of road."""
_ROADS = re.compile(
    r"(?:riks|läns|europa|cykel|gång|järn|land|lands|motor|bil|skogs|enskild|allmän|grus|huvud|infarts|genomfarts|skol|spår|arbets"
    r"|handlings|studie|karriär|upp|fram|ut|åter|om|mellan|klimat|miljö|livs)v[äa]g"
    r"|^(?:om|över|in|ut|av|till|upp|ned|på|fram|före|års|sjö|till)?gång(?:en)?$|(?:vandrings|cykel|far|skid|rid|tids)leden$",
    re.IGNORECASE,
)
_OFFICE_ADDRESS = re.compile(
    r"(?:besöks|post|evakuerings|leverans|faktura|gods)adress|besök oss|central|(?<!granne med )(?<!nära )(?<!bredvid )(?<!bakom )kommunhus"
    r"|stadshus|kommunalhus|regionhus|landstingshus|kontoret|kansli|bibliotek|kommun, "
    r"|medborgarhus|folkets hus|skolan|förskola|museet|reningsverk|huvudkontor|lokal|badhus|idrottshall|stadsteater|kulturhus",
    re.IGNORECASE,
)  # fmt: skip


def mails(text: str) -> Iterator[Finding]:
    """Every e-mail address in the plain `text` that leads to a person."""
    last = 0
    for at in _AT.finditer(text):
        begin = max(last, at.start() - 120)
        box = _BOX_BACKWARDS.match(text[begin : at.start()][::-1])
        domain = _DOMAIN.match(text, at.end())
        if not box or not domain:
            continue
        spelt = at[0].strip().lower() == "at"
        host = _DOTS.sub(".", domain[0].lower())
        name = _DOTS.sub(".", box[0][::-1].strip(".'-").lower())
        if not name or not host.rpartition(".")[2].isalpha() or (spelt and "." in domain[0]):
            continue
        if not _is_function(name, host) and not _VERSION.match(host):
            last = domain.end()
            yield found("email", text, at.start() - len(box[0].rstrip(".'-")), domain.end())


def _is_function(box: str, domain: str) -> bool:
    """True of a mailbox each of whose words is a function's, or which is called as its domain is."""
    words = [word for word in re.split(r"[.+_\d-]", box) if word]
    numbered = _USER_NAME.fullmatch(box) is not None
    return box == domain.partition(".")[0] or (bool(words) and all(_of_function(word, numbered) for word in words))


def _of_function(word: str, numbered: bool) -> bool:
    ends = (
        word.replace("namnd", "nämnd")
        .replace("forvalt", "förvalt")
        .replace("forbund", "förbund")
        .replace("forening", "förening")
    )
    if word in word_list("office_mailboxes") or ends.endswith(_FUNCTION_ENDINGS):
        return True
    return not numbered and is_ordinary(word) and word not in names_that_are_words() and not is_given_name(word)


def phones(text: str) -> Iterator[Finding]:
    """Every telephone number in the plain `text` that leads to a person."""
    taken: list[tuple[int, int]] = []
    for pattern in _PHONES:
        for match in pattern.finditer(text):
            if _leads_to_person(text, match) and not any(a < match.end() and match.start() < b for a, b in taken[-2:]):
                taken.append(match.span())
                yield found("phone", text, match.start(), match.end())


def _leads_to_person(text: str, match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    if match.re is _PHONES[-1] and not _CALLS.search(text, max(0, match.start() - 20), match.start()):
        return False
    if len(digits) not in _PHONE_DIGITS or _DAY_OR_TIME.search(match[0]):
        return False
    office = _OFFICE_PHONE.search(text, max(0, match.start() - LOOK_BACK), match.start())
    if _MOBILE_START.match(digits) and len(digits) >= 9:
        return True
    return not office and not digits.endswith("00") and not _SERVICE_NUMBER.match(digits)


def addresses(text: str) -> Iterator[Finding]:
    """Every address in the plain `text` that leads to a person, with the flat, the postcode and the place that follow."""
    if not _DIGIT.search(text) and "/" not in text:
        return
    for match in _CARE_OF.finditer(text):
        yield found("address", text, match.start(), _end(text, match.end()))
    for match in _BOX_ADDRESS.finditer(text):
        if _SOMEBODYS.search(text, max(0, match.start() - LOOK_BACK), match.end() + LOOK_BACK):
            yield found("address", text, match.start(), match.end())
    for match in _RURAL_BOX.finditer(text):
        yield found("address", text, match.start(), match.end())
    for house in _HOUSE.finditer(text):
        begin = house.start() - (_street_before(text, house.start()) or _farm_before(text, house))
        if begin < house.start() and not _is_no_house(text, house) and not _of_office(text, begin):
            named = _NAMED_HOUSE.search(text, max(0, begin - LOOK_BACK), begin)
            yield found("address", text, named.start() if named else begin, _end(text, house.end()))


def _end(text: str, end: int) -> int:
    rest = _REST.match(text, end)
    return rest.end() if rest else end


def _farm_before(text: str, house: re.Match[str]) -> int:
    """How many letters before the number are a name that a postcode follows or where somebody is told to live; 0 where none is."""
    end = house.start()
    farm = _FARM.search(text, max(0, end - LOOK_BACK), end)
    last = farm["name"].lower().rpartition(" ")[2] if farm else ""
    if farm is None or is_base_form(last):
        return 0
    is_told = (
        _HOME.search(text, max(0, farm.start() - LOOK_BACK), farm.start("name"))
        or _HOME_AFTER.match(text, house.end())
        or (not is_ordinary(last) and _POSTCODE_AND_CITY.match(text, house.end()))
    )
    return len(farm["name"]) if is_told else 0


def _street_before(text: str, end: int) -> int:
    """How many letters before `end` are a street's name; 0 where none is."""
    before = _STREET_BACKWARDS.match(text[max(0, end - 120) : end][::-1])
    words = before[0][::-1].split(" ") if before else [""]
    last = words[-1]
    lowered = last.lower()
    led = len(words) > 1 and words[-2] in _PREPOSITIONS and not lowered.endswith(("splan", "splats"))
    square = last[:1].isupper() and lowered.endswith(("plan", "plats")) and (led or not is_ordinary(lowered))
    named = lowered in _WORDS_OF_STREETS or _is_cut_short(last)
    if not named and not square and not lowered.endswith(_ENDINGS_OF_STREETS):
        return 0
    first = len(words) - 1
    while first and _belongs_to_street(words[first - 1]):
        first -= 1
    if first == len(words) - 1 and _is_cut_short(last):
        return len(last)
    if not named and _ROADS.search(lowered) and (first == len(words) - 1 or not last[:1].isupper()):
        return 0
    if first == len(words) - 1:
        definite = lowered.endswith(("en", "et", "tan", "gan", "dan", "pan", "én"))
        alone = named and not (definite and last[:1].isupper() and first and words[first - 1] in _PREPOSITIONS)
        if alone or not (last[:1].isupper() or lowered.endswith(_ENDINGS_IN_LOWER_CASE)):
            return 0
    return len(" ".join(words[first:]))


def _belongs_to_street(word: str) -> bool:
    """True of a word with a capital, and of one that is cut short ("Ö.", "S:t"), before a street's last word."""
    return word[:1].isupper() and (word[-1] not in ":." or len(word) <= _LONGEST_CUT)


def _is_cut_short(word: str) -> bool:
    """True of Storg. and Blåklintsv., but not of a place or a word that ends a sentence."""
    stem = word[:-1].lower()
    known = is_ordinary(stem) or is_locality(stem) or is_given_name(stem)
    return word[:1].isupper() and len(word) > _LONGEST_CUT + 2 and word.endswith(("g.", "v.")) and not known


def _is_no_house(text: str, house: re.Match[str]) -> bool:
    """True of a year, and of a stretch of road from one number to another far off."""
    number, to = int(house["number"]), int(house["to"] or 0)
    return to > number + _LONGEST_ROW_OF_HOUSES or (1900 <= number <= 2100 and not _POSTCODE.match(text, house.end()))


def _of_office(text: str, begin: int) -> bool:
    return bool(_OFFICE_ADDRESS.search(text, max(0, begin - LOOK_BACK), begin))
