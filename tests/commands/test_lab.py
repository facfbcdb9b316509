"""JupyterLab is started with this Python, its kernels import the package, and the parameters cell is the report's own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from jupyter_client.manager import start_new_kernel

from medlemsnytta.commands import cli, lab
from medlemsnytta.commands.console import Console
from medlemsnytta.files import program
from medlemsnytta.inputs.parameters import params


class Started:
    """In the place of a process: what it was started with."""

    def __call__(self, command, env, check):
        self.command, self.env, self.check = command, env, check
        return SimpleNamespace(returncode=0)


def test_the_command_is_this_pythons_jupyterlab_on_the_notebook(project):
    started = Started()
    assert lab.open_lab(project, None, Console(), started) == 0
    assert started.command[:3] == [sys.executable, "-m", "jupyterlab"]
    assert started.command[-1] == "notebooks/evaluation.ipynb"
    assert started.env["PYTHONPATH"].split(os.pathsep)[0] == str(program.FILES)


def test_what_was_on_the_python_path_stays_there():
    paths = lab.environment({"PYTHONPATH": "elsewhere", "HOME": "h"}, Path("own"))
    assert paths == {
        "PYTHONPATH": f"{program.FILES}{os.pathsep}elsewhere",
        "JUPYTER_PATH": "own",
        "HOME": "h",
    }


def test_the_kernel_is_this_python_whatever_kernelspec_comes_first(project, tmp_path, monkeypatch):
    foreign = tmp_path / "kernels/python3/kernel.json"
    foreign.parent.mkdir(parents=True)
    foreign.write_text('{"argv": ["annan-python"], "display_name": "Annan", "language": "python"}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    found = []

    def run(command, env, check):
        list_kernels = [sys.executable, "-m", "jupyter_client.kernelspecapp", "list", "--json"]
        listed = subprocess.run(list_kernels, env=env, check=check, capture_output=True, text=True).stdout
        found.append(json.loads(listed)["kernelspecs"]["python3"])
        return SimpleNamespace(returncode=0)

    assert lab.open_lab(project, None, Console(), run) == 0
    assert found[0]["spec"]["argv"] == [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    assert not Path(found[0]["resource_dir"]).exists()


def test_a_report_has_a_working_copy_with_its_own_parameters_that_is_never_overwritten(project):
    started = Started()
    assert lab.open_lab(project, "huddinge-2026", Console(), started) == 0
    assert started.command[-1] == "output/lab/huddinge-2026.ipynb"
    path = project / "output/lab/huddinge-2026.ipynb"
    notebook = nbformat.read(path, as_version=4)
    names: dict = {}
    exec(notebook.cells[0].source, names)
    values = {name: value for name, value in names.items() if not name.startswith("__")}
    assert values == params.plain(params.read_parameters(project / "params/huddinge-2026.yaml"))
    assert [cell.source for cell in notebook.cells[1:]] == [
        cell.source for cell in nbformat.read(program.NOTEBOOKS / "evaluation.ipynb", as_version=4).cells[1:]
    ]
    path.write_text("mitt eget", "utf-8")
    lab.open_lab(project, "huddinge-2026", Console(), started)
    assert path.read_text("utf-8") == "mitt eget"


def test_an_unknown_report_is_reported_and_nothing_is_started(project, monkeypatch, capsys):
    monkeypatch.chdir(project)
    assert cli.main(["lab", "hudinge-2026"]) == 1
    assert "Menade du huddinge-2026?" in capsys.readouterr().err
    assert not (project / "output").exists()


@pytest.mark.notebook
def test_a_kernel_started_that_way_imports_the_package(tmp_path):
    inherited = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    environment = lab.environment(inherited, tmp_path)
    manager, client = start_new_kernel(kernel_name="python3", env=environment, cwd=str(tmp_path))
    try:
        answers: list[dict] = []
        code = "from medlemsnytta.files import program; print(program.FILES)"
        client.execute_interactive(code, timeout=60, output_hook=answers.append)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    printed = "".join(answer["content"].get("text", "") for answer in answers if answer["msg_type"] == "stream")
    assert printed.strip() == str(program.FILES)
