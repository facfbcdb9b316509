"""A wheelhouse is made with nothing but Python and pip, told in Swedish, and is what the first run then installs from."""

import hashlib
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest
import supply_chain
import wheelhouse
from services import SaysOneThing
from small_program import BASE, PACKAGE, ROOT, UNREACHED, Program, wheel

from medlemsnytta.installation import wheelhouses

pytestmark = pytest.mark.slow

PYTHON = f"3.{sys.version_info[1]}"
HERE = ("--platform", wheelhouses.this_system(), "--python", PYTHON)


class Packing:
    """The small program without its wheelhouse, and its package in a folder that pip may be told of."""

    def __init__(self, above: Path) -> None:
        self.program = Program(above)
        self.program.wheelhouse.unlink()
        self.folder = self.program.folder
        shutil.copytree(ROOT / ".ci", self.folder / ".ci", ignore=shutil.ignore_patterns("__pycache__"))
        (self.folder / "requirements-dev.txt").write_text("-r requirements.txt\n", "utf-8")
        self.shelf = above / "hylla"
        self.shelf.mkdir()
        name, content = wheel()
        (self.shelf / name).write_bytes(content)

    def start(self, *words: str, **variables: str) -> "subprocess.Popen[str]":
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "PYTHONPATH"))}
        ours = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PIP_INDEX_URL": UNREACHED}
        return subprocess.Popen(
            [str(BASE), ".ci/supply_chain.py", *words],
            cwd=self.folder,
            env=kept | ours | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def run(self, *words: str, **variables: str) -> tuple[int, str]:
        started = self.start(*words, **variables)
        said, _ = started.communicate(timeout=300)
        assert "Traceback" not in said, said
        assert not (self.folder / ".venv").exists()
        assert list(self.folder.glob("*.part")) == []
        return started.returncode, said

    def from_the_shelf(self, *words: str) -> tuple[int, str]:
        return self.run("wheelhouse", *words, PIP_NO_INDEX="1", PIP_FIND_LINKS=self.shelf.as_uri())


@pytest.fixture
def packing(tmp_path: Path) -> Packing:
    return Packing(tmp_path)


@pytest.mark.installs
def test_a_wheelhouse_is_made_without_installing_anything_and_the_first_run_takes_it(packing):
    code, said = packing.from_the_shelf(*HERE)
    assert code == 0, said
    assert "Hämtar 1 paket för " in said
    assert "  1 av 1 paket hämtade" in said
    assert f"Klart: {packing.program.wheelhouse} (" in said
    code, said = packing.program.run()
    assert code == 0, said
    assert f"Paketen tas ur {packing.program.wheelhouse.name}" in said


def test_what_makes_it_imports_the_standard_library_alone():
    asked = "import sys; sys.path[:0] = ['.ci', '.']; import supply_chain, wheelhouse, wheels"
    done = subprocess.run([BASE, "-S", "-c", asked], cwd=ROOT, capture_output=True, text=True)  # -S: no site-packages
    assert done.returncode == 0, done.stderr


def test_one_for_the_tests_too_is_named_so(packing):
    code, said = packing.from_the_shelf("--platform", "Linux-ARM", "--python", "3.14.2", "--tests")
    assert code == 0, said
    assert [path.name for path in packing.folder.glob("*.zip")] == ["wheelhouse-linux-arm-3.14-tests.zip"]


def test_what_is_packed_is_what_the_other_computer_needs_and_not_what_this_one_does(packing):
    """pip itself asks markers of the computer that it runs on."""
    (packing.shelf / wheel("2.0")[0]).write_bytes(wheel("2.0")[1])
    other, there = ("linux", "linux") if sys.platform == "win32" else ("windows", "win32")
    pins = [_pin("1.0", f"sys_platform == '{sys.platform}'"), _pin("2.0", f"sys_platform == '{there}'")]
    (packing.folder / "requirements.txt").write_text("".join(pins), "utf-8")
    code, said = packing.from_the_shelf("--platform", other, "--python", "3.14")
    assert code == 0, said
    with zipfile.ZipFile(packing.folder / f"wheelhouse-{other}-3.14.zip") as packed:
        assert packed.namelist() == [wheel("2.0")[0]]


def _pin(version: str, marker: str) -> str:
    digest = hashlib.sha256(wheel(version)[1]).hexdigest()
    return f"{PACKAGE}=={version} ; {marker} \\\n    --hash=sha256:{digest}\n"


@pytest.mark.parametrize(
    ("platform", "python"),
    [("Windows", "3.13.0"), ("WINDOWS", "3.13.12"), ("windows", "3.13"), ("Windows", "3.13.0rc1")],
)
def test_a_system_in_any_case_and_a_python_as_it_tells_its_version_are_known(platform, python):
    asked = supply_chain.parsed(["wheelhouse", "--platform", platform, "--python", python])
    assert (asked.platform, asked.python, asked.tests) == ("windows", "3.13", False)


WRONG = {
    ("--platform", "mac", "--python", "3.10.1"): (
        "--platform mac finns inte",
        "  macos-intel",
        "--python 3.10.1 finns",
    ),
    ("--platform", "windows"): ("--python saknas", "3.11, 3.12, 3.13, 3.14, 3.15"),
    ("--platform", "--python", "3.13"): ("--platform saknas", "  windows "),
    ("--platform", "linux", "--python", "3.13", "--test-s"): ("--test-s känns inte igen",),
    ("--platform", "linux", "--python", "3.13", "--tests=ja"): ("Kommandot går inte att förstå",),
}


@pytest.mark.parametrize("words", WRONG, ids=" ".join)
def test_wrong_words_are_told_in_swedish_with_what_there_is_and_nothing_is_installed(packing, words):
    code, said = packing.run("wheelhouse", *words)
    assert code == 2
    assert [part for part in WRONG[words] if part not in said] == []
    assert "usage" not in said
    assert list(packing.folder.glob("*.zip")) == []


def test_another_commands_wrong_words_are_refused_before_anything_is_installed(packing):
    code, said = packing.run("licenser")
    assert code == 2
    assert "invalid choice" in said


def test_an_index_that_is_not_reached_is_told_in_words_alone(packing):
    code, said = packing.run("wheelhouse", *HERE)
    assert code == 1
    assert "Filen gick inte att skapa:\n  - Paketen gick inte att hämta: " in said
    assert "ERROR" not in said
    assert "WARNING" not in said
    assert list(packing.folder.glob("*.zip")) == []


def test_packages_that_the_index_lacks_are_told_as_lacking_for_that_computer(packing):
    (packing.shelf / wheel()[0]).unlink()
    code, said = packing.from_the_shelf("--platform", "windows", "--python", "3.12")
    assert code == 1
    assert "inte alla paket färdiga för Windows x64 och Python 3.12" in said
    assert PACKAGE not in said


def test_what_no_package_index_has_is_told_at_once(packing):
    code, said = packing.run("wheelhouse", "--platform", "macos-intel", "--python", "3.15")
    assert code == 1
    assert "Ta en äldre Python på den datorn: 3.11–3.14." in said
    assert "Hämtar" not in said


def test_a_file_that_cannot_be_laid_in_place_is_told(packing):
    packing.program.wheelhouse.mkdir()
    code, said = packing.from_the_shelf(*HERE)
    assert code == 1
    assert "Filen gick inte att skapa:\n  - " in said


def test_a_folder_that_cannot_be_written_is_told_before_anything_is_fetched(tmp_path, capsys):
    assert wheelhouse.run(["wheelhouse", *HERE], tmp_path / "finns inte") == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "gick inte att skriva" in said.err


@pytest.mark.skipif(os.name == "nt", reason="a test cannot press Ctrl-C for one program there")
def test_one_that_is_interrupted_says_so_and_leaves_nothing(packing):
    started = packing.start("wheelhouse", *HERE, PIP_INDEX_URL=SaysOneThing(b"").address)
    while not list(packing.folder.glob("*.part")):
        assert started.poll() is None, started.communicate()
        time.sleep(0.05)
    started.send_signal(signal.SIGINT)
    said, _ = started.communicate(timeout=60)
    assert started.returncode == 1
    assert said.splitlines()[-1] == "Avbrutet. Inget halvfärdigt är kvar; kör igen för att börja om."
    assert "Traceback" not in said
    assert list(packing.folder.glob("wheelhouse-*")) == []


@pytest.mark.parametrize("words", [(), ("wheelhouse", "--help"), ("licences",), ("licences", "-h")], ids=" ".join)
def test_a_reader_that_leaves_gets_no_traceback(words):
    reader, writer = os.pipe()
    os.close(reader)
    command = [sys.executable, ".ci/supply_chain.py", *words]
    done = subprocess.run(command, cwd=ROOT, stdout=writer, stderr=subprocess.PIPE, text=True)
    os.close(writer)
    assert (done.returncode, done.stderr) == (1, "")
