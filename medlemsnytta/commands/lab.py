"""JupyterLab on the project's notebooks: the package importable, the kernel this Python, the parameters cell filled in."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from pprint import pformat
from typing import Any

import click

from medlemsnytta.commands import shared_options
from medlemsnytta.commands.console import Console
from medlemsnytta.commands.invocation import Invocation, invoked
from medlemsnytta.errors import ExitCode, Problem, ProblemsFound
from medlemsnytta.files import program, writing
from medlemsnytta.files.project import notebook as notebook_of
from medlemsnytta.files.temporary import temporary_folder

FOLDER = "output/lab"
PARAMETERS_TAG = "parameters"


@shared_options.command("Öppna anteckningsboken i JupyterLab.")
@click.argument("name", required=False, metavar="[NAMN]")
@invoked
def lab(invocation: Invocation, name: str | None) -> int:
    return open_lab(invocation.root, name, invocation.console)


def open_lab(root: Path, name: str | None, console: Console, run: Callable[..., Any] | None = None) -> int:
    """Start JupyterLab on the evaluation, or on a working copy with the parameters of the report `name`.

    Returns JupyterLab's own exit code, once it has been started.
    """
    from ipykernel.kernelspec import write_kernel_spec
    from jupyter_client.kernelspec import NATIVE_KERNEL_NAME

    try:
        notebook = working_copy(root, name) if name is not None else _evaluation(root)
    except ProblemsFound as found:
        console.problems(f"{name or 'Anteckningsboken'} öppnades inte:", found.problems)
        return ExitCode.MENDABLE
    console.info(
        f"Öppnar {notebook.name} i webbläsaren. Ändra i den första cellen och välj Run, Run All Cells.",
        "Avsluta med Ctrl-C i det här fönstret.",
    )
    try:
        with temporary_folder() as own_kernel:
            write_kernel_spec(own_kernel / "kernels" / NATIVE_KERNEL_NAME)
            started_in = environment(os.environ, own_kernel)
            return (run or subprocess.run)(command(root, notebook), env=started_in, check=False).returncode
    except KeyboardInterrupt:
        return ExitCode.DONE


def _evaluation(root: Path) -> Path:
    """The project's own notebook, or that of the checkout; an installed program's is no place to work in."""
    from medlemsnytta.inputs.parameters import reports
    from medlemsnytta.provenance import recipe

    notebook = notebook_of(root, recipe.REPORT)
    if program.INSTALLED and not notebook.is_relative_to(root):
        names = reports.report_names(root)
        what = f"skriv vilken rapport det gäller: {', '.join(names) or 'än finns ingen'}."
        fix = f"Då öppnas en kopia för den. Egna anteckningsböcker: {program.COMMAND} init MAPP --notebooks"
        raise ProblemsFound([Problem("lab", what, fix)])
    return notebook


def command(root: Path, notebook: Path) -> Sequence[str]:
    """What starts JupyterLab with this very Python, whichever others the machine has."""
    top = root if notebook.is_relative_to(root) else program.FILES
    shown = notebook.relative_to(top).as_posix()
    return [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={top}", shown]


def environment(inherited: Mapping[str, str], own_kernel: Path) -> dict[str, str]:
    """The environment in which every kernel that JupyterLab starts can import the package, and the one that our notebooks
    name is in `own_kernel`, whatever others of that name the machine has."""
    kernels = os.pathsep.join(filter(None, [str(own_kernel), inherited.get("JUPYTER_PATH")]))
    return {**inherited, **program.python_path(inherited), "JUPYTER_PATH": kernels}


def working_copy(root: Path, name: str) -> Path:
    """The evaluation with the report's parameters in its first cell; one that stands already is left as it is."""
    import nbformat

    from medlemsnytta.inputs.parameters import params, reports
    from medlemsnytta.provenance import recipe

    path = root / FOLDER / f"{name}.ipynb"
    parameters = params.read_parameters(reports.parameter_file(root, name), root=root)
    if not path.exists():
        notebook = nbformat.read(notebook_of(root, recipe.REPORT), as_version=4)
        cell = next(cell for cell in notebook.cells if PARAMETERS_TAG in cell.metadata.get("tags", []))
        lines = [
            f"{key} = {pformat(value, width=100, sort_dicts=False)}" for key, value in params.plain(parameters).items()
        ]
        cell.source = "\n".join(lines)
        writing.publish(path.parent, {path.name: f"{nbformat.writes(notebook)}\n".encode()})
    return path
