"""What a report is made of has one spelling, which an independent library agrees on, and is the same in a wheel."""

import shutil
from importlib import metadata

import pytest
import rfc8785

from medlemsnytta.files import program
from medlemsnytta.provenance import recipe
from medlemsnytta.rendering.embedded import canonical

VALUES = [
    {"b": 1, "a": [True, False, None], "å": "ä ö \u2028 \U0001f600"},
    {"parameters": {"year": 2026, "hourly_cost_sek": 452.75, "title": 'citat " och \\ och /', "tom": ""}},
    {"tal": [0, -1, 1.5, 0.1, 123456789012]},
    [],
    "text\n\t",
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_the_canonical_form_is_that_of_rfc_8785(value):
    assert canonical(value).encode() == rfc8785.dumps(value)


def test_the_program_is_the_same_in_a_wheel_as_in_a_checkout(tmp_path):
    package = tmp_path / "medlemsnytta"
    shutil.copytree(program.PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for part in ("notebooks", "templates"):
        shutil.copytree(program.FILES / part, package / "shipped" / part)
    (package / "shipped" / "requirements.txt").write_text("pandas==1\n")
    settings = package / "shipped" / "templates" / "council" / "conf.json"
    settings.write_bytes(settings.read_bytes().replace(b"\n", b"\r\n"))
    notebook = (package / "shipped" / "notebooks" / "evaluation.ipynb").read_bytes()
    parts = {"package": package, "templates": package / "shipped" / "templates"}
    assert recipe.program("evaluation.ipynb", notebook, parts) == recipe.program("evaluation.ipynb")


def test_another_notebook_is_another_program():
    own, other = recipe.program("evaluation.ipynb"), recipe.program("evaluation.ipynb", b"{}")
    assert [part for part in own if own[part] != other[part]] == ["notebook"]


PINNED = f"""\
# via pip-compile
click=={metadata.version("click")} \\
    --hash=sha256:0
jinja2==0.1 ; python_version < '3' \\
    --hash=sha256:0
jinja2==0.2
finns-inte==1.0 ; sys_platform != 'ingen'
"""


def test_a_version_is_compared_with_the_pin_of_this_system():
    other = [("jinja2", "0.2", metadata.version("jinja2")), ("finns-inte", "1.0", "inte installerat")]
    assert list(recipe.other_versions(PINNED)) == other


def test_what_is_installed_for_the_tests_is_what_is_pinned():
    assert list(recipe.other_versions((program.FILES / "requirements.txt").read_text("utf-8"))) == []
