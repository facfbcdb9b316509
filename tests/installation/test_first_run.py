"""The first run of `build.py` finds or makes an environment with what it needs, and tells in words where it cannot."""

import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import psutil
import pytest
from services import SaysOneThing, Services
from small_program import BASE, Program, python_of, wheel

from medlemsnytta.installation import environments, pins
from medlemsnytta.installation.environments import Environment

pytestmark = pytest.mark.installs


@pytest.fixture
def program(tmp_path: Path) -> Program:
    return Program(tmp_path)


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of an active environment that has pip and will never get what the program needs."""
    folder = tmp_path_factory.mktemp("tom")
    subprocess.run([BASE, "-m", "venv", folder], check=True)
    return python_of(folder)


def _answer(said: str) -> dict:
    return json.loads(said.splitlines()[-1])


def test_the_first_run_makes_an_environment_and_goes_on_there_and_the_next_just_runs(program):
    code, said = program.run("a", "b c")
    assert code == 2
    assert _answer(said) == {"prefix": str(program.environment), "words": ["a", "b c"], "version": "1.0"}
    told = said.splitlines()
    assert told[0] == f"Paketen som programmet bygger på installeras i {program.environment}. Det görs en gång."
    assert told[2].strip() == f"Paketen tas ur {program.wheelhouse.name}; inget nätverk behövs."

    program.wheelhouse.unlink()
    code, said = program.run()
    assert code == 0
    assert said.splitlines() == [json.dumps({"prefix": str(program.environment), "words": [], "version": "1.0"})]


def test_other_pins_are_installed_by_the_next_run(program):
    program.run()
    program.pin("1.1")
    program.lay_wheels("1.1")
    assert _answer(program.run()[1])["version"] == "1.1"


def test_an_active_environment_that_lacks_the_packages_gets_them(program, tmp_path):
    active = tmp_path / "egen"
    subprocess.run([BASE, "-m", "venv", "--without-pip", active], check=True)
    assert _answer(program.run(python=python_of(active))[1])["prefix"] == str(active)
    assert not program.environment.exists()


def test_an_environment_whose_python_is_gone_is_made_anew(program):
    program.run()
    settings = program.environment / "pyvenv.cfg"
    lines = settings.read_text("utf-8").splitlines()
    gone = ["home = " + str(Path("/finns/inte")) if line.startswith("home") else line for line in lines]
    settings.write_text("\n".join(gone), "utf-8")
    for each in python_of(program.environment).parent.glob("python*"):
        each.unlink()
        each.symlink_to("/finns/inte/python") if os.name != "nt" else each.write_bytes(b"")
    code, said = program.run()
    assert code == 0
    assert "dess Python är borta" in said
    assert _answer(said)["version"] == "1.0"


def test_an_environment_whose_python_only_seems_gone_is_used(program):
    """As where a Python of Microsoft's store is: no file can be seen there, and it starts all the same."""
    program.run()
    settings = program.environment / "pyvenv.cfg"
    settings.write_text(settings.read_text("utf-8").replace("home = ", "home = /finns/inte"), "utf-8")
    assert len(program.run()[1].splitlines()) == 1


@pytest.mark.skipif(os.name == "nt", reason="permissions of this kind are POSIX's")
def test_an_environment_whose_python_cannot_be_started_is_told(program):
    program.run()
    python = python_of(program.environment)
    python.unlink()
    python.write_bytes(b"")
    assert "går inte att starta" in _refused(program)


def test_what_was_cut_off_is_made_anew(program):
    program.run()
    pins.begin(program.environment)
    for file in program.environment.rglob("exempelpaket.py"):
        file.unlink()
    code, said = program.run()
    assert (code, _answer(said)["version"]) == (0, "1.0")


def test_two_first_runs_at_once_both_come_through(program):
    both = [program.start(), program.start()]
    said = [each.communicate(timeout=300)[0] for each in both]
    assert [each.returncode for each in both] == [0, 0], said
    assert [_answer(each)["version"] for each in said] == ["1.0", "1.0"]
    assert sum("installeras i" in each for each in said) == 1


