"""The officer's own text with the figures filled in: `{{ avgift.sekom }}` and nothing cleverer.

Jinja's parser reads the text; only plain text and dotted names pass, and no template is ever run. A figure that is typed
instead is held against the values (`typed_figures`).
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import Environment, TemplateSyntaxError, nodes

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.typed_figures import Mistake, contradictions
from medlemsnytta.inputs.places import nearest

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
