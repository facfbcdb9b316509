"""Which scripts a page runs: each stands once in the file, allowed by its hash, and fetches nothing.

A script is a file in `templates/council/scripts`. What it works on stands in the page without it, so that the page
says the same where nothing runs.
"""

from medlemsnytta.rendering import vega
from medlemsnytta.rendering.blocks import Document
from medlemsnytta.rendering.embedded import COUNCIL, embeddable, source

_DRAWING = "charts"
BUNDLED = COUNCIL / "scripts" / "charts.bundled.js"
"""Made by `python .ci/derived.py`. Where it is not what these charts.js and vl-convert give, it is bundled anew."""


def bundled() -> str:
    """What `BUNDLED` is to hold."""
    return vega.bundled(source(_DRAWING))


def page_scripts(document: Document, static: bool) -> list[str]:
    """The scripts that the blocks of `document` call for, in their order; none in a static page."""
    kinds = set() if static else {block["type"] for block in document["blocks"]}
    scripts = [source("reading")] if document["ours"] and kinds & {"heading", "table", "chart"} else []
    # Somebody else's chart is a still picture: the scripts know only the part of Vega that ours take.
    if any("spec" in block for block in document["blocks"]) and not static:
        scripts.append(vega.browser_script(source(_DRAWING), BUNDLED))
    if "trial" in kinds:
        scripts.append(source("trial"))
    return [embeddable(script) for script in scripts]
