"""What a YAML reader's complaint means in plain Swedish, and on which line the mistake was made."""

import re

import yaml

from medlemsnytta.errors import Problem

_HARD_SPACE = re.compile(r"\s*(?:[\w-]+:|-)[\u00a0\u2007\u202f]|[\u00a0\u2007\u202f]")
"""After the colon of a name or the dash of a list, or as the space that sets a line in."""

_PAIR = "Skriv ett namn, ett kolon, ett mellanslag och ett värde."
_QUOTE = "Sätt hela texten inom citattecken."
TOO_DEEP = ("listor i listor är nästlade för djupt.", "Ta bort överflödiga parenteser.")
_WORDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("maximum nesting",), *TOO_DEEP),
    (("end of stream",), "ett citattecken avslutas aldrig.", "Sätt ett citattecken sist i texten."),
    (("',' or ']'",), "en hakparentes avslutas aldrig, eller så saknas ett komma.", "Rätta listan: [a, b]."),
    (("',' or '}'",), "en klammerparentes avslutas aldrig, eller så saknas ett komma.", "Rätta till {namn: värde}."),
    (("unknown escape",), "ett omvänt snedstreck går inte att tyda.", "Byt \" mot ' runt texten."),
    (("expected ':'",), "raden saknar kolon.", _PAIR),
    (
        ("sequence entries",),
        "en lista kan inte börja på samma rad som namnet.",
        "Börja listan på en egen, indragen rad.",
    ),
    (
        ("expected key", "<block end>", "'-' indicator"),
        "raden är fel indragen, eller så står något efter ett avslutande citattecken.",
        "Dra in raden lika långt som raderna intill. Citattecken inne i en text skrivs dubbelt ('').",
    ),
)


def syntax_problem(error: yaml.YAMLError, text: str, where: str) -> Problem:
    """The `error` that reading `text` stopped at; nothing after it has been read."""
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return Problem(where, "innehållet följer inte reglerna för YAML.", _PAIR)
    line, what, fix = _explained(error, text.splitlines(), mark)
    return Problem(f"{where}, rad {line + 1}", what, fix)


def _explained(error: yaml.MarkedYAMLError, lines: list[str], mark: yaml.Mark) -> tuple[int, str, str]:
    """The line counted from 0, what is wrong there and how to mend it."""
    complaint = error.problem or ""
    for number in (mark.line, mark.line - 1, 0 if error.context_mark is None else error.context_mark.line):
        if 0 <= number < len(lines) and _HARD_SPACE.match(lines[number]):
            return number, "ett hårt mellanslag står där ett vanligt ska stå.", "Byt det mot ett vanligt mellanslag."
    at = lines[mark.line] if mark.line < len(lines) else ""
    if "\t" in at[: mark.column + 1]:
        return mark.line, "raden innehåller en tabb.", "Byt ut tabben mot mellanslag."
    if "cannot start any token" in complaint:
        return mark.line, f"ett värde kan inte börja med {at[mark.column : mark.column + 1]}.", _QUOTE
    if "mapping values" in complaint:
        return _colon(lines, at, mark)
    begun = mark.line if error.context_mark is None else error.context_mark.line
    for signs, what, fix in _WORDS:
        if any(sign in complaint for sign in signs):
            # A block collection begins at the top of the file; other things begin where they were left open.
            return (mark.line if "block" in (error.context or "") else begun), what, fix
    return mark.line, "raden följer inte reglerna för YAML.", _PAIR


def _colon(lines: list[str], at: str, mark: yaml.Mark) -> tuple[int, str, str]:
    """A colon where none can stand: in a text, on a line too far in, or after a line that lacks its own."""
    if ": " in at[: mark.column]:
        return mark.line, "texten innehåller ett kolon.", _QUOTE
    if at[:1].isspace():
        return mark.line, "raden är för långt indragen.", "Ta bort mellanslagen i början av raden."
    above = next((number for number in range(mark.line - 1, -1, -1) if lines[number].strip()), mark.line)
    return above, "raden saknar kolon, eller mellanslag efter kolonet.", _PAIR
