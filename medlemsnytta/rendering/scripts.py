"""Which scripts a page runs: each stands once in the file, allowed by its hash, and fetches nothing.

A script is a file in `templates/council/scripts`. What it works on stands in the page without it, so that the page
says the same where nothing runs.
"""

from medlemsnytta.rendering import vega
from medlemsnytta.rendering.blocks import Document
from medlemsnytta.rendering.embedded import embeddable, source

_DRAWING = "charts"


def bundled() -> vega.Scripts:
    """What takes long to make and is the same in every page, for `vega.bundled_by` in other processes."""
    drawing = source(_DRAWING)
    return {drawing: vega.bundle(drawing)}


def page_scripts(document: Document, static: bool) -> list[str]:
    """The scripts that the blocks of `document` call for, in their order; none in a static page."""
    kinds = set() if static else {block["type"] for block in document["blocks"]}
    scripts = []
    # Somebody else's chart is a still picture: the scripts know only the part of Vega that ours take.
    if any("spec" in block for block in document["blocks"]) and not static:
        scripts.append(vega.browser_script(source(_DRAWING)))
    if "trial" in kinds:
        scripts.append(source("trial"))
    return [embeddable(script) for script in scripts]
