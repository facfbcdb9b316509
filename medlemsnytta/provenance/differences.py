"""How a finished file differs from what it says of itself, and from what it is when it is made again; in Swedish.

What differs is told, and not why: a file is saved anew by mail servers and readers' programs, tables go on being
written, and nobody is to be accused of what an honest day's work does.
"""

import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.execution import bounded
from medlemsnytta.files import foreign_json, regular_files
from medlemsnytta.inputs.places import shown
from medlemsnytta.inputs.tables.report_rows import ReportRows
from medlemsnytta.inputs.tables.row_digests import changed_rows
from medlemsnytta.provenance import currentness, embedded_recipes, recipe
from medlemsnytta.provenance.embedded_recipes import MAX_BYTES, Recorded
from medlemsnytta.provenance.manifests import MANIFEST_ENDING
from medlemsnytta.rendering.attachments import RECIPE, ROWS
from medlemsnytta.rendering.texts import attached_texts, page_lines, texts_of

MOST_ROWS = 12
"""More changed rows than these are told as a number."""
MOST_WORDS = 3
"""More texts that differ than these are told as a number."""
_SAME_WORDS = "Orden är desamma i filen som i den som byggs här."
_SAVED_ANEW = "Filen kan ha sparats om av ett annat program, eller ha byggts på ett annat system."


def outputs(told: Recorded, own: Collection[str], usual: Collection[str]) -> Iterator[str]:
    """What a manifest lists beside the page's `own` files, and which of the `usual` ones it leaves out."""
    for name in sorted(told.outputs.keys() - own):
        yield f"Manifestet räknar upp {shown(name)}, som inte är någon av sidans filer: {', '.join(own)}."
    if missing := [name for name in usual if name not in told.outputs]:
        yield f"Manifestet räknar inte upp {', '.join(missing)}. Bygg sidan utan --format, så säger det hur de ska vara."


def beside(
    path: Path, content: bytes, told: Recorded, own: Collection[str], notebooks: Collection[str]
) -> Iterator[str]:
    """Files that are not those whose SHA-256 the manifest beside them has; `own` are the page's."""
    if told.ending == MANIFEST_ENDING:
        for name in own:
            digest = _sha256(path.parent / name)
            if digest not in (None, told.outputs.get(name)):
                yield _other_sum(name)
        return
    manifest = path.with_name(told.name + MANIFEST_ENDING)
    if _sha256(manifest) is not None:
        known = embedded_recipes.read(manifest, notebooks)[1].outputs
        if known.get(told.name + told.ending, recipe.sha256(content)) != recipe.sha256(content):
            yield _other_sum(path.name)


def _sha256(path: Path) -> str | None:
    """Of a file that can be read and is no larger than ours are; of others there is none."""
    try:
        content = regular_files.read(path, MAX_BYTES + 1)
    except OSError:
        return None
    return recipe.sha256(content)


def _other_sum(name: str) -> str:
    return f"{name} är inte den fil som manifestet bredvid beskriver: den har en annan kontrollsumma (SHA-256)."


def carried(told: Recorded, now: Mapping[str, Any]) -> Iterator[str]:
    """The files that the page carries and that are not those whose sums it has."""
    for file in _other_files(told.recipe, now):
        yield f"{file}, som filen bär med sig, är inte det underlag som den säger att den är byggd på."


