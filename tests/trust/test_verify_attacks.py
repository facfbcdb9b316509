"""Finished files altered in every way that we could think of, tried by `verify`: none is called true, and every honest one is.

A stranger tries them, who has the file alone, or with those that stood beside it. What each would be made again from is made
once, and in workers instead of a Jupyter kernel: the same job gives the same bytes, which other tests see to.
"""

import base64
import bz2
import io
import json
import os
import pickle
import shutil
import sys
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from medlemsnytta.commands import cli
from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import zips
from medlemsnytta.pages import making, verification
from medlemsnytta.provenance import embedded_recipes, manifests, recipe
from medlemsnytta.rendering import carried_files, word_file
from medlemsnytta.rendering.attachments import RECIPE, ROWS
from medlemsnytta.rendering.formats import FORMATS

pytestmark = [pytest.mark.trust, pytest.mark.notebook]
ROOT = Path(__file__).resolve().parents[2]
NAME, LATER, OTHER = "huddinge-2025", "huddinge-2026", "salem-2025"
EXCERPTS = "data/huddinge/excerpts.csv"
PDF, HTML, DOCX, IPYNB, MANIFEST = (
    f"{NAME}{ending}" for ending in (".pdf", ".html", ".docx", ".ipynb", ".manifest.json")
)
FALSE = "0" * 64
Attack = Callable[[Path], str | None]
"""Alters the files in a folder, and says which is to be tried where it is not the one that the table says."""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("built") / "projekt"
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        assert cli.main([NAME, LATER, *(word for each in FORMATS for word in ("--format", each))]) == 0
    return project


@pytest.fixture(scope="module", autouse=True)
def made_once(built):
    made, really = {}, making.make

    def make(job: making.Job) -> making.Made:
        key = pickle.dumps(job)
        if key not in made:
            made[key] = really(replace(job, engine="warm"))
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "make", make)
        yield


@pytest.fixture
def alone(built: Path, tmp_path: Path) -> Path:
    """A folder of a stranger's with the page's five files."""
    folder = tmp_path / "hos någon annan"
    folder.mkdir()
    for name in (PDF, HTML, DOCX, IPYNB, MANIFEST):
        shutil.copy(built / "output" / name, folder)
    return folder


def told(folder: Path, name: str, root: Path | None = None) -> str:
    """What `verify` says against the file, "" where it calls it true."""
    try:
        return "\n".join(verification.verify(root, folder / name).differences)
    except ProblemsFound as found:
        return "\n".join(map(str, found.problems))


def _manifest(change: Callable[[dict], None], *, signed: bool = True) -> Attack:
    """The manifest changed, and its own sum with it, for anyone can work that out."""

    def attack(folder: Path) -> None:
        file = folder / MANIFEST
        content = json.loads(file.read_bytes())
        change(content)
        if signed:
            content["sha256"] = manifests._checksum(content)
        file.write_bytes(manifests._spelt(content))

    return attack


def _html(old: str, new: str) -> Attack:
    def attack(folder: Path) -> None:
        file = folder / HTML
        text = file.read_bytes().decode()
        assert old in text
        file.write_bytes(text.replace(old, new, 1).encode())

    return attack


def _account(change: Callable[[dict], None], packed: bool = False) -> Attack:
    """What the HTML says of itself changed; of the tables that it carries where they are `packed`."""

    def attack(folder: Path) -> None:
        file = folder / HTML
        content = file.read_bytes()
        start = embedded_recipes._FILES if packed else embedded_recipes._ACCOUNT
        before, begun, after = content.partition(start)
        inside, end, rest = after.partition(b"</script>")
        if packed:
            files = json.loads(carried_files.as_json(json.loads(inside)))
            change(files)
            inside = json.dumps(carried_files.packed({path: each.encode() for path, each in files.items()})).encode()
        else:
            account = json.loads(inside)
            change(account)
            inside = carried_files.canonical(account).replace("<", "\\u003c").encode()
        file.write_bytes(before + begun + inside + end + rest)

    return attack


def _notebook(change: Callable[[dict], None]) -> Attack:
    def attack(folder: Path) -> None:
        file = folder / IPYNB
        content = json.loads(file.read_bytes())
        change(content)
        file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")

    return attack


