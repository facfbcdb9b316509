"""Figures that an officer has typed in the text, held against the values that the tables give.

A figure is known by its unit or the words around it: a sum, a number of members or inhabitants, a year of entry, years of
membership, a last day, the year evaluated. It may be in digits or, for sums and numbers, in words.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from medlemsnytta.inputs.privacy.findings import quoted
from medlemsnytta.inputs.tables.mistyped import MONTH_WORDS, month_called


@dataclass(frozen=True)
class Mistake:
    """Something in the text, on `line`, that is to be written otherwise."""

    line: int
    what: str
    fix: str


_BLANK = r"(?:\s{1,3})"
_BELOW_TWENTY = (
    "noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio",
    "tio", "elva", "tolv", "tretton", "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
)  # fmt: skip
_TENS = ("tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio")
_WORD_VALUES: Mapping[str, Decimal] = {
    **{word: Decimal(number) for number, word in enumerate(_BELOW_TWENTY)},
    **{word: Decimal(10 * ten) for ten, word in enumerate(_TENS, start=2)},
    "ett": Decimal(1),
    "aderton": Decimal(18),
    # What is left of the whole that is named before: en halv, två och en halv.
    "halvt": Decimal("-0.5"),
    "halv": Decimal("-0.5"),
    "kvarts": Decimal("-0.75"),
    "hundra": Decimal(100),
    "tusen": Decimal(1_000),
    "miljoner": Decimal(1_000_000),
    "miljon": Decimal(1_000_000),
}
_WORD = rf"(?>{'|'.join(sorted(_WORD_VALUES, key=len, reverse=True))})"
"""Atomic, as the bounded row below is: sextio is also sex and tio, and a long row of them is read in one way only."""
_AND = rf"(?:och{_BLANK}(?=e(?:n|tt){_BLANK}(?:halv|kvarts)))?"
_WORDS = rf"(?<!\w)(?>{_WORD}(?:{_BLANK}?{_AND}{_WORD}){{0,15}})(?:tal)?(?!\w)"
_DIGITS = r"(?<![\d,.])(?>\d{1,3}(?:[\s.]\d{3}){1,4}(?:,\d+)?|\d+(?:,\d+)?)(?:-tal\b)?"
_NUMBER = rf"(?P<number>{_DIGITS}|{_WORDS})"
_MONTH = rf"(?:{'|'.join(sorted(MONTH_WORDS, key=len, reverse=True))})"
_DAY = rf"\d{{1,2}}(?::[ae])?(?:{_BLANK}{_MONTH}\b|/\d{{1,2}}(?![/\d-]))"
_DATE = rf"\d{{1,2}}(?::[ae])?{_BLANK}{_MONTH}\b\.?{_BLANK}\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.]\d{{1,2}}[-/.\s]{{1,2}}\d{{4}}"
_WEEKDAY = rf"(?:(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?{_BLANK})?(?:den{_BLANK})?"
_NEARLY = rf"c:?a\.?|cirka|omkring|kring|ungefär|runt|drygt|knappt|nästan|nära|närmare|upp{_BLANK}?emot"
_ABOVE = rf"över|överstiger|minst|åtminstone|(?:mer|fler|högre|större){_BLANK}än"
_BELOW = rf"under|understiger|högst|max|maximalt|som{_BLANK}mest|upp{_BLANK}till|(?:mindre|färre|lägre){_BLANK}än"
_NEAR = Decimal("0.05")
"""How far from the value a figure may be that is called approximate."""
_ROUND = Decimal("0.25")
"""How far it may be where it is ett femtiotal."""
_FROM = re.compile(
    rf"({_DIGITS})(?:{_BLANK}?(?:kr|kronor))?(?:{_BLANK}(?:och|till){_BLANK}|\s?[–-]\s?)$", re.IGNORECASE
)
"""The lower end of a range, before its upper end."""
_PART_OF = re.compile(rf"(?:({_DIGITS}|{_WORDS}){_BLANK}av|\bper){_BLANK}$", re.IGNORECASE)
"""Before a number that is not counted itself: sju av tio, per 1 000."""
_FEW = 12
"""So many are counted in words: of members, they are those of something."""
_OTHER_DAY = re.compile(
    r"\b(?:uppsäg|sägs upp|säga upp|säger upp|faktur|betala|protokoll|handlingar|skicka|kom\b|kommit\b|fick\b)",
    re.IGNORECASE,
)
_SCALES = {
    **dict.fromkeys(("tusen", "tusen kr", "tusen kronor", "tkr", "kkr", "tsek", "ksek"), Decimal(1_000)),
    **dict.fromkeys(("miljoner", "miljon", "mnkr", "mkr", "msek"), Decimal(1_000_000)),
    **dict.fromkeys(("miljoner kronor", "miljon kronor", "miljoner kr", "miljon kr"), Decimal(1_000_000)),
    "öre": Decimal("0.01"),
}
"""What a sum, or a number of people, may be counted in; anything else is kronor, or one by one."""
_CURRENCY = "|".join(
    [
        *(words.replace(" ", _BLANK) for words in _SCALES if words not in ("tusen", "miljoner", "miljon")),
        *("kr", "kronor", "sek", rf"svenska{_BLANK}kronor"),
    ]
)
_BETWEEN = r"(?:\{\{[^}\n]{1,60}\}\}|[^.\n{]){1,60}?"
"""A few words of the same sentence, or a placeholder."""
_ABOUT = rf"(?:(?:{_NEARLY}|{_ABOVE}|{_BELOW}|hela|nu|idag|i{_BLANK}dag){_BLANK}){{0,2}}"
_IS = rf"(?:{_BLANK}(?:är|var|på|blir|(?:ligger|landade|stannar){_BLANK}på|(?:uppgår|uppgick|ökade|har{_BLANK}ökat|har{_BLANK}minskat){_BLANK}till)|:){_BLANK}{_ABOUT}"
_IN = rf"(?:{_BLANK}(?:i|till){_BLANK}{_BETWEEN})?(?:{_BLANK}(?:redan|ända))?"
_JOINED = (
    rf"(?:(?:med(?:{_BLANK}i{_BLANK}(?:nätverket|föreningen|\{{\{{[^}}\n]{{1,60}}\}}\}}))?|medlem\w*(?:{_BLANK}i{_BLANK}{_BETWEEN})?)"
    rf"(?:{_BLANK}ända)?{_BLANK}(?:sedan|från)"
    rf"|(?:gick{_BLANK}med|anslöt{_BLANK}sig|inträdde|blev{_BLANK}medlem\w*){_IN}|(?:medlemskapet|inträdet){_BLANK}(?:började|inleddes|startade|skedde)|inträdesår(?:et)?(?:{_BLANK}är|:))"
)
_GROUP = r"\w*(?:styrelse|grupp|nämnd|utskott|råd|presidi|arbete|projekt)"
_SINCE = rf"(?:sedan|år){_BLANK}(?P<number>\d{{4}}){_BLANK}(?:är|har|gick|blev|anslöt){_BLANK}(?:[^\W\d]+{_BLANK}){{1,3}}?(?:medlem|med\b|sig{_BLANK}till)"
_ANSWER = r"\w*(?:svar|besked|yttrande)\w*"
_OF_THE_ANSWER = rf"(?:tids)?fristen{_BLANK}(?:är|(?:går|löper){_BLANK}ut)|deadline(?:{_BLANK}är|:)?"
_LAST_DAY = (
    rf"(?:senast|{_OF_THE_ANSWER}|sista{_BLANK}(?:svars)?da(?:g(?:en)?|tum)"
    rf"(?:{_BLANK}(?:för{_BLANK}{_ANSWER}|att{_BLANK}svara))?(?:{_BLANK}är|:)?"
    rf"|{_ANSWER}{_BLANK}(?:{_BETWEEN}{_BLANK})?(?:före|innan))"
)
_DAY_WITHOUT_A_YEAR = rf"(?:{_OF_THE_ANSWER}|{_ANSWER}{_BLANK}(?:{_BETWEEN}{_BLANK})?senast)"
_ENDS = rf"(?=\s*(?:[.;!?)]|,(?!\d)|$)|{_BLANK}(?:per|om{_BLANK}året|och|för|samt|men|varje|vardera)\b)"
"""After a number that has no unit."""
_BODIES = rf"(?:kommuner|organisationer)(?:{_BLANK}och{_BLANK}regioner)?"
_MEMBERS = r"medlems(?:kommuner|organisationer|regioner)"
_OF_ALL = rf"(?:(?:av{_BLANK}(?:landets|Sveriges)|svenska){_BLANK})?"
_ARE_IN = (
    rf"{_BLANK}(?:(?:är|som)(?:{_BLANK}är)?{_BLANK}(?:med(?!{_BLANK}(?:om|på){_BLANK}|{_BLANK}i{_BLANK}(?!nätverket|föreningen|\{{))|medlemmar|anslutna)"
    rf"|(?:ingår|deltar){_BLANK}i{_BLANK}(?:nätverket|föreningen|\{{\{{)|i{_BLANK}(?:nätverket|föreningen))"
)
_OUR_OWN = rf"(?!{_BLANK}(?:i{_BLANK}(?:{_GROUP}|vår|kommun)|ur\b|från{_BLANK}(?:vår|kommun)))"
_THE_NETWORK = r"(?:nätverket|föreningen|organisationen|förbundet|\}\})"
_PEOPLE = rf"{_NUMBER}(?:{_BLANK}(?P<unit>tusen|miljoner|miljon))?"
_NO_YEAR = r"(?!(?:19|20)\d\d(?!\s?\d))"
_TYPED: Mapping[tuple[str, ...], tuple[str, ...]] = {
    ("avgift", "avgift_per_invanare", "kostnad"): (
        rf"{_NUMBER}{_BLANK}?(?P<unit>{_CURRENCY})\b",
        rf"{_NUMBER}{_BLANK}?(?::-|,-)(?!\w)",
        rf"\bsek{_BLANK}{_NUMBER}(?![,.]?\d)",
        rf"\b(?:(?:medlems|års)?(?:avgift|kostnad)(?:en)?(?:{_BLANK}\d{{4}})?{_IS}|medlemskapet{_BLANK}kostar{_BLANK}{_ABOUT})"
        rf"{_NO_YEAR}{_NUMBER}{_ENDS}",
    ),
    ("medlemmar",): (
        rf"{_NUMBER}{_BLANK}(?:(?:st(?:ycken)?|anslutna|olika){_BLANK})?"
        rf"(?:(?:medlemmar|{_MEMBERS})(?:na)?|{_OF_ALL}{_BODIES}{_ARE_IN}){_OUR_OWN}(?!\w)",
        rf"{_NUMBER}{_BLANK}anslutna{_BLANK}{_BODIES}\b",
        rf"\b(?:antal(?:et)?{_BLANK}(?:medlemmar|{_MEMBERS})|medlemsantalet|medlemmarna|{_MEMBERS}na){_IS}{_NO_YEAR}{_NUMBER}{_ENDS}",
        rf"{_THE_NETWORK}{_BLANK}(?:samlar|består{_BLANK}av|omfattar|har){_BLANK}{_ABOUT}{_NUMBER}{_BLANK}{_BODIES}\b",
    ),
    ("invanare",): (
        rf"{_PEOPLE}{_BLANK}(?:kommun)?invånar(?:e|na)\b",
        rf"{_PEOPLE}{_BLANK}(?:personer|människor){_BLANK}(?:som{_BLANK})?bor\b",
        rf"\bbor{_BLANK}(?:det{_BLANK})?(?:i{_BLANK}kommunen{_BLANK})?{_ABOUT}{_PEOPLE}{_BLANK}(?:personer|människor)\b",
        rf"\b(?:invånarantal(?:et)?|antal(?:et)?{_BLANK}invånare|invånarna|folkmängd(?:en)?|befolkning(?:en)?){_IS}{_NO_YEAR}{_PEOPLE}{_ENDS}",
    ),
    ("medlem_sedan",): (
        rf"\b{_JOINED}{_BLANK}(?:(?:år|hösten|våren|början{_BLANK}av){_BLANK})?(?P<number>\d{{4}})\b(?!-tal|{_BLANK}i{_BLANK}{_GROUP})",
        rf"\b{_SINCE}\b",
        rf"\bmedlem\w*{_BLANK}(?:i{_BLANK}{_BETWEEN}{_BLANK})?(?:i|under){_BLANK}(?!ytterligare)(?:[^\W\d]+{_BLANK}){{0,2}}?"
        rf"{_NUMBER}{_BLANK}(?P<unit>år)\b(?!{_BLANK}till\b)",
        rf"{_NUMBER}{_BLANK}(?P<unit>år)(?:{_BLANK}(?:som|varit){_BLANK}medlem\b|s{_BLANK}medlemskap)",
        rf"{_NUMBER}-(?P<unit>år)igt?a?{_BLANK}medlemskap",
    ),
    ("tidsfrist",): (
        rf"\b{_LAST_DAY}{_BLANK}{_WEEKDAY}(?P<number>{_DATE})",
        rf"\b{_DAY_WITHOUT_A_YEAR}{_BLANK}{_WEEKDAY}(?P<number>{_DAY})(?!\w|{_BLANK}\d{{4}})",
    ),
    ("ar",): (
        rf"\b(?<!tidigare )(?<!förra )utvärdering\w*{_BLANK}(?:av|för|avser|gäller){_BLANK}(?:år{_BLANK})?(?P<number>\d{{4}})\b(?!-)",
        rf"\b(?:(?:underlaget|uppgifterna){_BLANK}(?:avser|gäller|är{_BLANK}från)|utvärderingsåret{_BLANK}är){_BLANK}(?:år{_BLANK})?(?P<number>\d{{4}})\b",
    ),
}
"""How a figure of each kind is typed; the names of the placeholders that give it begin so."""


def contradictions(text: str, values: Mapping[str, str], released: Collection[str] = ()) -> list[Mistake]:
    """Each figure typed in `text` that the values of its kind contradict, with the placeholder to write instead."""
    found = []
    year = _figure(values.get("ar", ""))
    for names, patterns in _TYPED.items():
        known = {name: value for name, value in values.items() if name.partition(".")[0] in names and _figure(value)}
        for match in (match for pattern in patterns for match in re.finditer(pattern, text, re.IGNORECASE)):
            typed = " ".join(match[0].split())
            if (
                known
                and not _counts_something_else(text, match)
                and quoted(typed) not in released
                and not any(_agrees(text, match, value, year) for value in known.values())
            ):
                line = text.count("\n", 0, match.start()) + 1
                name = _meant(text, match, known)
                fix = (
                    f"Skriv {{{{ {name} }}}}, så blir det {known[name]}. Är siffran en annan uppgift: skriv en rad i "
                    f"privacy_exceptions med kind figure, text {typed} och skälet."
                )
                found.append(Mistake(line, f"{typed} stämmer inte med underlaget.", fix))
    return found


def _counts_something_else(text: str, match: re.Match[str]) -> bool:
    """An article, a few counted in words, a part's whole, or the last day of something else than the answer."""
    typed = _figure(match["number"])
    if isinstance(typed, str):
        return _OTHER_DAY.search(text[: match.end()].rpartition(".")[2]) is not None
    spelled, alone = not match["number"][:1].isdigit(), not match.groupdict().get("unit")
    few = typed is not None and typed <= _FEW and spelled and alone
    part = _PART_OF.search(_before(text, match))
    return few or (part is not None and (part[1] or "").lower() not in ("en", "ett"))


