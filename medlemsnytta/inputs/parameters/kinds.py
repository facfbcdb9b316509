"""The kinds of values that parameters have, each with its own refusal in Swedish."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, Strict, WithJsonSchema
from pydantic_core import PydanticCustomError

from medlemsnytta.files.paths import is_device
from medlemsnytta.inputs.invisible_characters import INVISIBLE
from medlemsnytta.inputs.parameters.officer_text import mistakes
from medlemsnytta.rendering import colours

REFUSED = "refused"
BLANK = "blank"
DISAGREE = "disagree"

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_FOLDER = r"[^\\/:*?\"<>|~]+(/[^\\/:*?\"<>|~]+)*"


@dataclass(frozen=True)
class Broken:
    """A rule between fields that does not hold: where to point, which fields it took, what is wrong and the remedy."""

    path: tuple[str | int, ...]
    fields: tuple[str, ...]
    what: str
    fix: str


def refused(what: str, fix: str) -> PydanticCustomError:
    """A refusal in our own words; `what` goes on after the name of the field."""
    return PydanticCustomError(REFUSED, "refused", {"what": what, "fix": fix})


def refuse_together(broken: Iterable[Broken]) -> None:
    """Raise all that is broken at once, if anything is."""
    if found := tuple(broken):
        raise PydanticCustomError(DISAGREE, "disagree", {"broken": found})


def _matching(pattern: str, what: str, fix: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            raise refused(f"är '{value[:60]}', men {what}", fix)
        return value

    return check


def _readable(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError(BLANK, "blank")
    if INVISIBLE.search(value):
        raise refused("innehåller ett osynligt styrtecken.", "Skriv om texten för hand.")
    return value


def _only_placeholders(value: str) -> str:
    if found := mistakes(value):
        first = found[0]
        raise refused(f"har ett fel på textens rad {first.line}: {first.what}", first.fix)
    return value


def _iso_date(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        if _ISO_DATE.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise refused(f"är '{value[:40]}', som inte är en dag.", "Skriv år, månad och dag så här: 2026-05-30.")


def _inside_project(value: str) -> str:
    parts = value.split("/")
    outside = any(part.strip(". ") == "" or part != part.strip() or part.endswith(".") for part in parts)
    if outside or any(map(is_device, parts)) or not re.fullmatch(_FOLDER, value):
        raise refused(
            f"är '{value[:60]}', men ska vara en mapp i projektet.",
            "Skriv den med vanliga snedstreck, till exempel data/huddinge.",
        )
    return value


def _legible(value: str) -> str:
    colour = value.lower()
    if not colours.is_colour(colour):
        raise refused(f"är '{value[:20]}', som inte är en färg.", 'Skriv den inom citattecken, så här: "#0a4a5c".')
    ratio = colours.contrast(colour, colours.LIGHT_GROUND)
    if ratio < colours.READABLE:
        shown = f"{math.floor(ratio * 10) / 10:.1f}".replace(".", ",")
        near = colours.readable_on(colour, colours.LIGHT_GROUND)
        raise refused(
            f"är {colour}, som är svår att läsa: kontrasten mot rapportens botten är {shown} till 1, men 4,5 till 1 krävs.",
            f'Den närmaste läsliga färgen är "{near}".',
        )
    return colour


def _of_these_rules(value: str) -> str:
    if value == "1":
        raise refused(
            "är '1', men den metoden räknar inte programmet med längre.",
            'Ta bort raden. Lämnas rapporten på nytt: skriv "2". CHANGELOG.md säger vad som har ändrats.',
        )
    return value


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    twice = next((value for place, value in enumerate(values) if value in values[:place]), None)
    if twice is not None:
        raise refused(f"har med {twice} två gånger.", "Ta bort den ena.")
    return values


def _some(values: tuple[str, ...]) -> tuple[str, ...]:
    if not values:
        raise PydanticCustomError(BLANK, "blank")
    return values


def yes_or_no(value: Any) -> Any:
    """The words that YAML reads as true and false are answers like the others."""
    return (
        {True: "yes", False: "no", "ja": "yes", "nej": "no"}.get(value, value)
        if isinstance(value, (bool, str))
        else value
    )


def exact_decimal(value: Any) -> Any:
    """The number as it was typed, without the binary tail of a float; what is no number is left to be refused."""
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    is_number = is_whole or (isinstance(value, float) and math.isfinite(value))
    return Decimal(str(value)) if is_number else value


def plain_number(value: Decimal) -> int | float:
    """What papermill would read where the decimal was typed."""
    return int(value) if value == value.to_integral_value() else float(value)


_CODE_PATTERN = "[0-9]{2}(?:[0-9]{2})?"
_LOGO_PATTERN = r"[\w-]+\.(svg|png)"
_ID_PATTERN = "[a-z][a-z0-9_]{0,39}"
_is_code = _matching(
    _CODE_PATTERN, "en kommunkod har fyra siffror, och en regions kod två.", 'Skriv till exempel "0126".'
)
_is_id = _matching(
    _ID_PATTERN,
    "ett nätverks id har bara små bokstäver a–z, siffror och understreck.",
    "Skriv det id som står i tabellen networks.",
)

_is_logo = _matching(
    _LOGO_PATTERN,
    "ska vara en SVG- eller PNG-fil i kommunens mapp.",
    "Skriv bara filens namn med bokstäver, siffror och bindestreck, till exempel logotyp.svg.",
)

each_once = AfterValidator(_each_once)
at_least_one = AfterValidator(_some)
Text = Annotated[str, Strict(), AfterValidator(_readable)]
MethodVersion = Annotated[Text, AfterValidator(_of_these_rules)]
OfficerText = Annotated[Text, AfterValidator(_only_placeholders)]
MunicipalityCode = Annotated[
    str, Strict(), AfterValidator(_is_code), Field(json_schema_extra={"pattern": f"^{_CODE_PATTERN}$"})
]
NetworkId = Annotated[str, Strict(), AfterValidator(_is_id), Field(json_schema_extra={"pattern": f"^{_ID_PATTERN}$"})]
Colour = Annotated[str, Strict(), AfterValidator(_legible), Field(json_schema_extra={"pattern": "^#[0-9A-Fa-f]{6}$"})]
LogoFile = Annotated[
    str, Strict(), AfterValidator(_is_logo), Field(json_schema_extra={"pattern": f"^{_LOGO_PATTERN}$"})
]
DataFolder = Annotated[Text, AfterValidator(_inside_project)]
IsoDate = Annotated[date, BeforeValidator(_iso_date), Strict(), WithJsonSchema({"type": "string", "format": "date"})]