def _pdf(change: Callable[[pikepdf.Pdf], None], **saved) -> Attack:
    def attack(folder: Path) -> None:
        packed = io.BytesIO()
        with pikepdf.open(folder / PDF) as file:
            change(file)
            file.save(
                packed, **{"object_stream_mode": pikepdf.ObjectStreamMode.generate, "deterministic_id": True, **saved}
            )
        (folder / PDF).write_bytes(packed.getvalue())

    return attack


Parts = dict[str, bytes]


def _word(change: Callable[[Parts], object], *, signed: bool = True) -> Attack:
    """The Word file's parts changed, and the sum that it has of itself with them, for anyone can work that out."""

    def attack(folder: Path) -> None:
        with zipfile.ZipFile(folder / DOCX) as file:
            parts = {name: file.read(name) for name in file.namelist()}
        before = dict(parts)
        change(parts)
        assert parts != before
        if signed and word_file.ACCOUNT in parts:
            true, false = (word_file._sum(each).encode() for each in (parts, before))
            parts[word_file.ACCOUNT] = parts[word_file.ACCOUNT].replace(false, true)
        (folder / DOCX).write_bytes(zips.zipped(parts.items()))

    return attack


def _part(name: str, old: bytes, new: bytes, **more: bytes) -> Attack:
    """Something of a part in another's place, and parts more; the last `old` of it, where there are several."""

    def change(parts: Parts) -> None:
        before, found, after = parts[name].rpartition(old)
        assert found
        parts[name] = before + new + after
        parts.update({each.replace("__", "/").replace("_", "."): content for each, content in more.items()})

    return _word(change)


def _told_in_word(old: str, new: str, kind: str = "underlag") -> Attack:
    """What the file says of itself changed: its account, or the rows that it carries."""

    def change(parts: Parts) -> None:
        told = word_file._account(parts)
        if kind == "rader":
            files = json.loads(carried_files.as_json(told["rader"]))
            assert any(old in each for each in files.values())
            files = {path: each.replace(old, new, 1) for path, each in files.items()}
            told["rader"] = carried_files.packed({path: each.encode() for path, each in files.items()})
        else:
            assert old in told["underlag"]
            told["underlag"] = told["underlag"].replace(old, new, 1)
        parts[word_file.ACCOUNT] = _account_part(**told)

    return _word(change)


def _account_part(**told: str) -> bytes:
    said = "".join(f"<{name}>{each.replace('&', '&amp;').replace('<', '&lt;')}</{name}>" for name, each in told.items())
    start = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    return f'{start}<medlemsnytta xmlns="{word_file._NAMESPACE}">{said}</medlemsnytta>'.encode()


def _repacked(*, compression: int = zipfile.ZIP_STORED, order: int = 1, more: bytes = b"") -> Attack:
    """The same parts, packed otherwise: smaller, the last first, one of them twice, with a note on the outside."""

    def attack(folder: Path) -> None:
        with zipfile.ZipFile(folder / DOCX) as file:
            parts = [(name, file.read(name)) for name in file.namelist()][::order]
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", compression) as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for name, content in [*parts, *([(_TEXT, more)] if more else [])]:
                file.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, compression)
            file.comment = b"granskad"
        (folder / DOCX).write_bytes(packed.getvalue())

    return attack


def _saved_by_library(folder: Path) -> None:
    """Opened, and saved without a word changed."""
    import docx

    made = docx.Document(str(folder / DOCX))
    made.save(str(folder / DOCX))


def _called(file: pikepdf.Pdf, name: str) -> str:
    """The attachment that ends so, whichever number its table has."""
    return next(each for each in sorted(file.attachments) if each.endswith(name))


def _attached(name: str, change: Callable[[str], str]) -> Attack:
    def alter(file: pikepdf.Pdf) -> None:
        stream = file.attachments[_called(file, name)].get_file().obj
        before = stream.read_bytes().decode()
        assert change(before) != before
        stream.write(change(before).encode())

    return _pdf(alter)


def _renamed(old: str, new: str) -> Attack:
    def attack(folder: Path) -> str:
        (folder / old).rename(folder / new)
        return new

    return attack


def _both(*attacks: Attack) -> Attack:
    def attack(folder: Path) -> str | None:
        names = [each(folder) for each in attacks]
        return next(filter(None, names), None)

    return attack


