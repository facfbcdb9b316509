"""The outlines of Sweden's municipalities, which the overview's map is drawn from."""

import json
from pathlib import Path

from medlemsnytta.files.project import own_or_shipped

BORDERS = "data/borders/municipalities.json"


def read_borders(root: Path) -> dict[str, str]:
    """An SVG path by municipality code, the country two units high; `data/README.md` says where they come from."""
    return json.loads(own_or_shipped(root, BORDERS).read_text("utf-8"))
