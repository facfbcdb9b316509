"""The scripts of a page: each stands once in the file, allowed by its hash, and fetches nothing.

A script is a file in `templates/council/scripts`. What it works on stands in the page without it, so that the page
says the same where nothing runs.
"""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from medlemsnytta.rendering import vega
from medlemsnytta.rendering.blocks import Document

SCRIPTS = Path(__file__).resolve().parents[2] / "templates" / "council" / "scripts"


def page_scripts(document: Document, static: bool) -> list[str]:
    """The scripts that the blocks of `document` call for, in their order; none in a static page."""
    kinds = {block["type"] for block in document["blocks"]}
    scripts = []
    if "chart" in kinds:
        scripts.append(vega.browser_script(source("charts")))
    if "trial" in kinds:
        scripts.append(f"{{\n{source('trial_counting')}{source('trial')}}}")
    return [] if static else [embeddable(script) for script in scripts]


@cache
def source(name: str) -> str:
    return (SCRIPTS / f"{name}.js").read_text("utf-8")


def embeddable(script: str) -> str:
    """`script` as it may stand in a page; one that would end its own element is refused."""
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("a script that holds </script or <!-- cannot stand in a page")
    return script.strip()


def data_text(value: Any) -> str:
    """`value`, JSON or already the text of JSON, for a `<script type="application/json">`; no markup in it is read."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c")


def csp_hash(text: str) -> str:
    """What a content security policy calls a style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