def _set(*path: str, to: object) -> Callable[[dict], None]:
    def change(content: dict) -> None:
        for each in path[:-1]:
            content = content[each]
        content[path[-1]] = to

    return change


def _without(*path: str) -> Callable[[dict], None]:
    def change(content: dict) -> None:
        for each in path[:-1]:
            content = content[each]
        del content[path[-1]]

    return change


def _renamed_outputs(content: dict) -> None:
    content["outputs"] = {name.replace(NAME, OTHER): digest for name, digest in content["outputs"].items()}


def _also(content: dict) -> None:
    content["outputs"] |= {"annan.pdf": content["outputs"][PDF], PDF: FALSE}


def _later_row(content: dict) -> None:
    content[EXCERPTS] = content[EXCERPTS].replace(",use,1,3,na", ",use,1,2,na", 1)


def _with_sum(folder: Path) -> None:
    """The tables that the HTML carries changed, and their sum with them."""
    _account(_later_row, packed=True)(folder)
    files = embedded_recipes.read(folder / HTML, verification.KINDS)[1].files
    _account(_set("data", EXCERPTS, to=recipe.sha256(files[EXCERPTS])))(folder)


def _append(name: str, more: bytes) -> Attack:
    def attack(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes() + more)

    return attack


def _with_line_ends(folder: Path) -> None:
    (folder / HTML).write_bytes((folder / HTML).read_bytes().replace(b"\n", b"\r\n"))


def _spelt_twice(folder: Path) -> None:
    text = (folder / MANIFEST).read_text("utf-8")
    (folder / MANIFEST).write_text(text.replace('"report":', '"report":"huddinge-2024","report":', 1), "utf-8")


def _indented(folder: Path) -> None:
    (folder / MANIFEST).write_text(json.dumps(json.loads((folder / MANIFEST).read_bytes()), indent=1), "utf-8")


def _account_of_the_other(folder: Path) -> None:
    """A second account, in a comment at the end."""
    content = (folder / HTML).read_bytes()
    begun, inside = (
        embedded_recipes._ACCOUNT,
        content.partition(embedded_recipes._ACCOUNT)[2].partition(b"</script>")[0],
    )
    (folder / HTML).write_bytes(content + b"<!--" + begun + inside + b"</script>-->")


def _the_later(ending: str) -> Attack:
    def attack(folder: Path) -> None:
        shutil.copy(folder.parent / f"{LATER}{ending}", folder / f"{NAME}{ending}")

    return attack


