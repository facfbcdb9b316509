"""Whether a page is current: its recipe today is the one in its manifest, and its files are those that were built.

The rule reads tables, which takes a second. But its answer follows from files, folders, versions and Python alone, and
so is remembered with the SHA-256 of all of these; where they are the same the answer is, without anything imported.
A file's stamp, if it is as it was, spares reading the file, and nothing else. What is remembered may be thrown away.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from medlemsnytta.files import foreign_json, paths, program, regular_files
from medlemsnytta.files.project import NOTEBOOKS_FOLDER, REFERENCE_FOLDER
from medlemsnytta.files.writing import PARTIAL_SUFFIX
from medlemsnytta.provenance import manifests, recipe
from medlemsnytta.provenance.manifests import MANIFEST_ENDING

TEMPLATES_CHANGED = "mallarna är ändrade"
STATIC_CHANGED = "HTML-filen ska ha eller inte ha skript"
_PACKAGE_CHANGED = "programmet är ändrat"
_PROGRAM_CHANGED = {"notebook": "anteckningsboken är ändrad", recipe.TEMPLATES: TEMPLATES_CHANGED}
MOST_NAMED = 3
"""More packages of another version than these are told as a number."""


@dataclass(frozen=True)
class Standing:
    """What stands of an earlier build: `outputs` made by the same recipe and unaltered since, with their SHA-256.

    `executed` tells whether the executed notebook is among the files and still holds, where only templates are new;
    `changes` says in Swedish what is not as it was.
    """

    outputs: Mapping[str, str]
    executed: bool
    changes: tuple[str, ...]


def standing(folder: Path, name: str, made_of: Mapping[str, Any]) -> Standing:
    """Compare the manifest that stands in `folder` with the recipe of today."""
    try:
        earlier = manifests.read(folder, name)
        today = {"recipe": json.loads(json.dumps(made_of)), "python": recipe.python()}
        files, changes = earlier["outputs"], list(changes_between(earlier, today))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Standing({}, False, ("rapporten har inte byggts förut",))
    if not changes and not earlier["unaltered"]:
        changes.append(f"{name}{MANIFEST_ENDING} är inte den fil som byggdes")
    unaltered = {file: digest for file, digest in files.items() if _sha256(folder / file) == digest}
    altered = [f"{file} är inte den fil som byggdes" for file in files if file not in unaltered]
    executed = f"{name}.ipynb" in unaltered and set(changes) <= {TEMPLATES_CHANGED, STATIC_CHANGED}
    return Standing({} if changes else unaltered, executed, (*changes, *altered))


def changes_between(earlier: Mapping[str, Any], today: Mapping[str, Any]) -> Iterator[str]:
    """What differs between the recipes and the Pythons of two manifests, in Swedish."""
    then, now = (_with_python(each) for each in (earlier, today))
    for name in _differing(then["parameters"], now["parameters"]):
        yield f"parametern {name} är ändrad"
    for path in _differing(then["data"], now["data"]):
        state = "är ändrad" if path in then["data"] and path in now["data"] else "har kommit till eller tagits bort"
        yield f"{path} {state}"
    yield from dict.fromkeys(_PROGRAM_CHANGED.get(part, _PACKAGE_CHANGED) for part in parts_changed(then, now))
    renewed, more = versions_changed(then["versions"], now["versions"])
    yield from (f"{package} {before} har blivit {after}" for package, before, after in renewed)
    if more:
        yield f"{more} paket till har andra versioner"
    if then.get("static") != now.get("static"):
        yield STATIC_CHANGED


def _with_python(told: Mapping[str, Any]) -> dict[str, Any]:
    """A manifest's recipe, with Python among the versions: its bytes are the same, as far as anyone knows."""
    python = {"Python": told["python"]} if "python" in told else {}
    return {**told["recipe"], "versions": {**told["recipe"]["versions"], **python}}