@pytest.mark.skipif(os.name == "nt", reason="a test cannot press Ctrl-C for one program there")
def test_a_run_that_is_interrupted_says_so_and_the_next_goes_on(program):
    program.wheelhouse.unlink()
    started = program.start(PIP_INDEX_URL=SaysOneThing(b"").address)
    while not pins.is_unfinished(program.environment):
        assert started.poll() is None, started.communicate()
        time.sleep(0.05)
    started.send_signal(signal.SIGINT)
    said, _ = started.communicate(timeout=60)
    assert started.returncode == 1
    assert said.splitlines()[-1] == "Avbrutet. Nästa körning tar vid där den här slutade."
    program.lay_wheels("1.0")
    assert program.run()[0] == 0


def _waiting(program: Program, **variables: str) -> "tuple[subprocess.Popen[str], list[psutil.Process]]":
    """A run whose pip waits for an index that never answers, and the processes that it has started."""
    program.wheelhouse.unlink()
    started = program.start(PIP_INDEX_URL=SaysOneThing(b"").address, **variables)
    while True:
        below = psutil.Process(started.pid).children(recursive=True)
        if any("ending_with_parent.py" in _typed(each) for each in below):
            return started, below
        assert started.poll() is None, started.communicate()
        time.sleep(0.05)


def _typed(process: psutil.Process) -> str:
    """The command line of a process; nothing of one that has just ended."""
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""


def test_pip_ends_with_a_run_that_is_killed_and_the_next_clears_up(program, tmp_path):
    temporary = tmp_path / "tillfälligt"
    temporary.mkdir()
    surroundings = {"TMPDIR": str(temporary), "TEMP": str(temporary), "TMP": str(temporary)}
    started, below = _waiting(program, **surroundings)
    started.kill()
    assert psutil.wait_procs(below, timeout=20)[1] == []
    program.lay_wheels("1.0")
    assert program.run(**surroundings)[0] == 0
    assert [each.suffix for each in temporary.iterdir()] == [".lock"]


@pytest.mark.skipif(os.name == "nt", reason="signals of this kind are POSIX's")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_that_is_ended_in_another_way_leaves_nothing_behind(program, tmp_path, name):
    temporary = tmp_path / "tillfälligt"
    temporary.mkdir()
    started, _ = _waiting(program, TMPDIR=str(temporary))
    started.send_signal(getattr(signal, name))
    said, _ = started.communicate(timeout=60)
    assert said.splitlines()[-1] == "Avbrutet. Nästa körning tar vid där den här slutade."
    assert [each.suffix for each in temporary.iterdir()] == [".lock"]


@pytest.mark.parametrize("left", [None, "", "raise ImportError", "def"])
def test_a_package_whose_files_are_gone_or_damaged_is_told_and_installed_anew(program, left):
    program.run()
    file = next(program.environment.rglob("exempelpaket.py"))
    file.unlink() if left is None else file.write_text(left, "utf-8")
    code, said = program.run()
    assert (code, "Filer saknas eller är skadade" in said, "exempelpaket" in said) == (1, True, True)
    assert _answer(program.run()[1])["version"] == "1.0"


@pytest.mark.parametrize("at", ["making", "pip"])
def test_an_environment_that_was_cut_off_while_it_was_made_is_made_anew(program, at):
    program.environment.mkdir()
    (program.environment / environments.MADE).touch()
    if at == "pip":
        subprocess.run([BASE, "-m", "venv", "--without-pip", program.environment], check=True)
        next(program.environment.rglob("site-packages")).joinpath("pip").mkdir()
    assert program.run()[0] == 0


def test_what_python_finds_elsewhere_is_installed_all_the_same(program, tmp_path):
    """PYTHONPATH may hold the very package; pip would then take it for installed."""
    with zipfile.ZipFile(io.BytesIO(wheel()[1])) as packed:
        packed.extractall(tmp_path / "annat")
    program.pin("1.0")
    assert program.run(PYTHONPATH=str(tmp_path / "annat"))[0] == 0
    assert program.run()[0] == 0


def test_help_is_shown_where_the_packages_are(program):
    program.run()
    assert _answer(program.run("--help")[1])["words"] == ["--help"]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for a reader that leaves is POSIX's")
def test_help_whose_reader_has_left_ends_quietly(program):
    started = program.start("--help")
    started.stdout.close()
    assert started.wait(timeout=60) == 0


