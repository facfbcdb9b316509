"""Figures that an officer has typed in the text, held against the values that the tables give.

A figure is known by its unit or the words around it: a sum, a number of members or inhabitants, a share, a year of entry, a
last day. It may be in digits or, for sums and numbers, in words.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from medlemsnytta.inputs.privacy.findings import quoted


@dataclass(frozen=True)
class Mistake:
    """Something in the text, on `line`, that is to be written otherwise."""

    line: int
    what: str
    fix: str


_BLANK = r"[ \u00a0\u202f\n]"
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
_DIGITS = r"(?<![\d,.])(?>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)(?:-tal\b)?"
_NUMBER = rf"(?P<number>{_DIGITS}|{_WORDS})"
_MONTHS = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
]
_DAY = rf"\d{{1,2}}{_BLANK}(?:{'|'.join(_MONTHS)})"
_DATE = rf"{_DAY}{_BLANK}\d{{4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}}/\d{{1,2}}[-/ \u00a0]\d{{4}}"
_NEARLY = re.compile(
    rf"\b(?:c:?a\.?|cirka|omkring|kring|ungefär|runt|drygt|knappt|nästan|närmare|upp{_BLANK}?emot){_BLANK}$",
    re.IGNORECASE,
)
_NEAR = Decimal("0.05")
"""How far from the value a figure may be that is called approximate."""
_ROUND = Decimal("0.25")
"""How far it may be where it is ett femtiotal."""
_ABOVE = re.compile(rf"\b(?:över|minst|(?:mer|fler|högre|större){_BLANK}än){_BLANK}$", re.IGNORECASE)
_BELOW = re.compile(rf"\b(?:under|högst|upp{_BLANK}till|(?:mindre|färre|lägre){_BLANK}än){_BLANK}$", re.IGNORECASE)
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
        *("kr", "kronor", "sek"),
    ]
)
_BETWEEN = r"(?:\{\{[^}\n]{1,60}\}\}|[^.\n{]){1,60}?"
"""A few words of the same sentence, or a placeholder."""
_IS = rf"(?:{_BLANK}(?:är|var|på|blir|uppgår{_BLANK}till|uppgick{_BLANK}till)|:){_BLANK}"
_JOINED = (
    rf"(?:(?:med|medlem\w*{_BLANK}i{_BLANK}{_BETWEEN}|medlem\w*|med{_BLANK}i{_BLANK}(?:nätverket|föreningen|\{{\{{[^}}\n]{{1,60}}\}}\}}))"
    rf"{_BLANK}(?:sedan|från)|gick{_BLANK}med|anslöt{_BLANK}sig|inträdde"
    rf"|blev{_BLANK}medlem\w*|medlemskapet{_BLANK}(?:började|inleddes|startade))"
)
_LAST_DAY = (
    rf"(?:senast|tidsfristen{_BLANK}(?:är|går{_BLANK}ut)|sista{_BLANK}(?:svars)?dag(?:en)?(?:{_BLANK}är|:)?|deadline(?:{_BLANK}är|:)?"
    rf"|sista{_BLANK}svarsdag:?|(?:svar|besked|yttrande)\w*{_BLANK}(?:{_BETWEEN}{_BLANK})?(?:före|innan))"
)
_WHOLE = r"(?![,.]?\d)"
_NO_UNIT = rf"(?!{_BLANK}?(?:{_CURRENCY}|procent|%|:-|,-))(?!{_BLANK}\w+{_BLANK}(?:kr|kronor)\b)"
_BODIES = rf"(?:kommuner|organisationer)(?:{_BLANK}och{_BLANK}regioner)?"
_MEMBERS = r"medlems(?:kommuner|organisationer|regioner)"
_OF_ALL = rf"(?:av{_BLANK}(?:landets|Sveriges){_BLANK})?"
_ARE_IN = rf"{_BLANK}(?:är|som)(?:{_BLANK}är)?{_BLANK}(?:med(?!{_BLANK}(?:om|på){_BLANK})|medlemmar|anslutna)"
_PEOPLE = rf"{_NUMBER}(?:{_BLANK}(?P<unit>tusen|miljoner|miljon))?"
_TYPED: Mapping[tuple[str, ...], tuple[re.Pattern[str], ...]] = {
    names: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for names, patterns in {
        ("avgift", "avgift_per_invanare", "kostnad"): (
            rf"{_NUMBER}{_BLANK}?(?P<unit>{_CURRENCY})\b",
            rf"{_NUMBER}{_BLANK}?(?::-|,-)(?!\w)",
            rf"\bsek{_BLANK}{_NUMBER}{_WHOLE}",
            rf"\b(?:medlems)?(?:avgift|kostnad)(?:en)?{_IS}(?!(?:19|20)\d\d(?!{_BLANK}?\d)){_NUMBER}{_WHOLE}{_NO_UNIT}",
        ),
        ("medlemmar",): (
            rf"{_NUMBER}{_BLANK}(?:(?:st(?:ycken)?|anslutna|olika){_BLANK})?(?:medlemmar|{_MEMBERS}|{_OF_ALL}{_BODIES}{_ARE_IN})\b",
            rf"{_NUMBER}{_BLANK}anslutna{_BLANK}{_BODIES}\b",
            rf"\b(?:antal(?:et)?{_BLANK}(?:medlemmar|{_MEMBERS})|medlemsantalet){_IS}{_NUMBER}{_WHOLE}",
            rf"\b(?:samlar|består{_BLANK}av|omfattar|har){_BLANK}{_NUMBER}{_BLANK}{_BODIES}\b",
        ),
        ("invanare",): (
            rf"{_PEOPLE}{_BLANK}invånare\b",
            rf"{_PEOPLE}{_BLANK}(?:personer|människor){_BLANK}(?:som{_BLANK})?bor\b",
            rf"\bbor{_BLANK}(?:det{_BLANK})?(?:i{_BLANK}kommunen{_BLANK})?(?:[^\W\d]+{_BLANK})?{_PEOPLE}{_BLANK}(?:personer|människor)\b",
            rf"\b(?:invånarantal(?:et)?|antalet{_BLANK}invånare|folkmängd(?:en)?|befolkning(?:en)?){_IS}{_PEOPLE}{_WHOLE}",
        ),
        ("medlem_sedan",): (
            rf"\b{_JOINED}{_BLANK}(?:år{_BLANK})?(?P<number>\d{{4}})\b",
            rf"\bmedlem\w*{_BLANK}(?:i{_BLANK}{_BETWEEN}{_BLANK})?(?:i|under){_BLANK}(?:[^\W\d]+{_BLANK}){{0,2}}?{_NUMBER}{_BLANK}(?P<unit>år)\b",
        ),
        ("tidsfrist",): (
            rf"\b{_LAST_DAY}{_BLANK}(?:den{_BLANK})?(?P<number>{_DATE})",
            rf"\b(?:svar|besked|yttrande)\w*{_BLANK}(?:{_BETWEEN}{_BLANK})?senast{_BLANK}(?:den{_BLANK})?(?P<number>{_DAY})\b"
            rf"(?!{_BLANK}\d{{4}})",
        ),
        ("ar",): (
            rf"\butvärdering\w*{_BLANK}(?:av|för|avser|gäller){_BLANK}(?:år{_BLANK})?(?P<number>\d{{4}})\b",
            rf"\bunderlaget{_BLANK}(?:avser|gäller){_BLANK}(?:år{_BLANK})?(?P<number>\d{{4}})\b",
        ),
    }.items()
}
"""How a figure of each kind is typed; the names of the placeholders that give it begin so."""


def contradictions(text: str, values: Mapping[str, str], released: Collection[str] = ()) -> list[Mistake]:
    """Each figure typed in `text` that the values of its kind contradict, with the placeholder to write instead."""
    found = []
    year = _figure(values.get("ar", ""))
    for names, patterns in _TYPED.items():
        known = {name: value for name, value in values.items() if name.partition(".")[0] in names and _figure(value)}
        for match in (match for pattern in patterns for match in pattern.finditer(text)):
            typed = " ".join(match[0].split())
            if (
                known
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


def _figure(words: str) -> Decimal | str | None:
    """The number in a value or a typed figure, or the day as ISO writes it; None where it has neither."""
    if day := re.search(rf"{_DATE}|{_DAY}", words, re.IGNORECASE):
        parts = re.split(r"[/\s-]", day[0].lower())
        if len(parts[0]) == 4:
            return day[0]
        month = int(parts[1]) if parts[1].isdecimal() else _MONTHS.index(parts[1]) + 1
        return f"{parts[2] if len(parts) > 2 else ''}-{month:02}-{int(parts[0]):02}"
    if digits := re.search(_DIGITS, words):
        return Decimal(re.sub(r"[ \u00a0\u202f.]|-tal", "", digits[0]).replace(",", "."))
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
    before = text[max(0, match.start("number") - 14) : match.start("number")]
    near = _ROUND if match["number"].lower().endswith("tal") else _NEAR if _NEARLY.search(before) else None
    if near is not None:
        return abs(typed - given) <= abs(given) * near
    if _ABOVE.search(before) or _BELOW.search(before):
        return given >= typed if _ABOVE.search(before) else given <= typed
    return given.quantize(typed, ROUND_HALF_UP) == typed


def _meant(text: str, match: re.Match[str], known: Mapping[str, str]) -> str:
    """The placeholder of the network that the paragraph has named last before the figure, else the nearest in size."""
    paragraph = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    typed = _figure(match["number"])

    def unlikeness(name: str) -> tuple[int, Decimal]:
        given = _figure(known[name])
        apart = abs(typed - given) if isinstance(typed, Decimal) and isinstance(given, Decimal) else Decimal(0)
        return -paragraph.rfind(f".{name.rpartition('.')[2]} "), apart

    return min(known, key=unlikeness)
