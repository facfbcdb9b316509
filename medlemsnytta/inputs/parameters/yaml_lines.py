"""YAML as papermill would read it, with the place and the spelling of every value; or every problem, in Swedish."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters.yaml_mistakes import TOO_DEEP, syntax_problem
from medlemsnytta.inputs.parameters.yaml_scalars import misread

ValuePath = tuple[str | int, ...]
"""Where in the values something is: ("answers", 0, "answer")."""

MAX_DEPTH = 10
MAX_NUMBER_LENGTH = 100
"""Longer numbers are no figure of ours, and Python needs minutes to read some of them."""

_TEXT = "tag:yaml.org,2002:str"
_NUMBERS = ("tag:yaml.org,2002:int", "tag:yaml.org,2002:float")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_RESOLVERS = {
    first: [resolver for resolver in resolvers if resolver[0] != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


class _PapermillLoader(yaml.SafeLoader):
    """YAML 1.1 without dates, as papermill has it."""

    yaml_implicit_resolvers = _RESOLVERS


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """The same in C, where PyYAML was built with it: a fifth of the time."""

    yaml_implicit_resolvers = _RESOLVERS


@dataclass(frozen=True)
class Located:
    """Values with the `places` where they stand, in the order of the file, and how the unquoted ones are spelt.

    `problems` are what could not be read; `misread` what was read as something else than a person would have typed, which
    may be told better by whoever knows what should stand there.
    """

    where: str
    values: dict[str, Any]
    places: Mapping[ValuePath, str] = field(default_factory=dict)
    spellings: Mapping[ValuePath, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    misread: Mapping[ValuePath, Problem] = field(default_factory=dict)

    def place(self, path: ValuePath) -> str:
        """The place of the value at `path`, or of the nearest thing around it."""
        around = (path[:length] for length in range(len(path), 0, -1))
        return next((self.places[part] for part in around if part in self.places), self.where)

    def with_override(self, name: str, override: "Located") -> "Located":
        """These values, but for what `override` says of `name`."""
        return Located(
            self.where,
            {**self.values, name: override.values[name]},
            {path: place for path, place in self.places.items() if path[0] != name} | dict(override.places),
            {path: raw for path, raw in self.spellings.items() if path[0] != name} | dict(override.spellings),
            (*self.problems, *override.problems),
            {path: told for path, told in self.misread.items() if path[0] != name} | dict(override.misread),
        )


def read_mapping(text: str, where: str) -> Located:
    """Read a whole file's `text`; names at the top, values of any kind below. Raises ProblemsFound where it is no YAML."""
    text = text.lstrip("\ufeff")
    loader = _loader(text)
    root = _root(text, where, loader)
    if root is None:
        fix = "Kopiera en av de andra filerna i samma mapp och ändra i den."
        raise ProblemsFound([Problem(where, "filen är tom.", fix)])
    if not isinstance(root, yaml.MappingNode):
        fix = "Skriv ett namn, ett kolon, ett mellanslag och ett värde på varje rad."
        raise ProblemsFound([Problem(where, "filen består inte av namn och värden.", fix)])
    reading = _Reading(loader, where, text)
    values = reading.value(root, ())
    return Located(
        where, values, reading.places, reading.spellings, problems=tuple(reading.problems), misread=reading.misread
    )


def read_value(name: str, text: str, where: str) -> Located:
    """Read one value typed at the command line; nothing typed is no value."""
    loader = _loader(text)
    reading = _Reading(loader, where, text)
    try:
        root = _root(text, where, loader)
        value = None if root is None else reading.value(root, (name,))
        if reading.problems:
            raise ProblemsFound(reading.problems)
    except ProblemsFound as found:
        # What is typed after -p has no rows.
        raise ProblemsFound(Problem(where, one.what, one.fix) for one in found.problems) from None
    misread = {path: Problem(where, told.what, told.fix) for path, told in reading.misread.items()}
    spellings = {**reading.spellings, (name,): text.strip()}
    return Located(where, {name: value}, {(name,): where}, spellings, misread=misread)


def _loader(text: str) -> type[yaml.SafeLoader]:
    """The fast reader, but not for tabulators: it lets some pass that papermill's own refuses."""
    return _PapermillLoader if "\t" in text else _FastLoader