def _before(text: str, match: re.Match[str]) -> str:
    """The words that may say how the number is meant."""
    return text[max(0, match.start("number") - 40) : match.start("number")]


def _ends(before: str, words: str) -> bool:
    return re.search(rf"\b(?:{words}){_BLANK}$", before, re.IGNORECASE) is not None


def _figure(words: str) -> Decimal | str | None:
    """The number in a value or a typed figure, or the day as ISO writes it; None where it has neither."""
    if day := re.search(rf"{_DATE}|{_DAY}", words, re.IGNORECASE):
        parts = re.findall(r"\d+|[a-z]{3,}", day[0].lower())
        if len(parts[0]) == 4:
            return day[0]
        month = int(parts[1]) if parts[1].isdecimal() else month_called(parts[1])
        return f"{parts[2] if len(parts) > 2 else ''}-{month:02}-{int(parts[0]):02}"
    if digits := re.search(_DIGITS, words):
        return Decimal(re.sub(r"[\s.]|-tal", "", digits[0]).replace(",", "."))
    spelled = re.search(_WORDS, words, re.IGNORECASE)
    return _in_words(spelled[0].lower()) if spelled else None


def _in_words(words: str) -> Decimal:
    """The number that `words` tell; one of whole thousands or millions is no more exact than that."""
    parts = re.findall(_WORD, words)
    if words.endswith("tal") and parts[0] == "ett":
        parts = parts[1:]
    whole, part = None, None
    for value in (_WORD_VALUES[word] for word in parts):
        if value < _WORD_VALUES["hundra"]:
            part = value if part is None else part + value
        elif value == _WORD_VALUES["hundra"]:
            part = (part or 1) * value
        else:
            counted = Decimal(1) if part is None else part + 1 if part < 0 else part
            counted = counted.scaleb(value.adjusted())
            whole, part = counted if whole is None else whole + counted, None
    return sum((each for each in (whole, part) if each is not None), start=Decimal("0E6"))


