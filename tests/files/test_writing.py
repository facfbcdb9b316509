"""Files come to stand whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import folder_lock, locks, temporary, writing
from tests.systems import LINKS


def test_every_file_is_written_and_nothing_else(tmp_path):
    writing.publish(tmp_path / "ut", {"a.html": b"a", "b.pdf": b"b"})
    assert {path.name: path.read_bytes() for path in (tmp_path / "ut").iterdir()} == {"a.html": b"a", "b.pdf": b"b"}


def test_a_file_that_cannot_be_written_leaves_the_old_ones_and_no_partial(tmp_path):
    (tmp_path / "a.html").write_bytes(b"old")
    (tmp_path / f".b.pdf{writing.PARTIAL_SUFFIX}").mkdir()
    with pytest.raises(ProblemsFound, match=r"b\.pdf: filen går inte att skriva"):
        writing.publish(tmp_path, {"a.html": b"new", "b.pdf": b"b"})
    assert (tmp_path / "a.html").read_bytes() == b"old"
    assert not (tmp_path / f".a.html{writing.PARTIAL_SUFFIX}").exists()


def test_a_folder_that_is_a_file_is_told_in_words(tmp_path):
    (tmp_path / "ut").write_text("upptaget")
    with pytest.raises(ProblemsFound, match="går inte att skriva"):
        writing.publish(tmp_path / "ut", {"a.html": b"a"})


@pytest.mark.parametrize("held", [errno.EACCES, errno.EBUSY, errno.EPERM])
def test_a_file_that_another_program_holds_for_a_moment_is_written_when_it_is_let_go(tmp_path, monkeypatch, held):
    tries, replace = [], os.replace

    def held_three_times(old, new):
        tries.append(new)
        if len(tries) <= 3:
            raise OSError(held, os.strerror(held), str(new))
        replace(old, new)

    monkeypatch.setattr(os, "replace", held_three_times)
    writing.publish(tmp_path, {"a.html": b"a"})
    assert ((tmp_path / "a.html").read_bytes(), len(tries)) == (b"a", 4)


def test_a_file_that_another_program_does_not_let_go_is_told_after_a_while(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "SECONDS_TO_TRY", 0.2)
    monkeypatch.setattr(os, "replace", _refused(errno.EACCES))
    with pytest.raises(ProblemsFound, match=r"a\.html: filen går inte att skriva\. Stäng filen"):
        writing.publish(tmp_path, {"a.html": b"a"})
    assert list(tmp_path.iterdir()) == []


def _refused(number):
    def refuse(*arguments, **named):
        raise OSError(number, os.strerror(number), *map(str, arguments[:1]))

    return refuse


@pytest.fixture
def without_locks(monkeypatch):
    """A file system that has none, as some network drives."""
    monkeypatch.setattr(locks, "_take", _refused(errno.ENOLCK))


def test_an_output_folder_that_cannot_be_locked_is_told_and_not_waited_for(tmp_path, without_locks):
    with (
        pytest.raises(ProblemsFound, match=r"står på en disk som inte kan låsas.*--output"),
        folder_lock.held(tmp_path, lambda: None),
    ):
        pass


def test_temporary_files_need_no_locks_and_are_left_alone_where_there_are_none(without_locks):
    with temporary.temporary_folder() as folder:
        temporary.tidy()
        assert folder.is_dir()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("number", "reason"), [(errno.ENOSPC, "den är full"), (errno.EROFS, "den går inte att skriva i")]
)
def test_a_folder_for_temporary_files_without_room_is_told(monkeypatch, number, reason):
    for function in ("mkdir", "write_bytes"):
        with monkeypatch.context() as patch:
            patch.setattr(Path, function, _refused(number))
            told = pytest.raises(ProblemsFound, match=f"mappen för tillfälliga filer: {reason}")
            with told, temporary.temporary_files({"a": b"a"}):
                pass


def test_the_project_is_no_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pytest.raises(ProblemsFound, match="mappen för tillfälliga filer: den är full"), temporary.temporary_folder():
        pass


@LINKS
def test_a_partial_file_that_is_a_link_is_not_written_through(tmp_path):
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / f".a.html{writing.PARTIAL_SUFFIX}").symlink_to(tmp_path / "other")
    writing.publish(tmp_path, {"a.html": b"a"})
    assert (tmp_path / "other").read_bytes() == b"other"


def _windows_says_it_is_not_there(*_: object, **__: object) -> None:
    """What Windows answers where a path is longer than it takes (its error 206)."""
    raise FileNotFoundError(errno.ENOENT, "The filename or extension is too long")


def test_a_folder_that_can_never_be_made_is_told_and_not_waited_for(tmp_path, monkeypatch):
    monkeypatch.setattr(folder_lock, "SECONDS_BETWEEN_LOOKS", 0.001)
    monkeypatch.setattr(Path, "mkdir", _windows_says_it_is_not_there)
    folder = tmp_path / "/".join(["en mapp med ett ganska långt namn"] * 10)
    with (
        pytest.raises(
            ProblemsFound, match=r"här kan inga rapporter skrivas\. Sökvägen är \d+ tecken lång, och Windows"
        ),
        folder_lock.held(folder, lambda: None),
    ):
        pass


def test_a_file_whose_path_is_too_long_is_told_so(tmp_path, monkeypatch):
    folder = tmp_path / "/".join(["en mapp med ett ganska långt namn"] * 10)
    monkeypatch.setattr(writing, "_write", _windows_says_it_is_not_there)
    for publish in (writing.publish, writing.publish_folder):
        with pytest.raises(ProblemsFound, match="tecken lång, och Windows tar 259"):
            publish(folder, {"a.html": b"a"})
    with pytest.raises(ProblemsFound, match="Stäng filen om den är öppen"):
        writing.publish(tmp_path, {"a.html": b"a"})
