"""A params file's text: every parameter in the model's order, each under its own description."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from medlemsnytta.inputs.parameters.params import schema

_WIDTH = 116
_EXAMPLES = {
    "answers": "answers:\n  - network: {network}\n    question: use\n    answer: yes\n"
    "    reason: Varför svaret är ett annat än underlagets.",
    "recommended_actions": "recommended_actions:\n  {network}: stay",
    "expected_information": "expected_information:\n  - what: Vad som ska komma\n    from_whom: Vem det kommer från\n"
    "    due: 2026-05-01\n    network: {network}",
    "conclusion": "conclusion: >-\n  Medlemskapet kostar {{{{ avgift.{network} }}}}. Skriv din slutsats här.",
}


def parameter_text(chosen: Mapping[str, Any], heading: Sequence[str]) -> str:
    """The file's text with the values `chosen`, and the model's own for the rest."""
    lines = ["# yaml-language-server: $schema=schema.json", *(f"# {line}" for line in heading)]
    for name, described in schema()["properties"].items():
        value = chosen[name] if name in chosen else described.get("default")
        lines += ["", *_comment(described.get("description", "")), _line(name, value, described)]
        if name in _EXAMPLES and not value:
            example = _EXAMPLES[name].format(network=chosen["networks"][0])
            lines += ["# Till exempel:", *(f"#   {line}" for line in example.splitlines())]
    return "\n".join(lines) + "\n"


def _comment(words: str) -> list[str]:
    return [f"# {line}" for line in textwrap.wrap(words, _WIDTH)]


def _line(name: str, value: Any, described: Mapping[str, Any]) -> str:
    if isinstance(value, str):
        quoted = described.get("format") != "date" and not _is_plain(value)
        return f'{name}: "{value}"' if quoted else f"{name}: {value}"
    if isinstance(value, list) and value:
        return "\n".join([f"{name}:", *(f"  - {item}" for item in value)])
    if isinstance(value, dict) and value:
        return "\n".join([f"{name}:", *(f"  {key}: {_scalar(item)}" for key, item in value.items())])
    return f"{name}: {_scalar(value)}"


def _scalar(value: Any) -> str:
    return yaml.safe_dump(value, default_flow_style=True).removesuffix("\n...\n").strip()


def _is_plain(value: str) -> bool:
    """True of text that YAML reads as the same text without quotation marks."""
    return yaml.safe_load(f"a: {value}") == {"a": value} if ": " not in value and "#" not in value else False
