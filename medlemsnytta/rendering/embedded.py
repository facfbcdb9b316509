"""What stands inside a page: its style, its scripts and its data, and the hashes that the page's policy allows them by."""

import base64
import hashlib
import json
import re
from functools import cache
from typing import Any

from medlemsnytta.files.program import TEMPLATES

COUNCIL = TEMPLATES / "council"


@cache
def page_style(*sheets: str) -> str:
    """The named sheets as they stand in a page: without the comments and the room that only their authors read."""
    style = "".join((COUNCIL / f"{sheet}.css").read_text("utf-8") for sheet in sheets)
    bare = re.sub(r"\s+", " ", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL))
    return re.sub(r"(?<=[a-z-]): (?=\S)", ":", re.sub(r" ?([{};]) ?", r"\1", bare)).replace(";}", "}") + "\n"


@cache
def source(name: str) -> str:
    """The script of that name as its authors wrote it."""
    return (COUNCIL / "scripts" / f"{name}.js").read_text("utf-8")


def embeddable(script: str) -> str:
    """`script` as it may stand in a page; one that would end its own element is refused."""
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("a script that holds </script or <!-- cannot stand in a page")
    return script.strip()


def canonical(value: Any) -> str:
    """One spelling of `value` as JSON: sorted keys, no whitespace, text as it is (RFC 8785 for our plain values)."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def data_text(value: Any) -> str:
    """`value`, JSON or already the text of JSON, for a `<script type="application/json">`; no markup in it is read."""
    text = value if isinstance(value, str) else canonical(value)
    return text.replace("<", "\\u003c")


def csp_hash(text: str) -> str:
    """What a content security policy calls a style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