def _agrees(text: str, match: re.Match[str], value: str, year: Decimal | str | None) -> bool:
    """True where the figure is the value's, to as many decimals as it has, near it where it is called approximate, or its bound.

    A number of years is held against those from the value to the evaluation's `year`, the last of which may be counted or not.
    """
    typed, given = _figure(match["number"]), _figure(value)
    unit = " ".join((match.groupdict().get("unit") or "").lower().split())
    if unit == "år" and isinstance(typed, Decimal) and isinstance(given, Decimal) and isinstance(year, Decimal):
        given = min((year - given, year - given + 1), key=lambda years: abs(years - typed))
    elif isinstance(given, Decimal):
        given /= _SCALES.get(unit, 1)
    if not isinstance(typed, Decimal) or not isinstance(given, Decimal):
        # A day without its year ends as the whole one does.
        return typed == given or (isinstance(typed, str) and typed[:1] == "-" and str(given).endswith(typed))
    before = _before(text, match)
    near = _ROUND if match["number"].lower().endswith("tal") else _NEAR if _ends(before, _NEARLY) else None
    if near is not None:
        return abs(typed - given) <= abs(given) * near
    if (above := _ends(before, _ABOVE)) or _ends(before, _BELOW):
        return given >= typed if above else given <= typed
    lower = _FROM.search(before)
    if lower and isinstance(low := _figure(lower[1]), Decimal):
        return low <= given <= typed
    # Rounded to as many decimals as are typed, of which there may be more than can be counted with.
    return typed == given or (
        typed.adjusted() - int(typed.as_tuple().exponent) < 20 and given.quantize(typed, ROUND_HALF_UP) == typed
    )


def _meant(text: str, match: re.Match[str], known: Mapping[str, str]) -> str:
    """The placeholder of the network that the paragraph has named last before the figure, else the nearest in size."""
    paragraph = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    typed = _figure(match["number"])

    def unlikeness(name: str) -> tuple[int, Decimal]:
        given = _figure(known[name])
        apart = abs(typed - given) if isinstance(typed, Decimal) and isinstance(given, Decimal) else Decimal(0)
        return -paragraph.rfind(f".{name.rpartition('.')[2]} "), apart

    return min(known, key=unlikeness)
