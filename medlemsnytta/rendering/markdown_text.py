"""Markdown read into blocks; whatever a report has no form for comes out as its words, so nothing stops and nothing is lost."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import mistune

from medlemsnytta.rendering import bundles, html_text

UNNUMBERED_TAG = "unnumbered"
APPENDIX_TAG = "appendix"
OPTIONAL_TAG = "optional"
"""A section whose heading is left out where nothing follows it."""
_MARKDOWN = mistune.create_markdown(renderer="ast", plugins=["table"])
_TAG = re.compile(r"<[^>]*>")

Token = dict[str, Any]


def blocks(written: str, tags: Sequence[str] = ()) -> Iterator[bundles.Block]:
    """What `written` says, in a cell with these tags."""
    tokens = _MARKDOWN(written)
    assert not isinstance(tokens, str), "the reader gives its tree, not a page"
    return _blocks(tokens, tags)


def _blocks(tokens: Sequence[Token], tags: Sequence[str]) -> Iterator[bundles.Block]:
    for token in tokens:
        match token["type"]:
            case "blank_line" | "thematic_break":
                continue
            case "heading":
                yield {
                    "type": "heading",
                    "level": max(2, token["attrs"]["level"]),
                    "content": _inlines(token["children"]),
                    "numbered": token["attrs"]["level"] <= 2 and UNNUMBERED_TAG not in tags,
                    "appendix": APPENDIX_TAG in tags,
                    "optional": OPTIONAL_TAG in tags,
                }
            case "paragraph" | "block_text":
                yield {"type": "paragraph", "content": _inlines(token["children"])}
            case "list":
                items = [item for each in token["children"] for item in _items(each["children"])]
                yield {"type": "list", "ordered": token["attrs"]["ordered"], "items": items}
            case "block_code":
                yield {"type": "preformatted", "text": token["raw"].rstrip("\n")}
            case "block_quote":
                for block in _blocks(token["children"], tags):
                    yield {**block, "type": "quote", "attribution": ""} if block["type"] == "paragraph" else block
            case "block_html":
                yield from html_text.blocks(token["raw"])
            case "table":
                yield _table(token)
            case _:
                yield {"type": "paragraph", "content": _inlines([token])}


def _items(tokens: Sequence[Token]) -> list[list[bundles.Inline]]:
    """An item of a list, and after it those of the lists in it, each with a dash."""
    words: list[bundles.Inline] = []
    deeper = []
    for token in tokens:
        if token["type"] == "list":
            inner = [item for each in token["children"] for item in _items(each["children"])]
            deeper += [[bundles.text("– "), *item] for item in inner]
        elif runs := _inlines([token]):
            words += [bundles.text(" "), *runs] if words else runs
    return [words, *deeper]


def _table(token: Token) -> bundles.Block:
    head, *body = token["children"]
    rows = [[_words(cell) for cell in row["children"]] for part in body for row in part["children"]]
    return html_text.table([_words(cell) for cell in head["children"]], rows)


def _words(token: Token) -> str:
    return bundles.inline_text(_inlines(token["children"]))


def _inlines(tokens: Sequence[Token]) -> list[bundles.Inline]:
    runs: list[bundles.Inline] = []
    for token in tokens:
        match token["type"]:
            case "text":
                runs.append(bundles.text(token["raw"]))
            case "softbreak" | "linebreak":
                runs.append(bundles.text(" "))
            case "strong":
                runs.extend(bundles.strong(_words(token)))
            case "emphasis":
                runs.append(bundles.emphasis(_words(token)))
            case "codespan" | "block_code":
                runs.append(bundles.code(token["raw"].rstrip("\n")))
            case "link":
                runs.append(bundles.link(_words(token), token["attrs"]["url"]))
            case "image":
                runs.append(bundles.text(f"[bild: {_words(token) or token['attrs']['url'][:80]}]"))
            case "inline_html" | "block_html":
                runs += [bundles.text(words)] if (words := _TAG.sub("", token["raw"])) else []
            case _ if "children" in token:
                runs += _inlines(token["children"])
            case _:
                runs += [bundles.text(token["raw"])] if token.get("raw") else []
    return runs
