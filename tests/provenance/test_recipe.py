"""What a report is made of has one spelling, which an independent library agrees on, and is the same in a wheel."""

import json
import shutil
import subprocess
import sys
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


CANNOT = {
    "what carries messages between processes, and files over networks": (
        "certifi charset-normalizer comm debugpy entrypoints idna jupyter-client jupyter-core msgpack platformdirs psutil "
        "pyzmq requests tenacity tornado urllib3"
    ),
    "what says whether a notebook is one, and changes none": (
        "arrow attrs fastjsonschema fqdn isoduration jsonpointer jsonschema-specifications lark referencing "
        "rfc3339-validator rfc3986-validator rfc3987-syntax rpds-py six uri-template webcolors"
    ),
    "what nbconvert imports for templates that are not ours": (
        "defusedxml jupyterlab-pygments notebook pandocfilters tinycss2 webencodings"
    ),
    "the types of the program's own classes": "annotated-types typing-extensions typing-inspection",
    "what is looked for and done without": "distributed pillow",
    "the words of the command line and of packages' versions": "click packaging setuptools",
}
"""What a build imports and no byte of a page can depend on, by why."""

IMPORTED = """
import json, sys
from importlib import metadata
from pathlib import Path
from medlemsnytta.pages import report, warm
from tests.built import build
root = Path(sys.argv[1])
warm.import_for_notebooks()
warm.make_ready()
import medlemsnytta.inputs.tables.xlsx_files
build(report.page(root, "exempelkommun-2026"), root / "output", engine="kernel")
cells = json.loads((root / "output/exempelkommun-2026.ipynb").read_text("utf-8"))["cells"]
words = "".join(cells[-1]["outputs"][0]["text"]).split()
owners = metadata.packages_distributions()
names = {name.partition(".")[0] for name, module in sys.modules.items() if module is not None} | set(words)
print(*{owner.lower().replace("_", "-") for name in names for owner in owners.get(name, ())})
"""
"""Prints the packages that a build imports: the one who plans and renders, what a worker has ready, a notebook's kernel."""

TOLD_LAST = "import sys\nprint(*{name.partition('.')[0] for name, module in sys.modules.items() if module is not None})"


@pytest.mark.notebook
def test_every_package_that_a_build_imports_counts_or_cannot_change_bytes(project):
    notebook = json.loads((program.NOTEBOOKS / recipe.REPORT).read_text("utf-8"))
    cell = {"cell_type": "code", "id": "sist", "metadata": {}, "outputs": [], "execution_count": None}
    notebook["cells"].append(cell | {"source": TOLD_LAST})
    (project / "notebooks").mkdir()
    (project / "notebooks" / recipe.REPORT).write_text(json.dumps(notebook), "utf-8")
    command = [sys.executable, "-c", IMPORTED, str(project)]
    done = subprocess.run(command, cwd=program.FILES, capture_output=True, text=True, check=True)
    imported, cannot = set(done.stdout.split()), {name for names in CANNOT.values() for name in names.split()}
    assert {"pandas", "ipykernel", "narwhals", "vl-convert-python"} <= imported
    assert sorted(imported - cannot - set(recipe.PACKAGES)) == []
    assert cannot.isdisjoint(recipe.PACKAGES)
    assert recipe.NOT_INSTALLED not in recipe.versions().values()
