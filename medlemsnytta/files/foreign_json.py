"""JSON that may come from anywhere: what is no JSON, is nested too deep to be walked, or cannot be written, is one error."""

import json
from typing import Any

MOST_NESTED = 100
"""Brackets within brackets; the deepest of ours, a chart in a notebook, has a fifth of it."""


def read(content: bytes | str) -> Any:
    """What the JSON says; raises ValueError where it says nothing, or too much to be walked through and written again."""
    try:
        told = json.loads(content)
    except RecursionError as deep:
        raise ValueError("nested too deep") from deep
    level = [told]
    for _ in range(MOST_NESTED):
        if not level:
            # Half characters, which JSON can spell and no file can hold, are a ValueError too.
            json.dumps(told, ensure_ascii=False).encode()
            return told
        within = (each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list))
        level = [part for parts in within for part in parts]
    raise ValueError("nested too deep")
