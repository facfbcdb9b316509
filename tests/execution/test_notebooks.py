"""The notebook run for real: by the front door, by stock papermill and nbconvert, twice with the same bytes."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pikepdf
import pytest

from medlemsnytta.commands import cli
from medlemsnytta.files import program

pytestmark = pytest.mark.notebook
ROOT = Path(__file__).resolve().parents[2]
REPORT = "huddinge-2025"


@pytest.fixture(scope="module")
def built(tmp_path_factory) -> Path:
    """A project elsewhere, built once by its front door."""
    project = tmp_path_factory.mktemp("annan mapp") / "projekt å"
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    before = sorted(path for path in project.rglob("*"))
    here = Path.cwd()
    os.chdir(project)
    try:
        assert cli.main([REPORT]) == 0
    finally:
        os.chdir(here)
    after = [
        path for path in project.rglob("*") if path not in before and "output" not in path.relative_to(project).parts
    ]
    assert after == []
    return project


def test_the_front_door_writes_the_report_and_its_manifest(built):
    names = [f"{REPORT}.{suffix}" for suffix in ("html", "ipynb", "manifest.json", "pdf")] + ["index.html"]
    assert sorted(path.name for path in (built / "output").glob("[!.]*")) == names


def test_what_is_current_is_not_built_again(built, monkeypatch, capsys):
    monkeypatch.chdir(built)
    before = {path.name: path.stat().st_mtime_ns for path in (built / "output").glob("[!.]*")}
    assert cli.main([REPORT]) == 0
    assert "redan aktuell" in capsys.readouterr().out
    assert {path.name: path.stat().st_mtime_ns for path in (built / "output").glob("[!.]*")} == before


def test_a_kernel_and_a_warm_process_give_the_same_notebook_html_and_pdf(built, tmp_path, monkeypatch):
    monkeypatch.chdir(built)
    assert cli.main([REPORT, "--output", str(tmp_path), "--engine", "kernel"]) == 0
    for file in (built / "output").glob("[!.]*"):
        assert (tmp_path / file.name).read_bytes() == file.read_bytes(), file.name


MACHINES = {
    "far east, no locale, no fonts": {
        "TZ": "Pacific/Auckland",
        "LANG": "C",
        "PYTHONHASHSEED": "7",
        "LOGNAME": "strateg",
    },
    "far west, Turkish, with a theme": {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "random"},
}
HIDING_FONTS = """
for folder in /usr/share/fonts /usr/local/share/fonts; do if [ -d $folder ]; then mount -t tmpfs none $folder; fi; done
exec "$@"
"""
DARK_THEME = "import altair; altair.theme.enable('dark')"


@pytest.mark.parametrize("machine", MACHINES)
def test_another_folder_user_home_time_zone_locale_and_hash_seed_give_the_same_bytes(machine, built, tmp_path):
    """Every factor differs from the first build at once; where the system allows it, its fonts are hidden too."""
    project, home = tmp_path / "annat projekt", tmp_path / "hem"
    for folder in ("params", "data"):
        shutil.copytree(ROOT / folder, project / folder)
    startup = home / ".ipython" / "profile_default" / "startup"
    startup.mkdir(parents=True)
    (startup / "theme.py").write_text(DARK_THEME if "theme" in machine else "")
    kept = {name: value for name, value in os.environ.items() if name not in ("LANG", "LC_ALL", "PYTHONHASHSEED")}
    environment = {**kept, "HOME": str(home), "PYTHONPATH": str(ROOT), **MACHINES[machine]}
    command = [sys.executable, str(ROOT / "build.py"), REPORT, "--force"]
    if "no fonts" in machine and _mounts_are_allowed():
        command = ["unshare", "--map-root-user", "--mount", "sh", "-c", HIDING_FONTS, "sh", *command]
    subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)
    for file in (built / "output").glob("[!.]*"):
        assert (project / "output" / file.name).read_bytes() == file.read_bytes(), file.name


def _mounts_are_allowed():
    tried = ["unshare", "--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs none /usr/share/fonts"]
    return shutil.which("unshare") is not None and subprocess.run(tried, capture_output=True).returncode == 0


def test_the_pdf_carries_the_recipe_that_the_manifest_says(built):
    with pikepdf.open(built / "output" / f"{REPORT}.pdf") as file:
        carried = json.loads(file.attachments["underlag.json"].get_file().read_bytes())
    manifest = json.loads((built / "output" / f"{REPORT}.manifest.json").read_text("utf-8"))
    assert carried == {**manifest["recipe"], "page": manifest["report"]}
    assert len(carried["data"]) > 10


def test_no_path_or_time_of_the_machine_is_in_the_report(built):
    for file in (built / "output").glob("[!.]*"):
        content = file.read_bytes()
        assert str(built).encode() not in content
        # The recipe names the package, in the page and the manifest.
        assert b"papermill" not in content or file.suffix in (".html", ".json")


def test_stock_papermill_and_nbconvert_show_the_same_figures(tmp_path):
    executed = tmp_path / "out.ipynb"
    run = [sys.executable, "-m", "papermill", "notebooks/evaluation.ipynb", str(executed)]
    run += ["-f", f"params/{REPORT}.yaml", "--no-progress-bar"]
    subprocess.run(run, cwd=ROOT, check=True, capture_output=True)
    convert = [sys.executable, "-m", "nbconvert", "--to", "html", str(executed)]
    subprocess.run(convert, cwd=ROOT, check=True, capture_output=True)
    page = (tmp_path / "out.html").read_text("utf-8").replace("\N{NO-BREAK SPACE}", " ").replace("&nbsp;", " ")
    for figure in ("38 291,20 kr", "Talar närmast för att stanna", "Underlaget räcker inte", "114 304"):
        assert figure in page


def test_a_misspelt_parameter_is_refused_under_stock_papermill_too(tmp_path):
    run = [sys.executable, "-m", "papermill", "notebooks/evaluation.ipynb", str(tmp_path / "out.ipynb")]
    run += ["-p", "requirment_level", "3", "--no-progress-bar"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode != 0
    assert "'requirment_level'" in done.stderr
    assert "params/schema.json" in done.stderr


def test_a_failing_cell_is_told_and_the_notebook_kept_aside(project, monkeypatch, capsys):
    broken = nbformat.read(program.NOTEBOOKS / "evaluation.ipynb", as_version=4)
    cell = next(cell for cell in broken.cells if cell.id == "cost")
    cell.source = "display(s.cost.missing(evaluation))"
    (project / "notebooks").mkdir()
    nbformat.write(broken, project / "notebooks" / "evaluation.ipynb")
    monkeypatch.chdir(project)
    assert cli.main([REPORT]) == 1
    said = capsys.readouterr().err
    for words in (
        "en cell i evaluation.ipynb stannade",
        "Under rubriken: Kostnad",
        "s.cost.missing(evaluation)",
        "AttributeError",
    ):
        assert words in said
    assert [path.name for path in (project / "output").glob("[!.]*")] == [f"{REPORT}.failed.ipynb"]
    kept = nbformat.read(project / "output" / f"{REPORT}.failed.ipynb", as_version=4)
    assert next(cell for cell in kept.cells if cell.id == "summary").outputs


@pytest.mark.parametrize("released", [False, True])
def test_a_notebook_that_failed_is_kept_only_if_it_holds_no_personal_data(project, monkeypatch, capsys, released):
    own = nbformat.read(program.NOTEBOOKS / "evaluation.ipynb", as_version=4)
    own.cells.insert(3, nbformat.v4.new_code_cell("print('Växeln nås på', '070-174', '06 05')\n1 / 0", id="egen"))
    (project / "notebooks").mkdir()
    nbformat.write(own, project / "notebooks" / "evaluation.ipynb")
    if released:
        row = "kind,text,reason,source,source_date,status,note\n"
        row += "phone,070-174 06 05,Numret är växelns.,webbplatsen,2025-04-01,observed,\n"
        (project / "data/huddinge/privacy_exceptions.csv").write_text(row, "utf-8")
    (project / "output").mkdir()
    kept = project / "output" / f"{REPORT}.failed.ipynb"
    kept.write_text("den förra", "utf-8")
    monkeypatch.chdir(project)
    assert cli.main([REPORT]) == 1
    said = capsys.readouterr().err
    assert "ZeroDivisionError" in said
    assert ("070-174" in kept.read_text("utf-8") if kept.exists() else None) is (released or None)
    told = f"Anteckningsboken så långt den kom är sparad som {REPORT}.failed.ipynb."
    if not released:
        told = (
            f"{REPORT}.failed.ipynb: den färdiga filen ser ut att innehålla ett telefonnummer till en person: "
            "07•-••• •• ••. Det står i anteckningsbokens cell 4, räknat uppifrån. "
            "Ta bort uppgiften ur det som cellen skriver eller visar. Filen skrevs inte."
        )
    assert told in said
