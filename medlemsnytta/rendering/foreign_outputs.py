"""What a cell showed that is no bundle of ours, as blocks: it comes out as what it is, in the best form that it has.

No output stops a report, and none is left out in silence: what has no form here says its plain text, or what kind it was.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from medlemsnytta.rendering import bundles, formulas, html_text, markdown_text, pictures, vega_lite_outputs
from medlemsnytta.rendering.reading import Reading

if TYPE_CHECKING:
    from nbformat import NotebookNode

_PLAIN = "text/plain"
_COLOURS_AND_CONTROLS = re.compile(
    r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\n]{0,200}\x07|[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]"
)
"""What a terminal would colour the text by, and what no page can show."""
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]{6,16}(?=>)")
"""Where an object stood in memory, which is another place each time."""
_NEVER_SHOWN = frozenset([_PLAIN, "application/vnd.google.colaboratory.intrinsic+json"])


def blocks(output: "NotebookNode", tags: Sequence[str] = (), reading: Reading | None = None) -> list[bundles.Block]:
    """The blocks of one `output` of a cell with these tags."""
    reading = reading or Reading()
    if output.output_type == "stream":
        return _stream(output, reading)
    if output.output_type == "error":
        lines = output.get("traceback") or [] if not reading.own else []
        return _preformatted("\n".join(lines) or f"{output.ename}: {output.evalue}")
    data, metadata = output.get("data", {}), output.get("metadata", {})
    for made in _forms(data, metadata, tags, reading):
        if made:
            return made
    kinds = ", ".join(sorted(data.keys() - _NEVER_SHOWN))
    return _preformatted(reading.words["kind_left"].format(kinds=kinds)) if kinds else []


def _stream(output: "NotebookNode", reading: Reading) -> list[bundles.Block]:
    """In a report of ours what was written to standard error is the analyst's, and stands in the kept notebook."""
    if output.name != "stdout" and reading.own:
        if output.text.strip():
            reading.warn("warn_stderr")
        return []
    return _preformatted(output.text)


def without_memory_addresses(plain: str) -> str:
    return _ADDRESS.sub("", plain)


def _forms(
    data: Mapping[str, Any], metadata: Mapping[str, Any], tags: Sequence[str], reading: Reading
) -> Iterator[list[bundles.Block] | None]:
    """The same output in one form after another, the best first; a form that holds nothing gives nothing."""
    plain = str(data.get(_PLAIN) or "")
    yield from _charts(data, metadata, reading)
    if "text/latex" in data and "text/html" not in data:
        yield _formula(str(data["text/latex"]))
    yield from _pictures(data, metadata, plain, reading)
    if "text/markdown" in data:
        yield list(markdown_text.blocks(_clean(data["text/markdown"]), tags, reading))
    if "text/html" in data:
        yield html_text.blocks(_clean(data["text/html"]), reading)
    if "text/latex" in data:
        yield _formula(str(data["text/latex"])) or _preformatted(data["text/latex"])
    if kinds := data.keys() - _NEVER_SHOWN - {"application/json", "text/markdown", "text/html", "text/latex"}:
        reading.warn("warn_kind", "fix_script", kinds=", ".join(sorted(kinds)))
    if not pictures.says_nothing(plain):
        yield _preformatted(plain)
    if "application/json" in data:
        yield _preformatted(json.dumps(data["application/json"], ensure_ascii=False, indent=2))


def _charts(
    data: Mapping[str, Any], metadata: Mapping[str, Any], reading: Reading
) -> Iterator[list[bundles.Block] | None]:
    """A chart that cannot be drawn here gives way to the picture of it that stands beside it."""
    if (spec := vega_lite_outputs.spec_of(data)) is not None:
        made = list(vega_lite_outputs.blocks(spec, reading))
    elif (spec := vega_lite_outputs.vega_spec_of(data)) is not None:
        made = list(vega_lite_outputs.vega_blocks(spec, reading))
    else:
        return
    if made[0]["type"] != "chart":
        said = bundles.inline_text(made[0]["content"]).removeprefix(reading.words["chart_left"])
        for mime in pictures.KINDS.keys() & data.keys():
            yield (
                [one]
                if (one := pictures.picture(mime, str(data[mime]), {**metadata, "alt": said}, "", reading))
                else None
            )
    yield made


def _pictures(
    data: Mapping[str, Any], metadata: Mapping[str, Any], plain: str, reading: Reading
) -> Iterator[list[bundles.Block] | None]:
    for mime in pictures.KINDS:
        if mime in data:
            made = pictures.picture(mime, str(data[mime]), metadata, without_memory_addresses(plain), reading)
            yield [made] if made else None


def _formula(written: str) -> list[bundles.Block]:
    latex = formulas.bare(written)
    return [{"type": "formula", "latex": latex}] if latex and formulas.is_readable(latex, display=True) else []


def _preformatted(written: Any) -> list[bundles.Block]:
    words = without_memory_addresses(_clean(written)).strip("\n")
    return [{"type": "preformatted", "text": words}] if words.strip() else []


def _clean(written: Any) -> str:
    whole = "".join(written) if isinstance(written, list) else str(written)
    if "\r" in whole:
        # What a progress bar said, before it said something else on the same line, goes.
        whole = "\n".join(line.rstrip("\r").rpartition("\r")[2] for line in whole.split("\n"))
    return _COLOURS_AND_CONTROLS.sub("", whole)