def data(kind: str, read: ReportRows, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Which files of the project, and which rows of them, are not as they were when the page was built."""
    files = _other_files(then, now)
    if not files:
        return
    try:
        rows = changed_rows(then["rows"], read.rows) if then["rows"] else {}
    except ProblemsFound:
        rows = {}
    for file in files:
        if file not in now["data"]:
            yield f"{file} finns inte i den här mappen, och {kind} är byggd med den."
        elif file not in then["data"]:
            yield f"{file} har kommit till sedan {kind} byggdes."
        else:
            places = [place for place in rows if place == file or place.startswith(f"{file}, ")]
            told = "; ".join(_rows(place.removeprefix(file).lstrip(", "), rows[place]) for place in places)
            nothing = f", men ingen rad som {kind} vilar på" if then["rows"] else ""
            yield f"{file} är ändrad sedan {kind} byggdes{': ' + told if told else nothing}."


def _other_files(then: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    return [path for path in sorted({*then["data"], *now["data"]}) if then["data"].get(path) != now["data"].get(path)]


def _rows(sheet: str, rows: list[int]) -> str:
    where = f"{sheet}, " if sheet else ""
    if len(rows) > MOST_ROWS:
        return f"{where}{len(rows)} rader, den första rad {rows[0]}"
    return f"{where}rad {', '.join(map(str, rows))}"


def program(kind: str, then: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Other versions than those that the file was made with; a kept notebook does not say which they were."""
    if not then["versions"] and not then["program"]:
        return
    changed, more = currentness.versions_changed(then["versions"], now["versions"])
    for package, before, after in changed:
        yield f"{package} var {before} när {kind} byggdes och är nu {after}."
    if more:
        yield f"{more} paket till har andra versioner än när {kind} byggdes."
    names = {
        "notebook": "Anteckningsboken är en annan",
        "package": "Programmet är ett annat",
        "templates": "Mallarna är andra",
    }
    for part in currentness.parts_changed(then, now):
        yield f"{names.get(part, f'Programmets del {shown(part)} är en annan')} än när {kind} byggdes."


def of_manifest(file: str, content: bytes, described: bytes) -> Iterator[str]:
    """The files that become others, and what else of the manifest is not as a build would write it."""
    told, true = foreign_json.read(content), json.loads(described)
    for name, digest in true["outputs"].items():
        if digest != told["outputs"].get(name, digest):
            yield f"{name} blir en annan fil när den byggs igen än den som manifestet beskriver."
    if parts := [
        *_differing(told, true, ("recipe", "outputs", "sha256")),
        *_differing(told["recipe"], true["recipe"], (), "recipe."),
    ]:
        yield f"{file} är inte det manifest som bygget ger: {', '.join(map(shown, parts))} är annorlunda."
    elif told["outputs"] == true["outputs"] and content != described:
        yield f"{file} är inte det manifest som bygget ger: uppgifterna är desamma, men skrivna på ett annat sätt."


def _differing(
    told: Mapping[str, Any], true: Mapping[str, Any], left_out: tuple[str, ...], above: str = ""
) -> list[str]:
    return [
        above + part
        for part in sorted({*told, *true})
        if part not in left_out and (part in told, told.get(part)) != (part in true, true.get(part))
    ]


def of_file(name: str, ending: str, content: bytes, made: bytes) -> Iterator[str]:
    """Where two files part, by line in a text and by byte in a PDF or a Word file, and whether they say the same."""
    if content == made:
        return
    at = next((place for place, (one, other) in enumerate(zip(content, made, strict=False)) if one != other), None)
    at = min(len(content), len(made)) if at is None else at
    line = content.count(b"\n", 0, at) + 1
    place = f"från och med byte {at + 1}" if ending in (".pdf", ".docx") else f"på rad {line}"
    yield f"{name} är inte, byte för byte, den fil som underlaget ger: de skiljer sig {place}."
    same = [*of_words(ending, content, made)]
    yield from [f"{_SAME_WORDS} {_SAVED_ANEW}"] if same == [_SAME_WORDS] else same


def of_words(ending: str, content: bytes, made: bytes) -> Iterator[str]:
    """What a file says that the one made does not say, and the other way round; that they say the same, where they do."""
    try:
        told, true = (embedded_recipes.safely(words, "", ending, each) for each in (content, made))
    except (bounded.TooMuch, ValueError):
        yield "Vad filen säger gick inte att läsa ut ur den."
        return
    if told == true:
        yield _SAME_WORDS
        return
    if Counter(told) == Counter(true):
        yield "Orden är desamma i filen som i den som byggs här, men står i en annan ordning."
    yield from _more_of("Filen", told, true)
    yield from _more_of("Den som byggs här", true, told)


def _more_of(who: str, these: Iterable[str], those: Iterable[str]) -> Iterator[str]:
    texts = list(Counter(these) - Counter(those))
    yield from (f"{who} säger {shown(text)}, och det gör inte den andra." for text in texts[:MOST_WORDS])
    if len(texts) > MOST_WORDS:
        yield f"{who} säger {len(texts) - MOST_WORDS} saker till som inte den andra säger."


def words(_: str, ending: str, content: bytes) -> list[str]:
    """Each text that a file shows or carries, in its order, but not what it says of itself to programs."""
    if ending == ".pdf":
        return [*page_lines(content), *attached_texts(content, (RECIPE, ROWS))]
    if ending == ".docx":
        from medlemsnytta.rendering import word_file

        return [*word_file.texts(content, account=False)]
    return [*texts_of(embedded_recipes.without_account(content) if ending == ".html" else content, ending)]
