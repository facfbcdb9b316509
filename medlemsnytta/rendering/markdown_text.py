"""Markdown read into blocks; whatever a report has no form for comes out as its words, so nothing stops and nothing is lost."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import mistune

from medlemsnytta.rendering import bundles, formulas, html_text, pictures
from medlemsnytta.rendering import runs as running
from medlemsnytta.rendering.reading import Reading

UNNUMBERED_TAG = "unnumbered"
APPENDIX_TAG = "appendix"
OPTIONAL_TAG = "optional"
"""A section whose heading is left out where nothing follows it."""
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][\w-]*)[^>]*>")
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]*);")
"""A character by its name or number."""
_INLINE_FORMULA = (
    r"\$\$(?P<formula_in_two>[^$]+?)\$\$|\$(?!\s|\$)(?P<formula_in_one>(?:\\\$|[^$])+?)(?<![\s\\])\$(?!\d)"
)
"""As Pandoc reads it: "5 $ and 10 $" and "$5 or $10" are money."""
_BLOCK_FORMULA = r"^ {0,3}\$\$[ \t]*(?P<formula_between>[\s\S]+?)\$\$[ \t]*$"
_ENVIRONMENT = r"^ {0,3}(?P<formula_environment>\\begin\{(?P<environment_name>[a-zA-Z]+\*?)\}[\s\S]+?\\end\{(?P=environment_name)\})[ \t]*$"

Token = dict[str, Any]


def _inline_formula(_: Any, match: re.Match[str], state: Any) -> int:
    two = match["formula_in_two"]
    state.append_token(
        {"type": "formula", "raw": two or match["formula_in_one"], "display": bool(two), "as_written": match[0]}
    )
    return match.end()


def _block_formula(_: Any, match: re.Match[str], state: Any) -> int:
    written = match["formula_between"] if "formula_between" in match.groupdict() else None
    state.append_token({"type": "block_formula", "raw": written or match["formula_environment"]})
    return match.end() + 1


def _formula_plugin(md: mistune.Markdown) -> None:
    md.inline.register("formula", _INLINE_FORMULA, _inline_formula, before="link")
    md.block.register("block_formula", _BLOCK_FORMULA, _block_formula, before="list")
    md.block.register("environment", _ENVIRONMENT, _block_formula, before="list")


_MARKDOWN = mistune.create_markdown(
    renderer="ast", plugins=["table", "footnotes", "strikethrough", "task_lists", "def_list", _formula_plugin]
)


def blocks(written: str, tags: Sequence[str] = (), reading: Reading | None = None) -> Iterator[bundles.Block]:
    """What `written` says, in a cell with these tags."""
    tokens = _MARKDOWN(written)
    assert not isinstance(tokens, str), "the reader gives its tree, not a page"
    reading = reading or Reading()
    yield from _Text(reading, tags).blocks(tokens)


@dataclass
class _Text:
    reading: Reading
    tags: Sequence[str]
    first_note: int = field(init=False)

    def __post_init__(self) -> None:
        self.first_note = self.reading.notes

    def blocks(self, tokens: Sequence[Token]) -> Iterator[bundles.Block]:
        for token in _with_html_joined(tokens):
            yield from self._block(token)

    def _block(self, token: Token) -> Iterator[bundles.Block]:
        match token["type"]:
            case "blank_line" | "thematic_break":
                return
            case "heading":
                yield from self._heading(token)
            case "paragraph" | "block_text":
                yield from running.paragraphs(self._inlines(token["children"]))
            case "list":
                after: list[bundles.Block] = []
                items = [item for each in token["children"] for item in self._items(each, after)]
                yield {"type": "list", "ordered": token["attrs"]["ordered"], "items": items}
                yield from after
            case "block_code":
                yield {"type": "preformatted", "text": token["raw"].rstrip("\n")}
            case "block_quote":
                for block in self.blocks(token["children"]):
                    yield {**block, "type": "quote", "attribution": ""} if block["type"] == "paragraph" else block
            case "block_html":
                yield from html_text.blocks(token["raw"], self.reading, headings=True)
            case "block_formula":
                yield self._formula(token)
            case "table":
                yield from self._table(token)
            case "footnotes":
                yield from self._notes(token)
            case "def_list":
                for each in token["children"]:
                    content, _ = running.without_pictures(self._inlines(each.get("children", ())))
                    if each["type"] == "def_list_head":
                        content = [bundles.strong(bundles.inline_text(content))]
                    yield from running.paragraphs(content)
            case _:
                yield from running.paragraphs(self._inlines([token]))

    def _heading(self, token: Token) -> Iterator[bundles.Block]:
        content, shown = running.without_pictures(self._inlines(token["children"]))
        level = token["attrs"]["level"]
        if content:
            yield {
                "type": "heading",
                "level": max(2, level) if self.reading.own else level,
                "content": content,
                "numbered": level <= 2 and UNNUMBERED_TAG not in self.tags,
                "appendix": APPENDIX_TAG in self.tags,
                "optional": OPTIONAL_TAG in self.tags,
            }
        yield from shown

    def _items(self, token: Token, after: list[bundles.Block]) -> list[Any]:
        inner = list(self.blocks(token["children"]))
        if token["type"] == "task_list_item":
            done = "[x] " if token["attrs"]["checked"] else "[ ] "
            if not inner:
                inner = [bundles.paragraph("")]
            if inner[0]["type"] == "paragraph":
                inner[0] = {**inner[0], "content": [bundles.text(done), *inner[0]["content"]]}
        return html_text.list_items(inner, after) or [[]]

    def _formula(self, token: Token) -> bundles.Block:
        latex = token["raw"].strip()
        if formulas.is_readable(latex, display=True):
            return {"type": "formula", "latex": latex}
        self.reading.warn("warn_formula", "fix_formula", words=latex)
        return {"type": "preformatted", "text": latex}

    def _table(self, token: Token) -> Iterator[bundles.Block]:
        head, *body = token["children"]
        after: list[bundles.Block] = []

        def shown(cell: Token) -> html_text.Cell:
            content, found = running.without_pictures(self._inlines(cell["children"]))
            after.extend(found)
            return bundles.inline_text(content) if all(run["type"] == "text" for run in content) else content

        header = [running.cell_text(shown(cell)) for cell in head["children"]]
        rows = [[shown(cell) for cell in row["children"]] for part in body for row in part["children"]]
        # A row that is shorter or longer than the head is no reason to lose a word.
        width = max([len(header), *map(len, rows)])
        header += [""] * (width - len(header))
        yield html_text.table(header, [[*row, *[""] * (width - len(row))] for row in rows], "", self.reading.words)
        yield from after

    def _notes(self, token: Token) -> Iterator[bundles.Block]:
        for note in token["children"]:
            number = self._number(note["attrs"]["index"])
            inner = list(self.blocks(note["children"]))
            content = inner.pop(0)["content"] if inner and inner[0]["type"] == "paragraph" else []
            yield {"type": "note", "number": number, "content": content}
            yield from inner

    def _number(self, index: int) -> int:
        """A note's number in the whole notebook; Markdown counts them in each cell."""
        number = self.first_note + index
        self.reading.notes = max(self.reading.notes, number)
        return number

    def _inlines(self, tokens: Sequence[Token]) -> list[bundles.Inline]:
        content: list[bundles.Inline] = []
        styles: list[tuple[str, Any]] = []
        for token in tokens:
            style = styles[-1][1] if styles else None
            if token["type"] == "inline_html" and (tag := _TAG.match(token["raw"])):
                content += self._html(token["raw"], tag, styles)
            else:
                content += [_styled(run, style) for run in self._inline(token)]
        return content

    def _inline(self, token: Token) -> list[bundles.Inline]:
        match token["type"]:
            case "text":
                return [bundles.text(self._characters(token["raw"]))]
            case "softbreak" | "linebreak":
                return [bundles.text(" ")]
            case "strong" | "emphasis":
                style = bundles.strong if token["type"] == "strong" else bundles.emphasis
                return [_styled(run, style) for run in self._inlines(token["children"])]
            case "codespan" | "block_code":
                return [bundles.code(token["raw"].rstrip("\n"))]
            case "formula":
                return [self._inline_formula(token)]
            case "link":
                style = partial(bundles.link, href=token["attrs"]["url"])
                return [_styled(run, style) for run in self._inlines(token["children"])]
            case "image":
                return pictures.named(token["attrs"]["url"], self._words(token), self.reading)
            case "footnote_ref":
                return [{"type": "note", "text": str(self._number(token["attrs"]["index"]))}]
            case "inline_html" | "block_html":
                return [bundles.text(words)] if (words := _TAG.sub("", token["raw"])) else []
            case _ if "children" in token:
                return self._inlines(token["children"])
        return [bundles.text(token["raw"])] if token.get("raw") else []

    def _characters(self, raw: str) -> str:
        """What is named becomes its character; what a table of ours says stays as it was typed."""
        return raw if self.reading.own else _CHARACTER.sub(lambda named: html.unescape(named[0]), raw)

    def _inline_formula(self, token: Token) -> bundles.Inline:
        latex = token["raw"].strip()
        if not formulas.is_readable(latex):
            self.reading.warn("warn_formula", "fix_formula", words=latex)
            return bundles.code(token["as_written"])
        run = {"type": "formula", "text": latex}
        return {**run, "display": "yes"} if token["display"] else run

    def _html(self, raw: str, tag: re.Match[str], styles: list[tuple[str, Any]]) -> list[bundles.Inline]:
        """A tag in the middle of a sentence: what it opens or closes, and the image that it is."""
        name = tag["name"].lower()
        if name not in html_text.TAGS and not self.reading.own:
            return [bundles.text(raw)]
        if name == "br":
            return [bundles.text(" ")]
        if tag["end"]:
            while any(opened == name for opened, _ in styles):
                if styles.pop()[0] == name:
                    break
            return []
        inner = html_text.inline(raw, self.reading)
        if inner.style is not None:
            styles.append((name, inner.style))
        return inner.content

    def _words(self, token: Token) -> str:
        return bundles.inline_text(running.without_pictures(self._inlines(token["children"]))[0])


def _styled(run: bundles.Inline, style: Any) -> bundles.Inline:
    """Words in a style; what is more than words stays what it is."""
    return style(run["text"]) if style is not None and run["type"] in ("text", "strong", "emphasis") else run


def _with_html_joined(tokens: Sequence[Token]) -> Iterator[Token]:
    """A table in HTML that is written with empty lines in it comes in pieces: they are one again."""
    held: Token | None = None
    for token in tokens:
        if held is not None and token["type"] in ("block_html", "blank_line"):
            held = {**held, "raw": held["raw"] + token.get("raw", "\n")}
        elif token["type"] == "block_html":
            held = token
        else:
            if held is not None:
                yield held
            held = None
            yield token
    if held is not None:
        yield held
