"""The parameters of a report: read from a file or a notebook, handed to papermill, described in a JSON Schema."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import regular_files
from medlemsnytta.inputs.parameters import messages
from medlemsnytta.inputs.parameters.fields import Action, OfficersAnswer, Parameters, Status
from medlemsnytta.inputs.parameters.kinds import DISAGREE
from medlemsnytta.inputs.parameters.yaml_lines import Located, read_mapping, read_value
from medlemsnytta.inputs.places import nearest

__all__ = [
    "Action",
    "OfficersAnswer",
    "Parameters",
    "Status",
    "from_namespace",
    "parameters_from",
    "parameters_in",
    "plain",
    "read_parameters",
    "schema",
    "schema_json",
    "text_of_file",
]

MAX_BYTES = 1_000_000

_PLAIN_TYPES = (str, int, float, bool, type(None), list, tuple, dict, date)
_NOT_OURS = frozenset(
    {"In", "Out", "exit", "quit", "open", "get_ipython", "PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH"}
)
_REQUIRED_STAND_INS = {
    "municipality_code": "0000",
    "year": 2000,
    "title": "–",
    "report_date": "2000-01-01",
    "networks": ["network"],
    "data_folder": "data",
}


def read_parameters(path: Path, overrides: Mapping[str, str] | None = None, *, root: Path | None = None) -> Parameters:
    """Read and check a params file, with the `overrides` as typed after `-p`; raise every problem at once.

    Problems name the file relative to `root`, or else by its folder and name.
    """
    shown = _shown(path, root)
    found: list[Problem] = []
    try:
        located: Located | None = read_mapping(text_of_file(path, shown), shown)
    except ProblemsFound as unread:
        located = None
        found.extend(unread.problems)
    return _overridden(located, overrides, found)


def parameters_in(located: Located, overrides: Mapping[str, str] | None = None) -> Parameters:
    """Check what was read from elsewhere than a file of its own, as `read_parameters` does; raise every problem."""
    return _overridden(located, overrides, [])


def _overridden(located: Located | None, overrides: Mapping[str, str] | None, found: list[Problem]) -> Parameters:
    for name, value in (overrides or {}).items():
        try:
            override = read_value(name, value, _typed(name, value))
            located = located and located.with_override(name, override)
        except ProblemsFound as unread:
            found.extend(unread.problems)
    if located is None:
        raise ProblemsFound(found)
    try:
        parameters = _checked(located)
    except ProblemsFound as wrong:
        raise ProblemsFound([*wrong.problems, *found]) from None
    if found:
        raise ProblemsFound(found)
    return parameters


def parameters_from(values: Mapping[str, Any], where: str) -> Parameters:
    """Check plain `values` as if they stood in a file."""
    return _checked(Located(where, dict(values)))


def from_namespace(namespace: Mapping[str, Any]) -> Parameters:
    """The parameters among a notebook's `globals()`; every other plain value there is taken for a misspelt one."""
    values = {
        name: value
        for name, value in namespace.items()
        if name in Parameters.model_fields
        or (isinstance(value, _PLAIN_TYPES) and not name.startswith("_") and name not in _NOT_OURS)
    }
    return parameters_from(values, "anteckningsbokens parametrar")


def plain(parameters: Parameters) -> dict[str, Any]:
    """What papermill is given: text, numbers, lists and mappings, dates as ISO text, always in the same order."""
    values = parameters.model_dump(mode="json")
    actions = values["recommended_actions"]
    values["recommended_actions"] = {network: actions[network] for network in values["networks"] if network in actions}
    return values


@cache
def _schema() -> dict[str, Any]:
    described = Parameters.model_json_schema()
    written_out = _written_out(described, described.get("$defs", {}))
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Parametrar för en utvärdering av nätverksmedlemskap",
        **{key: value for key, value in written_out.items() if key not in ("$defs", "description")},
    }


def schema() -> dict[str, Any]:
    """The JSON Schema of a params file, from which editors show names, choices and Swedish descriptions."""
    return json.loads(schema_json())