MANIFESTS: dict[str, Attack] = {
    "an output more, under another name, beside a false sum": _manifest(_also),
    "a foreign output": _manifest(_set("outputs", "x.docx", to=FALSE)),
    "no outputs": _manifest(_set("outputs", to={})),
    "an output left out": _manifest(_without("outputs", HTML)),
    "an output left out, and the file altered": _both(
        _manifest(_without("outputs", HTML)), _html("38\u00a0291,20", "38\u00a0191,20")
    ),
    "outputs called otherwise": _manifest(_renamed_outputs),
    "called as another page": _renamed(MANIFEST, f"{OTHER}.manifest.json"),
    "called as another year": _renamed(MANIFEST, "huddinge-2024.manifest.json"),
    "says that it is another page": _manifest(_set("report", to=OTHER)),
    "says so, and lists that page's files": _manifest(
        lambda content: (_renamed_outputs(content), content.update(report=OTHER))
    ),
    "says so, is called so, and lists that page's files": _both(
        _manifest(lambda content: (_renamed_outputs(content), content.update(report=OTHER))),
        _renamed(MANIFEST, f"{OTHER}.manifest.json"),
    ),
    "another answer": _manifest(_set("result", "SEKOM", to="lämna")),
    "no answers": _manifest(_set("result", to={})),
    "another sum of a row": _manifest(_set("recipe", "rows", EXCERPTS, "6", to="0" * 16)),
    "a row left out": _manifest(_without("recipe", "rows", EXCERPTS, "6")),
    "no rows": _manifest(_without("recipe", "rows")),
    "another sum of a table": _manifest(_set("recipe", "data", EXCERPTS, to=FALSE)),
    "a table left out": _manifest(_without("recipe", "data", EXCERPTS)),
    "a table more": _manifest(_set("recipe", "data", "data/huddinge/survey.csv", to=FALSE)),
    "another title": _manifest(_set("recipe", "parameters", "title", to="En annan titel")),
    "another year": _manifest(_set("recipe", "parameters", "year", to=2024)),
    "a parameter left out": _manifest(_without("recipe", "parameters", "case_number")),
    "another version": _manifest(_set("recipe", "versions", "typst", to="0.1.2")),
    "another program": _manifest(_set("recipe", "program", "package", to=FALSE)),
    "another program, and other sums": _manifest(
        lambda content: (
            _set("recipe", "program", "package", to=FALSE)(content),
            _set("outputs", PDF, to=FALSE)(content),
        )
    ),
    "other rows unused": _manifest(_set("recipe", "unused", to={EXCERPTS: {"6": "påhittat"}})),
    "something released": _manifest(
        _set("recipe", "released", to=[{"kind": "name", "shown": "An•", "reason": "påhittad", "sha256": FALSE}])
    ),
    "another notebook": _manifest(_set("recipe", "notebook", to="overview.ipynb")),
    "its sum not made anew": _manifest(_set("result", "SEKOM", to="lämna"), signed=False),
    "a false sum of its own": _manifest(_set("sha256", to=FALSE), signed=False),
    "one thing more": _manifest(_set("signed", to="kommunen")),
    "one thing more in the recipe": _manifest(_set("recipe", "signed", to="kommunen")),
    "without scripts": _manifest(_set("recipe", "static", to=True)),
    "of another form": _manifest(_set("manifest", to="2")),
    "a sum in capitals": _manifest(lambda content: _set("outputs", PDF, to=content["outputs"][PDF].upper())(content)),
    "one thing said twice": _spelt_twice,
    "written otherwise": _indented,
    "bytes after its end": _append(MANIFEST, b"\n"),
    "the PDF altered": _append(PDF, b"\n%"),
}
PAGES: dict[str, Attack] = {
    "a figure": _html("38\u00a0291,20", "38\u00a0191,20"),
    "a word": _html("talar närmast för", "talar inte för"),
    "a paragraph more": _html("</main>", "<p>Kommunen bör lämna SEKOM.</p></main>"),
    "a script": _html("</body>", "<script>document.body.innerText = 'nej'</script></body>"),
    "a style": _html("</style>", "main p { display: none }</style>"),
    "a comment": _html("</body>", "<!-- --></body>"),
    "a link": _html("<main", '<a href="https://example.org">Läs mer</a><main'),
    "line ends": _with_line_ends,
    "bytes after its end": _append(HTML, b" "),
    "its parameters": _account(_set("parameters", "title", to="En annan titel")),
    "its year": _account(_set("parameters", "year", to=2024)),
    "its municipality": _account(_set("parameters", "municipality_code", to="0128")),
    "its sum of a table": _account(_set("data", EXCERPTS, to=FALSE)),
    "a table left out of its sums": _account(_without("data", EXCERPTS)),
    "its versions": _account(_set("versions", "altair", to="1.0")),
    "its program": _account(_set("program", "templates", to=FALSE)),
    "its program, and a figure": _both(
        _account(_set("program", "templates", to=FALSE)), _html("38\u00a0291,20", "38\u00a0191,20")
    ),
    "its name": _account(_set("page", to=LATER)),
    "no name": _account(_without("page")),
    "its kind": _account(_set("notebook", to="comparison.ipynb")),
    "said to be without scripts": _account(_set("static", to=True)),
    "a row that it carries": _account(_later_row, packed=True),
    "a row that it carries, and its sum": _with_sum,
    "a table more carried": _account(_set("data/huddinge/survey.csv", to="x\n"), packed=True),
    "a table carried away": _account(_without(EXCERPTS), packed=True),
    "a path that leads out": _account(_set("../../ute.csv", to="x\n"), packed=True),
    "a notebook carried": _account(_set("notebooks/evaluation.ipynb", to="{}"), packed=True),
    "two accounts": _account_of_the_other,
    "called as another municipality": _renamed(HTML, f"{OTHER}.html"),
    "called as another year": _renamed(HTML, "huddinge-2024.html"),
    "called as the overview": _renamed(HTML, "overview.html"),
    "called as a comparison": _renamed(HTML, "jamforelse-huddinge-2024-huddinge-2025.html"),
    "called so in capitals": _renamed(HTML, "SALEM-2025.HTML"),
    "another page under its name": _the_later(".html"),
}
PDFS: dict[str, Attack] = {
    "a page taken away": _pdf(lambda file: file.pages.__delitem__(1)),
    "a page twice": _pdf(lambda file: file.pages.append(file.pages[0])),
    "a drawing over a page": _pdf(lambda file: file.pages[0].contents_add(b"q 1 0 0 rg 0 0 300 300 re f Q")),
    "its title": _pdf(lambda file: file.docinfo.__setitem__("/Title", "En annan titel")),
    "something that runs": _pdf(
        lambda file: file.Root.__setitem__(
            "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        )
    ),
    "a table that it carries": _attached("-avgifter.csv", lambda text: text.replace("2", "3")),
    "its parameters": _attached(RECIPE, lambda text: text.replace('"title":"', '"title":"X ', 1)),
    "its sums": _attached(RECIPE, lambda text: text.replace('"data":{"', '"data":{"x":"0","', 1)),
    "a row that it carries": _attached(ROWS, lambda text: text.replace(",use,1,3,na", ",use,1,2,na", 1)),
    "its name": _attached(RECIPE, lambda text: text.replace(f'"page":"{NAME}"', f'"page":"{LATER}"')),
    "an attachment taken away": _pdf(lambda file: file.attachments.__delitem__(_called(file, "-avgifter.csv"))),
    "its tables taken away": _pdf(lambda file: file.attachments.__delitem__(ROWS)),
    "saved anew": _pdf(lambda file: None, linearize=True),
    "bytes after its end": _append(PDF, b"\n% 1\n"),
    "half of it": lambda folder: (folder / PDF).write_bytes((folder / PDF).read_bytes()[:60_000]) and None,
    "called as another municipality": _renamed(PDF, f"{OTHER}.pdf"),
    "another page under its name": _the_later(".pdf"),
}


def _output(notebook: dict, change: Callable[[str], str]) -> None:
    written = json.dumps(notebook["cells"], ensure_ascii=False)
    assert change(written) != written
    notebook["cells"] = json.loads(change(written))


NOTEBOOKS: dict[str, Attack] = {
    "a figure": _notebook(lambda nb: _output(nb, lambda text: text.replace("38\u00a0291,20", "38\u00a0191,20"))),
    "its code": _notebook(lambda nb: _output(nb, lambda text: text.replace("import", "import os\\nimport", 1))),
    "a cell taken away": _notebook(lambda nb: nb["cells"].pop(3)),
    "a cell more": _notebook(lambda nb: nb["cells"].append({**nb["cells"][0], "id": "ny"})),
    "its name": _notebook(lambda nb: nb["metadata"]["medlemsnytta"].update(page=LATER)),
    "its tables": _notebook(lambda nb: nb["metadata"]["medlemsnytta"].update(files="QlpoOQ==")),
    "its metadata": _notebook(lambda nb: nb["metadata"].update(authors=[{"name": "Kommunen"}])),
    "written otherwise": lambda folder: (
        (folder / IPYNB).write_text(json.dumps(json.loads((folder / IPYNB).read_bytes())), "utf-8") and None
    ),
    "called as another municipality": _renamed(IPYNB, f"{OTHER}.ipynb"),
}
_TEXT, _RELATIONS = "word/document.xml", "word/_rels/document.xml.rels"
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HIDDEN = b"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Kommunen b\xc3\xb6r l\xc3\xa4mna.</w:t></w:r></w:p>"
_FIELD = (
    b'<w:p><w:fldSimple w:instr="DDEAUTO c:\\windows\\system32\\cmd.exe"><w:r><w:t>!</w:t></w:r></w:fldSimple></w:p>'
)
_SECTION = b"<w:sectPr"


def _relation(kind: str, target: str, external: bool = True) -> tuple[bytes, bytes]:
    mode = ' TargetMode="External"' if external else ""
    end = b"</Relationships>"
    return end, f'<Relationship Id="rId999" Type="{_TYPE}/{kind}" Target="{target}"{mode}/>'.encode() + end


WORD_FILES: dict[str, Attack] = {
    "a figure": _part(_TEXT, "38\u00a0291,20".encode(), "38\u00a0191,20".encode()),
    "a word": _part(_TEXT, b"Sveriges", b"Norges"),
    "a paragraph more": _part(_TEXT, _SECTION, b"<w:p><w:r><w:t>Nej.</w:t></w:r></w:p>" + _SECTION),
    "a paragraph more, its sum not made anew": _word(
        lambda parts: parts.update({_TEXT: parts[_TEXT].replace(_SECTION, b"<w:p/>" + _SECTION, 1)}), signed=False
    ),
    "words that nobody sees": _part(_TEXT, _SECTION, _HIDDEN + _SECTION),
    "a comment": _part(
        _RELATIONS, *_relation("comments", "comments.xml", external=False),
        word__comments_xml=b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
    ),
    "a field that runs": _part(_TEXT, _SECTION, _FIELD + _SECTION),
    "a template from elsewhere": _part(_RELATIONS, *_relation("attachedTemplate", "https://example.org/x.dotm")),
    "a picture from elsewhere": _part(_RELATIONS, *_relation("image", "file://server/share/x.png")),
    "a script": _part(_RELATIONS, *_relation("vbaProject", "vbaProject.bin", external=False), word__vbaProject_bin=b"x"),
    "a document within it": _part(
        _RELATIONS, *_relation("package", "embeddings/x.docx", external=False), word__embeddings__x_docx=b"PK\3\4"
    ),
    "an author": _part("docProps/core.xml", b"</cp:coreProperties>", b"<dc:creator>x</dc:creator></cp:coreProperties>"),
    "another picture": _word(
        lambda parts: parts.update({next(each for each in parts if each.endswith(".png")): b"\x89PNG"})
    ),
    "a style": _part("word/styles.xml", b"</w:styles>", b"<!-- --></w:styles>"),
    "its parameters": _told_in_word('"title":"', '"title":"X '),
    "its year": _told_in_word('"year":2025', '"year":2024'),
    "its sums": _told_in_word('"data":{"', '"data":{"x":"0","'),
    "its versions": _told_in_word('"altair":"', '"altair":"9'),
    "its name": _told_in_word(f'"page":"{NAME}"', f'"page":"{LATER}"'),
    "a row that it carries": _told_in_word(",use,1,3,na", ",use,1,2,na", "rader"),
    "its rows taken away": _word(
        lambda parts: parts.update(
            {word_file.ACCOUNT: _account_part(**{**word_file._account(parts), "rader": ""})}
        )
    ),
    "its account taken away": _word(lambda parts: parts.pop(word_file.ACCOUNT)),
    "a sum of its own that is false": _word(
        lambda parts: parts.update({word_file.ACCOUNT: _account_part(**word_file._account(parts) | {"sha256": FALSE})}),
        signed=False,
    ),
    "a second account": _word(
        lambda parts: parts.update({"customXml/item2.xml": parts[word_file.ACCOUNT].replace(b":2025", b":2024")})
    ),
    "a part twice": _repacked(more=b"<w:document/>"),
    "packed smaller": _repacked(compression=zipfile.ZIP_DEFLATED),
    "packed in another order": _repacked(order=-1),
    "a note on the outside": _repacked(),
    "saved anew": _saved_by_library,
    "bytes before it": lambda folder: (folder / DOCX).write_bytes(b"#!/bin/sh\n" + (folder / DOCX).read_bytes()) and None,
    "bytes after its end": _append(DOCX, b" "),
    "half of it": lambda folder: (folder / DOCX).write_bytes((folder / DOCX).read_bytes()[:60_000]) and None,
    "called as another municipality": _renamed(DOCX, f"{OTHER}.docx"),
    "called as another year": _renamed(DOCX, "huddinge-2024.docx"),
    "what somebody wrote, under the name it is kept by": _both(
        _part(_TEXT, _SECTION, b"<w:p/>" + _SECTION), _renamed(DOCX, f"{NAME}.andrad.docx")
    ),
    "another page under its name": _the_later(".docx"),
}  # fmt: skip
FEW = ("a figure", "a row that it carries", "called as another municipality")
"""Of the pages' attacks, those that run every time."""
ATTACKS = [
    pytest.param(
        tried, attack, id=f"{tried}: {what}", marks=[] if tried == MANIFEST or what in FEW else [pytest.mark.long]
    )
    for tried, attacks in (
        (MANIFEST, MANIFESTS),
        (HTML, PAGES),
        (PDF, PDFS),
        (DOCX, WORD_FILES),
        (IPYNB, NOTEBOOKS),
    )
    for what, attack in attacks.items()
]
TRIED: list[str] = []
CALLED_TRUE: list[str] = []


@pytest.mark.parametrize(("tried", "attack"), ATTACKS)
def test_what_is_altered_is_never_called_true(built, alone, tried, attack, counted, request):
    for ending in (".html", ".pdf", ".docx"):
        shutil.copy(built / f"output/{LATER}{ending}", alone.parent)
    file = attack(alone) or tried
    TRIED.append(request.node.name)
    said = told(alone, file)
    if not said:
        CALLED_TRUE.append(request.node.name)
    counted("verify: files altered; called true", f"{len(TRIED)}; {len(CALLED_TRUE)}")
    assert said
    assert "ändrad efter" not in said
    assert "manipul" not in said


@pytest.mark.parametrize(
    ("tried", "new"),
    [
        (HTML, HTML),
        (PDF, "Bilaga 3.pdf"),
        (HTML, "huddinge-2025 (1).html"),
        (HTML, "HUDDINGE-2025.HTML"),
        (IPYNB, "Bilaga 4.ipynb"),
        (DOCX, "Bilaga 5.docx"),
        (DOCX, f"{NAME}.andrad.docx"),
        (MANIFEST, MANIFEST),
    ],
)
def test_what_is_whole_is_called_true_by_whoever_has_it(alone, tried, new):
    """A manifest alone carries nothing, but has the PDF beside it."""
    kept = alone / "för sig"
    kept.mkdir()
    for each in (tried, *([PDF] if tried == MANIFEST else [])):
        shutil.copy(alone / each, kept / (new if each == tried else each))
    verdict = verification.verify(None, kept / new)
    assert verdict.differences == ()
    assert (verdict.page, verdict.alone) == (NAME, True)


def test_a_manifest_alone_says_what_it_needs(alone):
    for each in (PDF, HTML, DOCX, IPYNB):
        (alone / each).unlink()
    assert "bär inte med sig de tabeller" in told(alone, MANIFEST)


def test_a_file_saved_anew_says_the_same_and_nobody_is_accused(alone):
    _pdf(lambda file: None, linearize=True)(alone)
    (alone / MANIFEST).unlink()
    assert "Orden är desamma i filen som i den som byggs här. Filen kan ha sparats om" in told(alone, PDF)


def test_what_another_program_made_is_compared_by_what_it_says(alone):
    _account(_set("versions", "altair", to="1.0"))(alone)
    (alone / MANIFEST).unlink()
    verdict = verification.verify(None, alone / HTML)
    assert verdict.another_program
    assert verdict.differences[-1] == "Orden är desamma i filen som i den som byggs här."
    _html("38\u00a0291,20", "38\u00a0191,20")(alone)
    assert "38 191,20" in told(alone, HTML).replace("\u00a0", " ")


def _bomb(size: int, times: int) -> bytes:
    """So many zeros, packed so many times."""
    packing = zlib.compressobj(9)
    block = bytes(1_000_000)
    packed = b"".join(packing.compress(block) for _ in range(size // len(block))) + packing.flush()
    for _ in range(times - 1):
        packed = zlib.compress(packed, 9)
    return packed


def _pdf_of(packed: bytes, filters: int) -> bytes:
    """A PDF whose recipe is a bomb."""
    file, written = pikepdf.new(), io.BytesIO()
    file.add_blank_page()
    file.attachments[RECIPE] = pikepdf.AttachedFileSpec(file, b"x")
    stream = file.attachments[RECIPE].get_file().obj
    stream.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode] * filters))
    file.save(written, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return written.getvalue()


def _packed_zeros() -> bytes:
    packed = base64.b64encode(bz2.compress(bytes(300_000_000)))
    account = embedded_recipes._ACCOUNT + b'{"parameters":{},"data":{},"program":{},"versions":{}}</script>'
    return account + embedded_recipes._FILES + b'"' + packed + b'"</script>'


def _word_of(*parts: tuple[str, bytes], lying: int = 0) -> bytes:
    """A Word file of these parts, packed small; `lying`, it says that each of them is of so many bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in parts:
            file.writestr(name, content)
        if lying:
            for entry in file.infolist():
                entry.file_size = lying
    return packed.getvalue()


def _account_with(inside: str, declared: str = "") -> tuple[str, bytes]:
    start = f'<?xml version="1.0"?>{declared}<medlemsnytta xmlns="{word_file._NAMESPACE}">'
    return word_file.ACCOUNT, f"{start}{inside}</medlemsnytta>".encode()


def _laughs() -> Iterator[str]:
    yield '<!ENTITY l0 "ha">'
    yield from (f'<!ENTITY l{each + 1} "{f"&l{each};" * 10}">' for each in range(9))


_NULLS = bytes(200_000_000)
WORD_BOMBS: list[Callable[[], bytes]] = [
    lambda: _word_of(*((f"word/media/image{each}.png", _NULLS) for each in range(3))),
    lambda: _word_of((_TEXT, _NULLS), _account_with("<underlag>{}</underlag>"), lying=1000),
    lambda: _word_of((_TEXT, _word_of((_TEXT, _word_of((_TEXT, _NULLS)))))),
    lambda: _word_of(_account_with("<underlag>&l9;</underlag>", f"<!DOCTYPE x [{''.join(_laughs())}]>")),
    lambda: _word_of(_account_with(f"<underlag>{'&x;' * 100_000}</underlag>", f'<!DOCTYPE x [<!ENTITY x "{"x" * 90_000}">]>')),
    lambda: _word_of(_account_with("<underlag>&x;</underlag>", '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')),
    lambda: _word_of(_account_with("<underlag>" + "<x>" * 1_000_000 + "</x>" * 1_000_000 + "</underlag>")),
    lambda: _word_of(_account_with("<x/>" * 10_000_000)),
    lambda: _word_of(_account_with(f"<underlag>{'[' * 4_000_000}</underlag>")),
    lambda: _word_of(_account_with(f"<underlag>{'[1],' * 20_000_000}</underlag>")),
    lambda: _word_of(*((f"x{each}", b"") for each in range(60_000))),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("x-2025.html", embedded_recipes._ACCOUNT * (1_000_000 // len(embedded_recipes._ACCOUNT))),
        ("x-2025.html", embedded_recipes._ACCOUNT + b"[" * 1_000_000 + b"</script>"),
        ("x-2025.html", embedded_recipes._ACCOUNT + b"[1]," * 12_000_000 + b"</script>"),
        ("x-2025.html", _packed_zeros),
        ("x-2025.manifest.json", b'{"report":' * 100_000),
        ("x-2025.manifest.json", b'{"report": "x-2025", "n": ' + b"9" * 1_000_000 + b"}"),
        ("x-2025.ipynb", b'{"cells": [' + b"[]," * 16_000_000 + b"1]}"),
        ("x-2025.pdf", lambda: _pdf_of(_bomb(3_000_000_000, 2), 2)),
        ("x-2025.pdf", b"%PDF-1.7\n" + b"1 0 obj <</A 1 0 R>> endobj " * 500_000),
        ("x-2025.pdf", bytes(51_000_000)),
        *(("x-2025.docx", each) for each in WORD_BOMBS),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_file_takes_more_than_its_time_and_memory(tmp_path, file, content, counted):
    (tmp_path / file).write_bytes(content() if callable(content) else content)
    began = time.process_time()
    said = told(tmp_path, file)
    assert any(words in said for words in ("går inte att pröva", "säger inte", "större än 50 MB"))
    assert time.process_time() - began < 10


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes among files")
@pytest.mark.parametrize("name", [HTML, PDF, DOCX, MANIFEST])
def test_a_pipe_is_not_waited_for(alone, name):
    """Where the file should be, and where those beside it should."""
    (alone / name).unlink()
    os.mkfifo(alone / name)
    for tried in (HTML, PDF, DOCX, MANIFEST):
        if tried == name:
            assert "gå" in told(alone, tried)
        else:
            told(alone, tried)