def parts_changed(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """The parts of the program that differ between two recipes; one that counts other packages is another program."""
    parts = _differing(then["program"], now["program"])
    other_list = then["versions"].keys() != now["versions"].keys()
    return [*parts, *(["package"] if other_list and "package" not in parts else [])]


def versions_changed(then: Mapping[str, str], now: Mapping[str, str]) -> tuple[list[tuple[str, str, str]], int]:
    """The first few packages whose version has changed, with both versions, and how many more there are."""
    changed = [(each, then[each], now[each]) for each in _differing(then, now) if each in then and each in now]
    return changed[:MOST_NAMED], len(changed[MOST_NAMED:])


def _differing(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [key for key in sorted({*then, *now}) if then.get(key) != now.get(key)]


def _sha256(path: Path) -> str | None:
    try:
        return recipe.sha256(regular_files.read(path))
    except OSError:
        return None


NOTE = ".medlemsnytta-state.json"
REMEMBERED = 20
"""How many different requests a folder's note keeps."""

_OWN = ("params", "data", NOTEBOOKS_FOLDER)
_PROGRAM = (program.PACKAGE, program.NOTEBOOKS, program.TEMPLATES, program.FILES / REFERENCE_FOLDER)
_SKIPPED = ("__pycache__", ".ipynb_checkpoints")
_JUST_NOW = 2_000_000_000
"""A file as new as this, in nanoseconds before it was read, might have been changed again without a trace."""

_LARGEST = 50_000_000
"""No file of more bytes than this is read for any page, so that another stamp is as good as other content."""

_MOST_FILES = 100_000


class Request:
    """What is asked of a build, and all that its pages can be made from as it stood just before."""

    def __init__(self, root: Path, output: Path, asked: Mapping[str, Any]) -> None:
        self._root, self._output, self._tables = root, output, asked["tables"]
        self._key, self._note = json.dumps(asked, sort_keys=True), _note(output)
        self._answer = self._note["answers"].get(self._key, {"pages": [], "folders": []})
        self._look = _Look(self._note["files"])
        self._before = self._made_from(self._look, self._answer["folders"])

    def current(self) -> list[str]:
        """The pages asked for, where the rule has said of just this that they are current; else none."""
        pages = self._answer["pages"]
        now = self._before, self._standing(self._look, pages)
        if now != (self._answer.get("made_from"), self._answer.get("standing")):
            return []
        if self._look.read:
            self.remember(pages)
        return list(pages)

    def remember(self, pages: Sequence[str]) -> None:
        """Keep the rule's answer that the `pages` are current, unless something was touched meanwhile.

        To be called while no other build may write in the folder. Folders that only the manifests tell of were not
        looked at before: they are, the next time.
        """
        with suppress(OSError, ValueError):
            # A name of its own: another build may remember in the same moment. By its time that of the look is known.
            partial = self._output / f"{NOTE}.{os.getpid()}{PARTIAL_SUFFIX}"
            partial.write_bytes(b"")
            now, look = partial.stat().st_mtime_ns, _Look(self._note["files"])
            standing_now, folders = self._standing(look, pages), self._folders(look, pages)
            answer = {"pages": list(pages), "folders": folders, "standing": standing_now}
            if self._made_from(look, folders) == self._before:
                answer["made_from"] = self._before
            older = {name: seen for name, seen in look.files.items() if max(seen[:2]) < now - _JUST_NOW}
            files = self._note["files"] | older
            answers = [(key, each) for key, each in self._note["answers"].items() if key != self._key]
            latest = dict([*answers, (self._key, answer)][-REMEMBERED:])
            note = {"files": older if len(files) > _MOST_FILES else files, "answers": latest}
            partial.write_text(json.dumps(note), "utf-8")
            os.replace(partial, self._output / NOTE)

    def _made_from(self, look: "_Look", folders: Sequence[str]) -> str:
        """The digest of all that recipes follow from: a page's own is worked out of this and of nothing else."""
        own = (*_OWN, *folders)
        seen = [(table, look.file(table, self._root / table)) for table in self._tables]
        for name in own:
            # Spelt otherwise it is another folder, also where the system does not think so.
            with suppress(OSError):
                seen.append((name, str(bool(paths.names_in(self._root, name)))))
            seen += look.folder(name, self._root / name)
        for folder in _PROGRAM:
            seen += look.folder(f"program/{folder.name}", folder)
        return _digest([*seen, *recipe.versions().items(), ("Python", recipe.python())])

    def _standing(self, look: "_Look", pages: Sequence[str]) -> str:
        """The digest of the pages' files, of what the list of pages says and follows from, and of what a build left half."""
        named, found = {*pages, "index"}, []
        with suppress(OSError), os.scandir(self._output) as entries:
            for entry in sorted(entries, key=lambda each: each.name):
                of_interest = entry.name.endswith((MANIFEST_ENDING, PARTIAL_SUFFIX)) and not entry.name.startswith(NOTE)
                if of_interest or entry.name.partition(".")[0] in named:
                    found.append((entry.name, look.file(f"output/{entry.name}", entry)))
        return _digest(found)

    def _folders(self, look: "_Look", pages: Sequence[str]) -> list[str]:
        """The folders that the pages' manifests lead to, beside those that are always looked through.

        Raises ValueError where a page's file is not the one that its manifest names.
        """
        found = set()
        for name in pages:
            told = manifests.read(self._output, name)
            if any(look.files.get(f"output/{file}", ("",))[-1] != digest for file, digest in told["outputs"].items()):
                raise ValueError("altered since it was built")
            made_of = told["recipe"]
            files = [str(PurePosixPath(path).parent) for path in made_of["data"]]
            found |= {*files, made_of["parameters"].get("data_folder")}
        return sorted(folder for folder in found if folder and PurePosixPath(folder).parts[0] not in _OWN)


class _Look:
    """Files and folders looked at once more; `known` are stamps and digests of before, `read` counts the files read."""

    def __init__(self, known: Mapping[str, Sequence[Any]]) -> None:
        self._known, self.files, self.read = known, dict[str, list[Any]](), 0
        self._followed = set[str]()

    def file(self, name: str, file: "Path | os.DirEntry[str]") -> str:
        """The file's SHA-256, or why there is none."""
        try:
            status = file.stat()
            stamp = [status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino]
            known = self._known.get(name, ())
            if stamp == known[:4]:
                digest = str(known[4])
            elif status.st_size > _LARGEST:
                return str(stamp)
            else:
                self.read += 1
                digest = recipe.sha256(regular_files.read(Path(file)))
        except OSError as error:
            return type(error).__name__
        self.files[name] = [*stamp, digest]
        return digest

    def folder(self, name: str, folder: "Path | str") -> Iterator[tuple[str, str]]:
        """Each file and folder within, links followed, but none twice."""
        try:
            entries = sorted(os.scandir(folder), key=lambda each: each.name)
        except OSError as error:
            yield name, type(error).__name__
            return
        for entry in entries:
            if entry.name in _SKIPPED:
                continue
            inner = f"{name}/{entry.name}"
            if entry.is_symlink():
                leads_to = os.path.realpath(entry.path)
                yield inner, leads_to
                if entry.is_dir() and leads_to in self._followed:
                    continue
                self._followed.add(leads_to)
            if entry.is_dir():
                yield f"{inner}/", ""
                yield from self.folder(inner, entry.path)
            else:
                yield inner, self.file(inner, entry)


def _digest(seen: Iterable[tuple[str, str]]) -> str:
    return recipe.sha256(json.dumps(list(seen)).encode())


def _note(output: Path) -> dict[str, Any]:
    """What is remembered; nothing where that cannot be read."""
    try:
        note = foreign_json.read(regular_files.read(output / NOTE))
        files, answers = dict(note["files"]), dict(note["answers"])
        if all(len(seen) == 5 for seen in files.values()) and all(map(_is_answer, answers.values())):
            return {"files": files, "answers": answers}
    except (OSError, ValueError, KeyError, TypeError):
        pass
    return {"files": {}, "answers": {}}


def _is_answer(told: Any) -> bool:
    lists = told["pages"], told["folders"]
    return all(isinstance(each, list) and all(isinstance(name, str) for name in each) for each in lists)