@pytest.mark.skipif(os.name == "nt", reason="a script cannot stand in for a program there")
def test_an_environment_whose_python_is_another_is_told(program):
    program.run()
    python = python_of(program.environment)
    python.unlink()
    python.write_text(f'#!/bin/sh\nexec "{BASE}" "$@"\n', "utf-8")
    python.chmod(0o755)
    assert "är en annan än miljöns egen" in _refused(program)


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe\x00"])
def test_a_list_of_packages_that_cannot_be_read_is_told(program, content):
    lock = program.folder / "requirements.txt"
    lock.unlink() if content is None else lock.write_bytes(content)
    assert "Packa upp programmet igen" in _refused(program)


def test_a_list_of_packages_that_notepad_has_saved_is_read(program):
    lock = program.folder / "requirements.txt"
    lock.write_bytes(b"\xef\xbb\xbf" + lock.read_bytes().replace(b"\n", b"\r\n"))
    assert _answer(program.run()[1])["version"] == "1.0"


def test_help_is_not_worth_an_installation(program):
    code, said = program.run("--help")
    assert (code, "när paketen är installerade" in said) == (0, True)
    assert not program.environment.exists()


def test_what_works_goes_on_working_when_more_cannot_be_fetched(program):
    """As when the tests' packages are asked for without a network: nothing has been changed, so nothing is cleared."""
    program.run()
    program.wheelhouse.unlink()
    (program.folder / "requirements-dev.txt").write_text(
        f"-r requirements.txt\nannat==1.0 \\\n    --hash=sha256:{'0' * 64}\n", "utf-8"
    )
    assert program.run("test")[0] == 1
    code, said = program.run()
    assert code == 0
    assert len(said.splitlines()) == 1


def test_what_somebody_has_in_an_environment_of_their_own_is_never_cleared(program):
    subprocess.run([BASE, "-m", "venv", program.environment], check=True)
    (program.environment / "mitt.txt").write_text("mitt", "utf-8")
    wheels = program.wheelhouse.read_bytes()
    program.wheelhouse.unlink()
    assert [program.run()[0], program.run()[0]] == [1, 1]
    pins.begin(program.environment)
    program.wheelhouse.write_bytes(wheels)
    assert program.run()[0] == 0
    assert (program.environment / "mitt.txt").read_text("utf-8") == "mitt"


@pytest.mark.skipif(os.name == "nt", reason="no shell there closes a stream in this way")
def test_a_first_run_without_standard_output_comes_through(program):
    closed = f'exec "{BASE}" build.py >&-'
    done = subprocess.run(["sh", "-c", closed], cwd=program.folder, capture_output=True, text=True, timeout=300)
    assert "Traceback" not in done.stderr
    assert program.run()[0] == 0


def test_a_python_that_leaves_the_programs_folder_off_its_path_finds_it(program):
    assert program.run(PYTHONSAFEPATH="1")[0] == 0


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for a reader that leaves is POSIX's")
def test_a_reader_that_leaves_does_not_end_the_installation(program):
    started = program.start()
    started.stdout.close()
    started.wait(timeout=300)
    assert len(program.run()[1].splitlines()) == 1


def _refused(program: Program, python: Path = BASE, **variables: str) -> str:
    """What is said of why the program cannot start; nothing but that, and no environment that would pass for whole."""
    code, said = program.run(python=python, **variables)
    assert code == 1
    *_, heading, problem = said.splitlines()
    assert heading == "Programmet kan inte starta än:"
    assert problem.startswith("  - ")
    return problem


def test_a_folder_in_the_way_is_left_alone(program):
    program.environment.mkdir()
    (program.environment / "mitt.txt").write_text("mitt", "utf-8")
    assert "är ingen virtuell miljö" in _refused(program)
    assert (program.environment / "mitt.txt").read_text("utf-8") == "mitt"


def test_a_file_in_the_way_is_left_alone(program):
    program.environment.write_text("mitt", "utf-8")
    assert "är ingen virtuell miljö" in _refused(program)
    assert program.environment.read_text("utf-8") == "mitt"


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_another_folder_is_left_alone(program, tmp_path):
    other = tmp_path / "annat"
    subprocess.run([BASE, "-m", "venv", "--without-pip", other], check=True)
    pins.begin(other)
    program.environment.symlink_to(other, target_is_directory=True)
    assert "är en länk till en annan mapp" in _refused(program)
    assert python_of(other).exists()


def test_a_working_environment_of_another_python_is_left_alone(program):
    subprocess.run([BASE, "-m", "venv", "--without-pip", program.environment], check=True)
    settings = program.environment / "pyvenv.cfg"
    settings.write_text(settings.read_text("utf-8").replace("version = 3.", "version = 2."), "utf-8")
    assert "för en Python som inte duger" in _refused(program)
    assert python_of(program.environment).exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="no folder is closed to this user in this way")
