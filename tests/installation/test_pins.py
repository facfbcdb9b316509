"""Whether an environment has what a requirements file pins."""

from pathlib import Path

import pytest

from medlemsnytta.installation import pins

LOCK = """\
a-package==1.2 \\
    --hash=sha256:00
for.windows==3.0 ; sys_platform == 'win32' \\
    --hash=sha256:01
two==1.0 ; python_full_version < '3.15' \\
    --hash=sha256:02
two==2.0 ; python_full_version >= '3.15' \\
    --hash=sha256:03
"""


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    (tmp_path / "requirements.txt").write_text(LOCK, "utf-8")
    return tmp_path / "requirements.txt"


def _packages(folder: Path, *names: str) -> list[str]:
    for name in names:
        (folder / "site" / f"{name}.dist-info").mkdir(parents=True)
    return [str(folder / "site"), str(folder / "is-not-there")]


@pytest.mark.parametrize(
    ("standing", "expected"),
    [
        pytest.param(["a_package-1.2", "two-1.0"], True, id="all, spelt as wheels spell names"),
        pytest.param(["A.Package-1.2", "two-2.0"], True, id="the other version that is pinned"),
        pytest.param(["a_package-1.3", "two-1.0"], False, id="another version"),
        pytest.param(["two-1.0"], False, id="one is missing"),
        pytest.param(["a_package-1.2"], False, id="pinned twice by marker, so needed somewhere here"),
        pytest.param([], False, id="nothing"),
    ],
)
def test_packages_are_there_in_a_pinned_version(tmp_path, lock, standing, expected):
    assert pins.are_installed(lock, tmp_path, _packages(tmp_path, *standing)) is expected


def test_what_was_installed_before_the_pins_changed_is_not_what_they_ask_for(tmp_path, lock):
    path = _packages(tmp_path, "a_package-1.2", "two-1.0")
    pins.finish(lock, tmp_path)
    assert pins.are_installed(lock, tmp_path, path)
    # A pin for one system only: no folder's name tells that it has changed, the stamp does.
    lock.write_text(LOCK.replace("for.windows==3.0", "for.windows==3.1"), "utf-8")
    assert not pins.are_installed(lock, tmp_path, path)


def test_an_installation_that_was_cut_off_is_not_taken_for_a_whole_one(tmp_path, lock):
    path = _packages(tmp_path, "a_package-1.2", "two-1.0")
    pins.finish(lock, tmp_path)
    pins.begin(tmp_path)
    assert not pins.are_installed(lock, tmp_path, path)
    assert pins.is_unfinished(tmp_path)


def test_what_the_tests_need_holds_what_the_program_needs(tmp_path, lock):
    more = lock.with_name("requirements-dev.txt")
    more.write_text("-r requirements.txt\nfor-tests==5 \\\n    --hash=sha256:04\n", "utf-8")
    path = _packages(tmp_path, "a_package-1.2", "two-1.0", "for_tests-5")
    pins.finish(more, tmp_path)
    assert pins.are_installed(more, tmp_path, path)
    assert pins.are_installed(lock, tmp_path, path)
    assert pins.count(more) == 5
