"""The files that a page is made of go into it and come out again, and nothing else does."""

import base64
import bz2
import json

import pytest
from nbformat.v4 import new_notebook

from medlemsnytta.rendering import carried_files

FILES = {"data/x/a.csv": b"a;\xc3\xa5\r\n1;2\n", "data/x/logo.png": b"\x89PNG\xff\x00", "params/y.yaml": b""}


def test_what_is_packed_is_unpacked_byte_for_byte_and_the_same_each_time():
    packed = carried_files.packed(FILES)
    assert carried_files.of_json(carried_files.as_json(packed)) == FILES
    assert packed == carried_files.packed(dict(reversed(FILES.items())))
    assert "å" in carried_files.as_json(packed)


def test_a_notebook_holds_them_beside_its_name():
    notebook = new_notebook()
    assert carried_files.held_by(notebook) == {"page": "", "files": ""}
    carried_files.put(notebook, "huddinge-2025", FILES)
    assert carried_files.held_by(notebook) == {"page": "huddinge-2025", "files": carried_files.packed(FILES)}
    notebook.metadata["medlemsnytta"] = {"page": 1, "files": ["x"]}
    assert carried_files.held_by(notebook) == {"page": "", "files": ""}


@pytest.mark.parametrize(
    "path", ["../x", "/x", "a//b", "a/../b", "C:/x", "a\\b", "a/.", ".x/y", "a/con.csv", "", "a/x\n", "x" * 201, "a/x."]
)
def test_a_path_that_could_lead_astray_is_refused(path):
    with pytest.raises(ValueError, match="plain paths"):
        carried_files.of_json(json.dumps({path: ""}))


@pytest.mark.parametrize("told", [[], {"a": 1}, {"a": {"base64": 1}}, {"a": {"base64": "!"}}, {"a": "", "A": ""}])
def test_what_is_no_files_is_refused(told):
    with pytest.raises(ValueError, match=r"\w"):
        carried_files.of_json(json.dumps(told))


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"BZh9",
        bz2.compress(b"x")[:-4],
        bz2.compress(b"x") + b"y",
        bz2.compress(bytes(carried_files.MOST_BYTES + 1)),
        bz2.compress(b"\xff"),
    ],
)
def test_what_is_not_packed_by_us_is_refused(packed):
    with pytest.raises(ValueError, match=r"\w"):
        carried_files.as_json(base64.b64encode(packed).decode())