def test_a_folder_that_cannot_be_written_is_told(program):
    program.folder.chmod(0o500)
    try:
        assert "går inte att skriva i" in _refused(program)
    finally:
        program.folder.chmod(0o700)


def test_a_zip_that_is_broken_is_told(program):
    program.wheelhouse.write_bytes(program.wheelhouse.read_bytes()[:200])
    assert f"{program.wheelhouse.name} går inte att läsa" in _refused(program)
    program.lay_wheels("1.0")
    assert program.run()[0] == 0


def test_a_zip_that_lacks_a_package_is_told(program, bare):
    program.pin("1.1")
    assert "har inte alla som den här versionen av programmet behöver" in _refused(program, bare)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, 9, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 98])
def test_a_zip_whose_packing_is_not_known_is_told(program, method):
    """Deflate64 is what some Windows programs make of a large file."""
    packed = bytearray(program.wheelhouse.read_bytes())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        start = packed.index(mark)
        packed[start + at : start + at + 2] = method.to_bytes(2, "little")
    program.wheelhouse.write_bytes(packed)
    assert f"{program.wheelhouse.name} går inte att läsa" in _refused(program)


def test_a_zip_with_a_name_in_no_letters_is_told(program):
    packed = program.wheelhouse.read_bytes()
    program.wheelhouse.write_bytes(packed.replace(b"exempelpaket-1.0-py3", "ö".encode("latin-1") * 20))
    assert "wheelhouse-" in _refused(program)


def test_a_zip_without_what_the_tests_need_says_so(program, bare):
    (program.folder / "requirements-dev.txt").write_text(
        f"-r requirements.txt\nannat==1.0 \\\n    --hash=sha256:{'0' * 64}\n", "utf-8"
    )
    assert f"{program.wheelhouse.name} har inte det som testerna behöver" in program.run("test", python=bare)[1]


def test_the_zip_is_chosen_by_the_python_of_the_environment():
    assert environments.version_of(Environment(Path(sys.prefix))) == f"3.{sys.version_info[1]}"


def test_the_python_of_an_environment_is_read_off_its_settings(tmp_path):
    (tmp_path / "pyvenv.cfg").write_text("home = /finns/inte\nversion = 3.14.2\n", "utf-8")
    assert environments.version_of(Environment(tmp_path)) == "3.14"


def test_a_zip_for_another_python_is_named_and_not_used(program, bare):
    program.wheelhouse.rename(program.folder / "wheelhouse-windows-3.0.zip")
    code, said = program.run(python=bare)
    assert code == 1
    assert "wheelhouse-windows-3.0.zip är inte för den här datorns system och Python" in said


def test_a_package_that_is_not_the_one_pinned_is_not_installed(program, bare):
    program.pin("1.0", digest="0" * 64)
    assert "inte det som programmet väntade sig" in _refused(program, bare)


def test_no_network_is_told(program, bare):
    program.wheelhouse.unlink()
    assert "datorn saknar nätverk" in _refused(program, bare, TMPDIR=str(program.folder))
    assert list(program.folder.glob("pip-*")) == []


def test_a_certificate_that_is_not_trusted_is_told(program, bare):
    program.wheelhouse.unlink()
    index = Services(untrusted=True)
    assert "litar inte på certifikatet" in _refused(program, bare, PIP_INDEX_URL=f"{index.address}/simple")


_PAGE = b"<!DOCTYPE html><title>Logga in</title><p>Hej"
ANSWERS = {
    "a refusal": (b"403 Forbidden\r\nContent-Length: 0", "släpper inte in den här datorn"),
    "a breakdown": (b"500 Internal Server Error\r\nContent-Length: 0", "tjänsten ligger nere"),
    "too much to do": (b"429 Too Many Requests\r\nContent-Length: 0", "har för mycket att göra"),
    "a ring": (b"302 Found\r\nLocation: /simple/exempelpaket/\r\nContent-Length: 0", "i en rundgång"),
    "a page to log in on": (
        b"200 OK\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s" % (len(_PAGE), _PAGE),
        "att du loggar in",
    ),
}