def schema_json() -> str:
    """The text of `params/schema.json`."""
    return json.dumps(_schema(), ensure_ascii=False, indent=2) + "\n"


def _written_out(node: Any, definitions: Mapping[str, Any]) -> Any:
    """The schema without references, which editors read unevenly, and without titles and English docstrings."""
    if isinstance(node, list):
        return [_written_out(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        referred = dict(definitions[node["$ref"].rpartition("/")[2]])
        referred.pop("description", None)
        node = {**referred, **{key: value for key, value in node.items() if key != "$ref"}}
    return {
        key: _written_out(value, definitions)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
    }


def _checked(located: Located) -> Parameters:
    found: list[Problem] = []
    try:
        parameters = Parameters.model_validate(located.values)
        if not located.problems and not located.misread:
            return parameters
    except ValidationError as error:
        found += messages.problems(error, located, _schema())
        found.extend(_disagreements_among_the_rest(error, located))
    unread = {problem.where for problem in located.problems}
    found = [*located.problems, *(problem for problem in found if problem.where not in unread)]
    told = {problem.where for problem in found}
    found += [problem for problem in located.misread.values() if problem.where not in told]
    order = {place: number for number, place in enumerate(located.places.values())}
    row = re.compile(re.escape(located.where) + ", rad ([0-9]+)")

    def in_the_file(problem: Problem) -> tuple[int, int]:
        line = row.fullmatch(problem.where)
        return (0, int(line[1])) if line else (1, order[problem.where]) if problem.where in order else (0, 0)

    raise ProblemsFound(sorted(found, key=in_the_file))


def _disagreements_among_the_rest(error: ValidationError, located: Located) -> Iterator[Problem]:
    """The rules between fields are asked only of whole parameters: let stand-ins take the place of the wrong ones."""
    wrong = {complaint["loc"][0] for complaint in error.errors() if complaint["loc"]}
    right = {name: value for name, value in located.values.items() if name not in wrong}
    if not wrong:
        return
    try:
        Parameters.model_validate({**_REQUIRED_STAND_INS, **right})
    except ValidationError as rest:
        for complaint in rest.errors():
            if complaint["type"] == DISAGREE:
                for broken in complaint["ctx"]["broken"]:
                    if wrong.isdisjoint(broken.fields):
                        yield messages.broken_problem(broken, located)


def text_of_file(path: Path, shown: str) -> str:
    """What stands in a file that a person has filled in, called `shown` in problems; raises ProblemsFound."""
    try:
        content = regular_files.read(path, MAX_BYTES + 1)
    except regular_files.NoRegularFile as refused:
        raise ProblemsFound([Problem(shown, refused.what, refused.fix)]) from None
    except FileNotFoundError:
        near = nearest(path.name, (other.name for other in path.parent.glob("*.yaml")))
        fix = f"Menade du '{near}'?" if near else "Kontrollera namnet och mappen."
        raise ProblemsFound([Problem(shown, "filen finns inte.", fix)]) from None
    except (OSError, ValueError):
        fix = "Stäng den i andra program, och kontrollera att det är en fil."
        raise ProblemsFound([Problem(shown, "filen går inte att öppna.", fix)]) from None
    if len(content) > MAX_BYTES:
        fix = "Kontrollera att det är rätt fil; den är några sidor."
        raise ProblemsFound([Problem(shown, "filen är större än 1 MB.", fix)])
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        fix = "Öppna den i Anteckningar eller TextEdit, välj Spara som och kodningen UTF-8."
        raise ProblemsFound([Problem(f"{shown}, rad {line}", "filen är inte sparad som UTF-8.", fix)]) from None


def _shown(path: Path, root: Path | None) -> str:
    if root is not None and path.is_relative_to(root):
        return path.relative_to(root).as_posix()
    return "/".join(path.parts[-2:])


def _typed(name: str, value: str) -> str:
    typed = f"-p {name}={value}".replace("\n", " ")
    return typed if len(typed) <= 80 else f"{typed[:79]}…"
