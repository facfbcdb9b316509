"""Which notebooks may run in a process that has run others: the program's own, to the byte."""

import pytest

from medlemsnytta.files import program
from medlemsnytta.pages import known_notebooks

OURS = sorted(program.NOTEBOOKS.glob("*.ipynb"))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.name)
def test_our_notebooks_are_known(path):
    """Where this fails: python .ci/derived.py"""
    content = path.read_bytes()
    assert known_notebooks.known(content)
    assert known_notebooks.known(content.replace(b"\n", b"\r\n"))
    assert not known_notebooks.known(content + b" ")


def test_no_other_notebook_is_known():
    named = [line.split()[1] for line in known_notebooks.DIGESTS.read_text("utf-8").splitlines()]
    assert named == [path.name for path in OURS]