@pytest.mark.parametrize("answer", ANSWERS)
def test_what_an_index_answers_is_told(program, bare, answer):
    program.wheelhouse.unlink()
    head, told = ANSWERS[answer]
    index = SaysOneThing(b"HTTP/1.1 " + head + (b"" if b"\r\n\r\n" in head else b"\r\nConnection: close\r\n\r\n"))
    address = {"PIP_INDEX_URL": f"{index.address}/simple", "PIP_TRUSTED_HOST": "127.0.0.1", "PIP_RETRIES": "0"}
    assert told in _refused(program, bare, **address)


def test_no_network_is_told_to_one_who_allows_no_new_attempts(program, bare):
    program.wheelhouse.unlink()
    assert "datorn saknar nätverk" in _refused(program, bare, PIP_RETRIES="0")


def test_what_is_set_in_pips_own_file_for_other_uses_is_no_hindrance(program, tmp_path):
    settings = tmp_path / "pip.conf"
    settings.write_text(
        f"[install]\ntarget = {tmp_path / 't'}\n[global]\ndry-run = true\nroot = {tmp_path / 'r'}\n", "utf-8"
    )
    assert program.run(PIP_CONFIG_FILE=str(settings))[0] == 0


def test_how_an_index_is_reached_is_read_in_pips_own_file(program, bare, tmp_path):
    program.wheelhouse.unlink()
    index = SaysOneThing(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    settings = tmp_path / "pip.conf"
    settings.write_text(
        f"[global]\nindex-url = {index.address}/a\nquiet = 1\n[install]\nindex-url = {index.address}/b\n", "utf-8"
    )
    for more in ({}, {"PIP_QUIET": "2"}):
        said = _refused(program, bare, PIP_CONFIG_FILE=str(settings), PIP_INDEX_URL="", **more)
        assert "släpper inte in den här datorn" in said


def test_a_file_of_pips_that_cannot_be_read_is_told(program, bare, tmp_path):
    settings = tmp_path / "pip.conf"
    settings.write_text("index-url\n", "utf-8")
    assert "inställningsfil" in _refused(program, bare, PIP_CONFIG_FILE=str(settings))


def test_what_somebody_has_set_for_other_uses_of_pip_is_no_hindrance(program, tmp_path):
    others = {"PIP_TARGET": str(tmp_path / "t"), "PIP_QUIET": "3", "PIP_USER": "1", "PIP_NO_BINARY": ":all:"}
    assert program.run(**others)[0] == 0


def test_a_proxy_that_wants_a_login_is_told(program, bare):
    program.wheelhouse.unlink()
    proxy = SaysOneThing(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
    assert "proxyn kräver inloggning" in _refused(program, bare, HTTPS_PROXY=proxy.address)


def test_a_proxy_that_is_away_is_told(program, bare):
    program.wheelhouse.unlink()
    assert "proxyn som datorn är inställd på går inte att nå" in _refused(
        program, bare, HTTPS_PROXY="http://127.0.0.1:9"
    )


def test_a_proxy_whose_address_is_none_is_told(program, bare):
    program.wheelhouse.unlink()
    assert "proxyns adress" in _refused(program, bare, HTTPS_PROXY="http://anna:h[j@127.0.0.1:9")


def test_a_python_that_is_too_old_is_told_in_words(program):
    """Only the comparison itself can be tried with the one Python that is here."""
    front = program.folder / "build.py"
    front.write_text(front.read_text("utf-8").replace("(3, 11), (3, 15)", "(3, 98), (3, 99)"), "utf-8")
    code, said = program.run()
    assert code == 1
    assert said.startswith(
        f"Medlemsnytta behöver Python 3.11–3.15, 64 bitar. Det här är Python 3.{sys.version_info[1]}."
    )


def test_the_package_build_can_be_run_in_the_programs_folder(program):
    """Python finds build.py first, by its name, and that hands over, or says that there is no such package."""
    done = subprocess.run(
        [BASE, "-m", "build", "--version"], cwd=program.folder, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 1
    assert "Paketet build finns inte här" in done.stderr
    other = program.folder.parent / "paket" / "build"
    other.mkdir(parents=True)
    (other / "__init__.py").write_text("", "utf-8")
    (other / "__main__.py").write_text("import sys; print('the package', sys.argv[1:])\n", "utf-8")
    done = subprocess.run(
        [BASE, "-m", "build", "--version"],
        cwd=program.folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(other.parent)},
    )
    assert (done.returncode, done.stdout) == (0, "the package ['--version']\n")
