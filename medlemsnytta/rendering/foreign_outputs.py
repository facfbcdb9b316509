"""What a cell showed that is no bundle of ours, as blocks: it comes out as what it is, in the best form that it has.

No output stops a report, and none is left out in silence: what has no form here says its plain text, or what kind it was.
Warnings (standard error) are meant for the analyst, and are left to the kept notebook.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from medlemsnytta.rendering import bundles, html_text, markdown_text, pictures, vega_lite_outputs

if TYPE_CHECKING:
    from nbformat import NotebookNode

_PLAIN = "text/plain"
_COLOURS_AND_CONTROLS = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]")
"""What a terminal would colour the text by, and what no page can show."""
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}(?=>)")
"""Where an object stood in memory, which is another place each time."""


def blocks(output: "NotebookNode", tags: Sequence[str] = ()) -> list[bundles.Block]:
    """The blocks of one `output` of a cell with these tags."""
    if output.output_type == "stream":
        return _preformatted(output.text if output.name == "stdout" else "")
    if output.output_type == "error":
        return _preformatted(f"{output.ename}: {output.evalue}")
    data, metadata = output.get("data", {}), output.get("metadata", {})
    for made in _forms(data, metadata, tags):
        if made:
            return made
    kinds = ", ".join(sorted(data.keys() - {_PLAIN}))
    return _preformatted(f"[Cellen visade något av slaget {kinds}, som en rapport inte kan visa.]") if kinds else []


def without_memory_addresses(plain: str) -> str:
    return _ADDRESS.sub("", plain)


def _forms(
    data: Mapping[str, Any], metadata: Mapping[str, Any], tags: Sequence[str]
) -> Iterator[list[bundles.Block] | None]:
    """The same output in one form after another, the best first; a form that holds nothing gives nothing."""
    plain = str(data.get(_PLAIN) or "")
    if (spec := vega_lite_outputs.spec_of(data)) is not None:
        yield list(vega_lite_outputs.blocks(spec))
    for mime in pictures.KINDS:
        if mime in data:
            made = pictures.picture(mime, str(data[mime]), metadata, without_memory_addresses(plain))
            yield [made] if made else None
    if "text/markdown" in data:
        yield list(markdown_text.blocks(_clean(data["text/markdown"]), tags))
    if "text/html" in data:
        yield html_text.blocks(_clean(data["text/html"]))
    if "text/latex" in data:
        yield _preformatted(data["text/latex"])
    if not pictures.says_nothing(plain):
        yield _preformatted(plain)
    if "application/json" in data:
        yield _preformatted(json.dumps(data["application/json"], ensure_ascii=False, indent=2))


def _preformatted(written: Any) -> list[bundles.Block]:
    words = without_memory_addresses(_clean(written)).strip("\n")
    return [{"type": "preformatted", "text": words}] if words.strip() else []


def _clean(written: Any) -> str:
    return _COLOURS_AND_CONTROLS.sub("", str(written))
