"""Files come to stand whole or not at all."""

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.files import writing


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
