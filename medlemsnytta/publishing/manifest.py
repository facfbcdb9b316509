"""What a report was made of: the manifest that stands beside it, and whether it still holds."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from medlemsnytta.recipe import sha256


def manifest(name: str, made_of: Mapping[str, Any], words: Mapping[str, str], outputs: Mapping[str, str]) -> bytes:
    """The manifest's text: `outputs` are file names with their SHA-256, `words` the result of each network."""
    content = {"report": name, "recipe": made_of, "result": dict(words), "outputs": dict(sorted(outputs.items()))}
    return (json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def outputs_standing(folder: Path, name: str, made_of: Mapping[str, Any]) -> dict[str, str]:
    """The outputs of an earlier build by the same recipe that still stand unaltered, with their SHA-256."""
    try:
        earlier = json.loads((folder / f"{name}.manifest.json").read_bytes())
        same = earlier["recipe"] == json.loads(json.dumps(made_of))
        outputs = dict(earlier["outputs"]) if same else {}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {file: digest for file, digest in outputs.items() if _digest(folder / file) == digest}


def _digest(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes())
    except OSError:
        return None
