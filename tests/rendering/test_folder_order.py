"""A report is the same whatever order the file system lists the typeface's files in, and whatever typefaces the machine has.

Typst and vl-convert read folders themselves, so only real folders that are really listed in different orders say anything.
"""

import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import nbformat
import pytest

from medlemsnytta.rendering import typeface
from tests.conftest import ROOT
from tests.rendering import pdf_sample

pytestmark = pytest.mark.slow

PACKAGE = Path(str(files("font_source_sans_pro")))
WITH_QUOTES = {
    "config": {"background": "#ffffff"},
    "data": {"values": [{"vad": '"' * 20, "antal": 1}, {"vad": "b", "antal": 2}]},
    "mark": "bar",
    "encoding": {"x": {"field": "antal", "type": "quantitative"}, "y": {"field": "vad", "type": "nominal"}},
}
"""A quotation mark is a thousandth of an em wider in one of the two formats that this typeface comes in."""
RENDER = f"""
import hashlib, sys, nbformat
from medlemsnytta.rendering import pdf, svg
notebook = nbformat.read(sys.stdin, as_version=4)
print("PDF", hashlib.sha256(pdf.CouncilPDFExporter().from_notebook_node(notebook)[0]).hexdigest())
print("chart", hashlib.sha256(svg.chart_svg({WITH_QUOTES!r}).encode()).hexdigest())
"""
SHARED_MEMORY = Path("/dev/shm")
"""On Linux a file system that lists the newest file first; most others sort, or hash the names."""


@pytest.fixture
def places(tmp_path: Path) -> Iterator[list[Path]]:
    """Folders on the file systems that this machine has for temporary files."""
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY if SHARED_MEMORY.is_dir() else tmp_path) as other:
        yield [tmp_path, Path(other)]


def _package(folder: Path, names: list[str]) -> Path:
    """The typeface's package in a folder of its own, its files made there in the order given."""
    inside = folder / PACKAGE.name
    (inside / "files").mkdir(parents=True)
    shutil.copyfile(PACKAGE / "__init__.py", inside / "__init__.py")
    for name in names:
        shutil.copyfile(PACKAGE / "files" / name, inside / "files" / name)
    return folder


def _listed(folder: Path) -> list[str]:
    with os.scandir(folder / PACKAGE.name / "files") as entries:
        return [entry.name for entry in entries]


def _digests(**variables: str) -> str:
    notebook = nbformat.writes(pdf_sample.notebook()).encode()
    return subprocess.run(
        [sys.executable, "-c", RENDER],
        cwd=ROOT,
        env={**os.environ, **variables},
        input=notebook,
        stdout=subprocess.PIPE,
        check=True,
    ).stdout.decode()


def test_two_orders_of_the_typefaces_files_give_the_same_pdf_and_charts(places: list[Path]) -> None:
    names = sorted(os.listdir(PACKAGE / "files"))
    orders = [names, names[::-1], names[1::2] + names[::2]]
    packages = (_package(place / str(number), order) for number, order in enumerate(orders) for place in places)
    first = next(packages)
    other = next((each for each in packages if _listed(each) != _listed(first)), None)
    if other is None:
        pytest.skip("this machine's file systems list these files in one order, whatever order they are made in")
    assert _digests(PYTHONPATH=str(other)) == _digests(PYTHONPATH=str(first))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a typeface is not installed by laying it in a folder")
def test_a_typeface_of_the_same_name_that_the_machine_has_changes_nothing(tmp_path: Path) -> None:
    font = bytearray((PACKAGE / "files" / "SourceSansPro-Regular.otf").read_bytes())
    head = font.index(b"head")
    (offset,) = struct.unpack_from(">I", font, head + 8)
    struct.pack_into(">H", font, offset + 18, 700)  # units in an em: 1 000, so every letter becomes wider
    (tmp_path / ".fonts").mkdir()
    (tmp_path / ".fonts" / "Regular.otf").write_bytes(font)
    assert _digests(HOME=str(tmp_path)) == _digests()


def test_a_folder_of_faces_has_one_file_for_each_and_goes_with_its_process() -> None:
    code = (
        "import os\n"
        "from medlemsnytta.rendering import typeface\n"
        "for folder in (typeface.folder(), typeface.drawn_folder()):\n"
        "    print(folder, *sorted(os.listdir(folder)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    for line in done.stdout.splitlines():
        folder, _, *names = line.split()
        assert names == ["Bold.otf", "BoldIt.otf", "It.otf", "Regular.otf", "Semibold.otf"]
        assert not Path(folder).exists()
    assert len(done.stdout.splitlines()) == 2


def test_the_name_to_draw_with_is_as_long_as_the_one_that_is_shown() -> None:
    assert len(typeface.DRAWN_FAMILY) == len(typeface.FAMILY)
