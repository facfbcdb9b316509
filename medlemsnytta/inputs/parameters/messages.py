"""What pydantic refused, said to the person who typed it: every complaint in Swedish, with its place and a remedy."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.kinds import BLANK, DISAGREE, REFUSED, Broken
from medlemsnytta.inputs.parameters.yaml_lines import Located, ValuePath
from medlemsnytta.inputs.places import nearest

Schema = Mapping[str, Any]
GONE = {
    "requirement_level": "Ta bort raden. Metoden ställer inget krav längre: den svarar på två frågor, och priset står bredvid.",
    "word_limits": "Ta bort raden och de som hör till. Vad underlaget säger följer av svaren på de två frågorna.",
    "criteria_order": "Ta bort raden. Kriterierna vägs inte ihop längre; de sägs i ord bredvid priset.",
    "rating_overrides": "Ta bort den. Vet förvaltningen bättre än underlaget: sätt svaret i 'answers', med skälet.",
}
"""What the first version of the method was told, and what to do about it now."""
_WRITTEN_KINDS = ((bool, "ja eller nej"), ((int, float), "ett tal"), (list, "en lista"), (dict, "namn med värden"))


def problems(error: ValidationError, located: Located, schema: Schema) -> Iterator[Problem]:
    """Each of the `error`'s complaints; `schema` says what was expected at each place."""
    for complaint in error.errors(include_url=False):
        path, context = complaint["loc"], complaint.get("ctx", {})
        is_key = path[-1:] == ("[key]",)
        if is_key:
            path = path[:-1]
        if complaint["type"] == DISAGREE:
            yield from (broken_problem(broken, located) for broken in context["broken"])
            continue
        if complaint["type"] == REFUSED:
            what, fix = f"{_name(path)} {context['what']}", context["fix"]
        elif complaint["type"] == "missing":
            what, fix = f"{_name(path)} saknas.", f"Lägg till '{path[-1]}:' följt av {_expected(_at(schema, path))}."
        elif complaint["type"] == "extra_forbidden":
            what, fix = _unknown(path, schema)
        elif is_key or complaint["type"] == "invalid_key":
            what, fix = "ett namn är inte text.", "Skriv namnet inom citattecken."
        else:
            what, fix = _wrong_value(path, complaint, located, schema)
        yield Problem(located.place(path), what, fix)


def broken_problem(broken: Broken, located: Located) -> Problem:
    return Problem(located.place(broken.path), f"{_name(broken.path)} {broken.what}", broken.fix)


def _wrong_value(path: ValuePath, complaint: Mapping[str, Any], located: Located, schema: Schema) -> tuple[str, str]:
    value, node = complaint["input"], _at(schema, path)
    if value is None or complaint["type"] == BLANK:
        return f"{_name(path)} saknar värde.", f"Skriv {_expected(node)}{_or_leave_out(path, schema)}."
    if node.get("type") == "string" and "enum" not in node and not isinstance(value, str):
        kind = next((kind for types, kind in _WRITTEN_KINDS if isinstance(value, types)), "något annat")
        written = located.spellings.get(path)
        if written is None or "format" in node:
            return f"{_name(path)} är {kind}, inte text.", f"Skriv {_expected(node)}."
        from_shell = len(path) == 1 and located.place(path).startswith("-p ")
        in_quotes = f"-p \"{path[0]}='{written}'\"" if from_shell else f'"{written}"'
        fix = f"Skriv {in_quotes}, med citattecken."
        return f"{_name(path)} är skrivet {written[:60]} och läses som {kind}, inte som text.", fix
    return f"{_name(path)} kan inte vara {_shown(value, located.spellings.get(path))}.", _choice(value, node)


def _choice(value: Any, node: Schema) -> str:
    near = nearest(value, node["enum"]) if "enum" in node and isinstance(value, str) else None
    meant = f"Menade du '{near}'? " if near else ""
    plainly = ", utan citattecken, mellanslag och enhet" if _is_number(node) and isinstance(value, str) else ""
    return f"{meant}Skriv {_expected(node)}{plainly}."


def _expected(node: Schema) -> str:
    """What the value should be, to follow after "Skriv"."""
    if "enum" in node:
        *others, last = node["enum"]
        return f"{', '.join(others)} eller {last}"
    if node.get("format") == "date":
        return "en dag så här: 2026-05-30"
    if _is_number(node):
        kind = "ett heltal" if node["type"] == "integer" else "ett tal med decimalpunkt"
        steps = " i halva steg" if "multipleOf" in node else ""
        return f"{kind} från {node['minimum']:g} till {node['maximum']:g}{steps}"
    kinds = {
        "array": "en lista: ett värde på varje rad, efter bindestreck och mellanslag",
        "object": "namn och värden på indragna rader",
    }
    return kinds.get(node.get("type", ""), "en text")


def _is_number(node: Schema) -> bool:
    return node.get("type") in ("integer", "number")


def _shown(value: Any, written: str | None) -> str:
    if isinstance(value, (list, tuple)):
        return "en lista" if value else "en tom lista"
    if isinstance(value, dict):
        return "namn med värden"
    if isinstance(value, str):
        return f"texten '{value[:60]}'"
    if isinstance(value, (bool, int, float, Decimal)):
        return written or ("ett så stort tal" if abs(value) >= 10**20 else str(value))
    return "något annat än text, tal och listor"


def _name(path: ValuePath) -> str:
    """'answer' in the second of 'answers' is said so."""
    names = [f"post {part + 1}" if isinstance(part, int) else f"'{str(part)[:60]}'" for part in path]
    return names[0] if len(names) == 1 else f"{names[-1]} ({', '.join(names[:-1])})" if names else "innehållet"


def _unknown(path: ValuePath, schema: Schema) -> tuple[str, str]:
    if len(path) == 1 and path[0] in GONE:
        return f"{_name(path)} hör till metodens första version, som programmet inte räknar med längre.", GONE[path[0]]
    return f"okänt namn {_name(path)}.", _nearest(path, schema)


def _nearest(path: ValuePath, schema: Schema) -> str:
    known = list(_at(schema, path[:-1]).get("properties", {}))
    near = nearest(str(path[-1]), known)
    return f"Menade du '{near}'?" if near else "Ta bort det. De namn som finns står i params/schema.json."


def _or_leave_out(path: ValuePath, schema: Schema) -> str:
    required = _at(schema, path[:-1]).get("required", ())
    is_name = isinstance(path[-1], str)
    return ", eller ta bort raden" if is_name and path[-1] not in required else ""


def _at(schema: Schema, path: ValuePath) -> Schema:
    """The schema of the value at `path`, past every "or null"; empty where there is none."""
    node: Schema = schema
    for part in path:
        if isinstance(part, int):
            node = node.get("items", {})
        else:
            node = node.get("properties", {}).get(part) or next(iter(node.get("patternProperties", {}).values()), {})
        node = next((kind for kind in node.get("anyOf", ()) if kind.get("type") != "null"), node)
    return node
