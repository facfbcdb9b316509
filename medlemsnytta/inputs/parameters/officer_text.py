"""The officer's own text with the figures filled in: `{{ avgift.sekom }}` and nothing cleverer.

Jinja's parser reads the text; only plain text and dotted names pass, and no template is ever run. A figure that is typed
instead is held against the values: a sum, a number of members or inhabitants, a share, a year of entry, a last day.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from jinja2 import Environment, TemplateSyntaxError, nodes

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.places import nearest
from medlemsnytta.inputs.privacy.findings import quoted

_PARSER = Environment(keep_trailing_newline=True, autoescape=False)
_EXAMPLE = "Skriv en platshållare så här: {{ avgift.sekom }}."
_UNWANTED_TOKENS = {
    "comment_begin": "{# är en kommentar, som inte får stå i texten.",
    "block_begin": "{% är en instruktion, som inte får stå i texten.",
    "raw_begin": "{% är en instruktion, som inte får stå i texten.",
}


@dataclass(frozen=True)
class Placeholder:
    """A dotted name, and the line of the text that it stands on."""

    name: str
    line: int


@dataclass(frozen=True)
class Mistake:
    """Something in the text, on `line`, that is neither plain text nor a placeholder."""

    line: int
    what: str
    fix: str


_NUMBER = r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
_BLANK = r"[ \u00a0\u202f\n]"
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
_NEARLY = re.compile(rf"\b(?:cirka|ca|omkring|ungefär|runt|drygt|knappt|nästan|närmare){_BLANK}$", re.IGNORECASE)
_NEAR = Decimal("0.05")
"""How far from the value a figure may be that is called approximate."""
_SCALES = {
    "tkr": 1_000, "tusen kr": 1_000, "tusen kronor": 1_000, "mnkr": 1_000_000, "miljoner kronor": 1_000_000,
    "miljon kronor": 1_000_000, "miljoner kr": 1_000_000, "miljon kr": 1_000_000,
    "tusen": 1_000,
}  # fmt: skip
"""What a sum, or a number of people, may be counted in; anything else is kronor, or one by one."""
_CURRENCY = "|".join([*(words.replace(" ", _BLANK) for words in _SCALES if words != "tusen"), "kr", "kronor", "sek"])
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
_ALONE = r"(?<![\d,.])"
_TYPED: Mapping[tuple[str, ...], tuple[re.Pattern[str], ...]] = {
    names: tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)
    for names, patterns in {
        ("avgift", "avgift_per_invanare", "kostnad"): (
            rf"{_ALONE}{_NUMBER}{_BLANK}?(?P<unit>{_CURRENCY})\b",
            rf"{_ALONE}{_NUMBER}{_BLANK}?(?::-|,-)(?!\w)",
            rf"\bsek{_BLANK}{_NUMBER}(?![,.]?\d)",
        ),
        ("medlemmar",): (
            rf"{_ALONE}{_NUMBER}{_BLANK}(?:medlemmar|kommuner{_BLANK}(?:är|som){_BLANK}medlemmar)\b",
            rf"\bantalet{_BLANK}medlemmar{_IS}{_NUMBER}(?![,.]?\d)",
        ),
        ("invanare",): (
            rf"{_ALONE}{_NUMBER}{_BLANK}(?:(?P<unit>tusen){_BLANK})?invånare\b",
            rf"\b(?:invånarantalet|antalet{_BLANK}invånare|folkmängden|befolkningen){_IS}{_NUMBER}(?![,.]?\d)",
        ),
        ("medlem_sedan",): (rf"\b{_JOINED}{_BLANK}(?:år{_BLANK})?(?P<number>\d{{4}})\b",),
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


def fill(text: str, values: Mapping[str, str], where: str, released: Collection[str] | None = None) -> str:
    """Put the `values` in the places named in `text`, as text; raise with every mistake and every unknown name.

    With `released`, a typed figure that none of the values gives is a mistake too, unless it is one of those, as quoted.
    """
    pieces = _pieces(text)
    found = [piece for piece in pieces if isinstance(piece, Mistake)]
    found += [
        _unknown(piece, values) for piece in pieces if isinstance(piece, Placeholder) and piece.name not in values
    ]
    found += [] if released is None else contradictions(text, values, released)
    if found:
        found.sort(key=lambda mistake: mistake.line)
        raise ProblemsFound(Problem(f"{where}, rad {one.line} i texten", one.what, one.fix) for one in found)
    return "".join(values[piece.name] if isinstance(piece, Placeholder) else piece for piece in pieces)


def contradictions(text: str, values: Mapping[str, str], released: Collection[str] = ()) -> list[Mistake]:
    """Each figure typed in `text` that the values of its kind contradict, with the placeholder to write instead."""
    found = []
    for names, patterns in _TYPED.items():
        known = {name: value for name, value in values.items() if name.partition(".")[0] in names and _figure(value)}
        for match in (match for pattern in patterns for match in pattern.finditer(text)):
            typed = " ".join(match[0].split())
            if (
                known
                and quoted(typed) not in released
                and not any(_agrees(text, match, value) for value in known.values())
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
    number = re.search(_NUMBER, words)
    return Decimal(re.sub(r"[ \u00a0\u202f.]", "", number[0]).replace(",", ".")) if number else None


def _agrees(text: str, match: re.Match[str], value: str) -> bool:
    """True where the figure is the value's, to as many decimals as it has, or near it where it is called approximate."""
    typed, given = _figure(match["number"]), _figure(value)
    unit = " ".join((match.groupdict().get("unit") or "").lower().split())
    if isinstance(given, Decimal):
        given /= _SCALES.get(unit, 1)
    if not isinstance(typed, Decimal) or not isinstance(given, Decimal):
        # A day without its year ends as the whole one does.
        return typed == given or (isinstance(typed, str) and typed[:1] == "-" and str(given).endswith(typed))
    nearly = _NEARLY.search(text, max(0, match.start() - 12), match.start()) is not None
    return abs(typed - given) <= abs(given) * _NEAR if nearly else given.quantize(typed, ROUND_HALF_UP) == typed


