"""The wheel has everything that the program reads of its own, and installed it builds the same bytes as a checkout."""

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import docx
import nbformat
import pikepdf
import pytest

from medlemsnytta.rendering.texts import page_lines
from tests.rendering import foreign_notebooks

ROOT = Path(__file__).resolve().parents[2]
NAME = "nacka-2025"


def test_the_wheel_has_all_that_the_program_reads_and_nothing_else():
    from hatchling.builders.wheel import WheelBuilder

    names = {file.distribution_path.replace(os.sep, "/") for file in WheelBuilder(str(ROOT)).recurse_included_files()}
    package = {
        path.relative_to(ROOT).as_posix()
        for ending in ("*.py", "*.txt")
        for path in ROOT.glob(f"medlemsnytta/**/{ending}")
    }
    read = ["data/README.md", "data/borders/municipalities.json", "requirements.txt"]
    for folder in ("data/reference", "notebooks", "templates"):
        read += [path.relative_to(ROOT).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()]
    assert len(package) > 150
    assert len(read) > 20
    assert names == package | {f"medlemsnytta/shipped/{path}" for path in read}


class Installed:
    """The wheel in an environment of its own, which finds the other packages in this one, and the checkout nowhere."""

    def __init__(self, folder: Path) -> None:
        run(sys.executable, "-m", "pip", "wheel", ROOT, "--no-deps", "--no-build-isolation", "-q", "-w", folder)
        (wheel,) = folder.glob("*.whl")
        venv.create(folder / "env", symlinks=os.name == "posix")
        scripts = "Scripts" if os.name == "nt" else "bin"
        self.python = folder / "env" / scripts / "python"
        self.command = folder / "env" / scripts / "medlemsnytta"
        site = run(self.python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
        Path(site, "others.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
        run(sys.executable, "-m", "pip", "--python", self.python, "install", "--no-deps", "--no-index", "-q", wheel)


def run(*words: object, cwd: Path | None = None, code: int = 0) -> str:
    """All that the command says; it must end with `code`."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment["PYTHONUTF8"] = "1"
    done = subprocess.run(
        list(map(str, words)), cwd=cwd, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Installed:
    return Installed(tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def built(installed, tmp_path_factory) -> Path:
    """A working folder laid out, a report begun, examined and built by the installed program."""
    empty = tmp_path_factory.mktemp("tom mapp å")
    said = run(installed.command, "init", "arbetsmapp ö", cwd=empty)
    assert "börja en rapport: medlemsnytta new KOMMUN --year ÅR" in said
    folder = empty / "arbetsmapp ö"
    assert f"Bygg:    medlemsnytta {NAME}" in run(installed.command, "new", "Nacka", "--year", 2025, cwd=folder)
    assert f"{NAME}: inga fel" in run(installed.command, "check", cwd=folder / "data")
    assert "1 av 1 rapporter klara" in run(installed.command, cwd=folder / "data" / "nacka")
    return folder


@pytest.mark.notebook
def test_an_installed_program_builds_the_very_files_that_a_checkout_builds(built, tmp_path):
    for folder in ("params", "data"):
        shutil.copytree(built / folder, tmp_path / folder)
    run(sys.executable, ROOT / "build.py", cwd=tmp_path)
    for ending in ("html", "pdf", "ipynb", "manifest.json"):
        name = f"{NAME}.{ending}"
        assert (tmp_path / "output" / name).read_bytes() == (built / "output" / name).read_bytes(), name


@pytest.mark.notebook
def test_an_installed_program_verifies_what_it_has_built(installed, built):
    said = run(installed.python, "-m", "medlemsnytta", "verify", f"output/{NAME}.pdf", cwd=built)
    assert f"{NAME}.pdf: stämmer." in said


@pytest.mark.notebook
@pytest.mark.parametrize("ending", ["html", "pdf"])
def test_both_exporters_are_known_by_name_in_any_folder(installed, built, tmp_path, ending):
    kept = built / "output" / f"{NAME}.ipynb"
    run(
        installed.python,
        "-m",
        "nbconvert",
        "--to",
        f"medlemsnytta-{ending}",
        "--output-dir",
        tmp_path,
        kept,
        cwd=tmp_path,
    )
    name = f"{NAME}.{ending}"
    assert (tmp_path / name).read_bytes() == (built / "output" / name).read_bytes()


def commands_of_the_page() -> list[list[str]]:
    """What docs/exporters.md tells one to type, without the first word."""
    lines = (ROOT / "docs" / "exporters.md").read_text("utf-8").split("```")[1].strip().splitlines()
    return [line.split()[1:] for line in lines]


@pytest.mark.installs
@pytest.mark.parametrize("command", commands_of_the_page(), ids=" ".join)
def test_what_the_page_on_the_exporters_says_works_on_anybodys_notebook_in_an_empty_folder(
    installed, tmp_path, command
):
    nbformat.write(foreign_notebooks.ALL["streams"](), tmp_path / "any.ipynb")
    run(installed.python, "-m", *command, cwd=tmp_path)
    (made,) = (path for path in tmp_path.iterdir() if path.suffix != ".ipynb")
    if made.suffix == ".html":
        assert "shown code" in made.read_text("utf-8")
        return
    if made.suffix == ".docx":
        assert "shown code" in " ".join(each.text for each in docx.Document(str(made)).paragraphs)
        return
    with pikepdf.open(made) as file:
        assert str(file.Root.Lang) == ("sv-SE" if "language=sv" in " ".join(command) else "en")
    assert ("secret" in " ".join(page_lines(made.read_bytes()))) == ("show_code=True" in " ".join(command))


@pytest.mark.notebook
@pytest.mark.parametrize("engine", ["warm", "kernel"])
def test_stock_papermill_knows_the_engines_by_name_in_any_folder(installed, tmp_path, engine):
    made = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell("1 + 1"), nbformat.v4.new_code_cell("print('två')")]
    )
    nbformat.write(made, tmp_path / "in.ipynb")
    words = ("in.ipynb", "out.ipynb", "--engine", f"medlemsnytta-{engine}", "-k", "python3", "--language", "python")
    run(installed.python, "-m", "papermill", *words, cwd=tmp_path)
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [cell.outputs[0].get("text") or cell.outputs[0].data["text/plain"] for cell in executed.cells] == [
        "2",
        "två\n",
    ]
    run(installed.python, "-c", "from medlemsnytta.execution import engines; engines.WarmEngine", cwd=tmp_path)


@pytest.mark.notebook
def test_where_there_is_no_working_folder_that_is_said_and_how_to_lay_one_out(installed, tmp_path):
    for words in ((), ("check",), ("new", "Nacka", "--year", 2025), ("overview",), ("archive", NAME), ("lab",)):
        said = run(installed.command, *words, cwd=tmp_path, code=1)
        assert "är en arbetsmapp för Medlemsnytta" in said
        assert "medlemsnytta init MAPP" in said
        assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.notebook
def test_an_installed_programs_own_notebook_is_not_opened_for_work(installed, built):
    said = run(installed.command, "lab", cwd=built, code=1)
    assert f"lab: skriv vilken rapport det gäller: {NAME}." in said