def _root(text: str, where: str, loader: type[yaml.SafeLoader]) -> yaml.Node | None:
    if found := _UNREADABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        fix = "Skriv om raden för hand; tecknet kan ha följt med från ett annat program."
        raise ProblemsFound([Problem(f"{where}, rad {line}", "ett osynligt styrtecken går inte att läsa.", fix)])
    problems: list[Problem] = []
    try:
        problems.extend(_unwanted(yaml.parse(text, Loader=loader), where))
        if not problems:
            return yaml.compose(text, Loader=loader)
    except yaml.YAMLError as error:
        problems.append(syntax_problem(error, text, where))
    raise ProblemsFound(problems)


def _unwanted(events: Iterator[yaml.Event], where: str) -> Iterator[Problem]:
    """What YAML allows and a params file has no need of; stops where the nesting or a second document begins."""
    depth = documents = 0
    for event in events:
        place = f"{where}, rad {event.start_mark.line + 1}"
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                yield Problem(place, "strecken --- börjar ett nytt dokument.", "Ta bort raden med ---.")
                return
        elif isinstance(event, yaml.AliasEvent):
            fix = "Skriv ut värdet, eller sätt texten inom citattecken."
            yield Problem(place, f"*{event.anchor} hänvisar till ett annat värde.", fix)
        elif isinstance(event, yaml.NodeEvent):
            if event.anchor is not None:
                fix = "Ta bort det, eller sätt texten inom citattecken."
                yield Problem(place, f"&{event.anchor} är ett märke som inte används här.", fix)
            if event.tag is not None:
                fix = "Ta bort det. Text som ser ut som tal skrivs inom citattecken."
                yield Problem(place, "ett märke med utropstecken används inte här.", fix)
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                yield Problem(place, *TOO_DEEP)
                return
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


class _Reading:
    """One walk from nodes to values, noting places, spellings and problems."""

    def __init__(self, loader: type[yaml.SafeLoader], where: str, text: str) -> None:
        self._lines = text.splitlines()
        self.problems: list[Problem] = []
        self.misread: dict[ValuePath, Problem] = {}
        self.places: dict[ValuePath, str] = {}
        self.spellings: dict[ValuePath, str] = {}
        self._constructor = loader("")
        self._where = where

    def value(self, node: yaml.Node, path: ValuePath) -> Any:
        if path:
            self.places.setdefault(path, self._place(node))
        match node:
            case yaml.MappingNode():
                return self._mapping(node, path)
            case yaml.SequenceNode():
                return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
            case _:
                return self._scalar(node, path)

    def _mapping(self, node: yaml.MappingNode, path: ValuePath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        first_lines: dict[str, int] = {}
        for key, value in node.value:
            if key.tag != _TEXT:
                name = f"namnet {key.value[:40]}" if isinstance(key, yaml.ScalarNode) and key.value else "ett namn"
                fix = "Skriv namnet inom citattecken, följt av kolon och mellanslag."
                self.problems.append(Problem(self._place(key), f"{name} läses inte som text.", fix))
            elif key.value in values:
                what = f"'{key.value[:40]}' står två gånger, först på rad {first_lines[key.value]}."
                self.problems.append(Problem(self._place(key), what, "Ta bort den ena raden."))
            else:
                first_lines[key.value] = key.start_mark.line + 1
                self.places[(*path, key.value)] = self._place(key)
                values[key.value] = self.value(value, (*path, key.value))
        return values

    def _scalar(self, node: yaml.ScalarNode, path: ValuePath) -> Any:
        if not node.style:
            self.spellings[path] = node.value
        try:
            if node.tag in _NUMBERS and len(node.value) > MAX_NUMBER_LENGTH:
                raise ValueError("too long to be a number")
            value = self._constructor.construct_object(node)
        except (yaml.YAMLError, ValueError):
            fix = "Skriv det inom citattecken om det är text."
            self.problems.append(Problem(self._place(node), f"värdet {node.value[:40]} går inte att läsa.", fix))
            return None
        if not node.style:
            for told in misread(node, value, self._lines):
                self.misread[path] = Problem(self._place(node), *told)
        return value

    def _place(self, node: yaml.Node) -> str:
        return f"{self._where}, rad {node.start_mark.line + 1}"