def _meant(text: str, match: re.Match[str], known: Mapping[str, str]) -> str:
    """The placeholder of the network that the paragraph has named last before the figure, else the nearest in size."""
    paragraph = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
    typed = _figure(match["number"])

    def unlikeness(name: str) -> tuple[int, Decimal]:
        given = _figure(known[name])
        apart = abs(typed - given) if isinstance(typed, Decimal) and isinstance(given, Decimal) else Decimal(0)
        return -paragraph.rfind(f".{name.rpartition('.')[2]} "), apart

    return min(known, key=unlikeness)


def mistakes(text: str) -> list[Mistake]:
    """What would be refused in `text` whatever the values are."""
    return [piece for piece in _pieces(text) if isinstance(piece, Mistake)]


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text from a params file, where YAML's `>-` leaves each on a line of its own."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def sentences(text: str) -> list[str]:
    """Sentences end at a full stop before a blank and a capital; good enough to show which ones changed."""
    words = text.split()
    sentences: list[str] = []
    begun: list[str] = []
    for place, word in enumerate(words):
        begun.append(word)
        following = words[place + 1] if place + 1 < len(words) else ""
        if word[-1] in ".?!" and (not following or not following[0].islower()):
            sentences.append(" ".join(begun))
            begun = []
    return [*sentences, " ".join(begun)] if begun else sentences


def _pieces(text: str) -> list[str | Placeholder | Mistake]:
    try:
        unwanted = list(_unwanted_tokens(text))
        if unwanted:
            return list(unwanted)
        template = _PARSER.parse(text)
    except TemplateSyntaxError as error:
        return [Mistake(error.lineno, "en klammerparentes avslutas inte, eller innehåller inget namn.", _EXAMPLE)]
    except (RecursionError, ValueError):
        # Thousands of parentheses, or a number of thousands of digits: nobody's placeholder.
        return [Mistake(1, "innehållet mellan klammerparenteserna går inte att läsa.", _EXAMPLE)]
    return [_piece(node) for output in template.body for node in output.nodes]


def _unwanted_tokens(text: str) -> Iterator[Mistake]:
    """Comments leave no trace in the parsed template, nor does the minus sign that eats blanks around a placeholder."""
    for line, kind, value in _PARSER.lex(text):
        if kind in _UNWANTED_TOKENS:
            yield Mistake(line, _UNWANTED_TOKENS[kind], _EXAMPLE)
        elif kind in ("variable_begin", "variable_end") and len(value.strip()) > 2:
            yield Mistake(line, f"{value.strip()} har ett tecken för mycket.", _EXAMPLE)


def _piece(node: nodes.Expr) -> str | Placeholder | Mistake:
    if isinstance(node, nodes.TemplateData):
        return node.data
    parts, part = [], node
    while isinstance(part, nodes.Getattr):
        parts.append(part.attr)
        part = part.node
    if isinstance(part, nodes.Name):
        return Placeholder(".".join([part.name, *reversed(parts)]), node.lineno)
    return Mistake(node.lineno, "mellan klammerparenteserna får bara ett namn stå.", _EXAMPLE)


def _unknown(placeholder: Placeholder, values: Mapping[str, str]) -> Mistake:
    near = nearest(placeholder.name, values)
    fix = f"Menade du '{near}'?" if near else f"Namnen som finns är {', '.join(sorted(values))}."
    return Mistake(placeholder.line, f"okänd platshållare '{placeholder.name[:60]}'.", fix)
