"""Which files a report's package for the archive holds: the report as it stands, and everything that it is made of."""

from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import program, regular_files
from medlemsnytta.files.project import NOTEBOOKS_FOLDER
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.pages import making, report
from medlemsnytta.pages.page import outputs_of
from medlemsnytta.provenance import archives, manifests


def archive(root: Path, name: str, output: Path) -> bytes:
    """A zip of the report as it stands in `output`; raises ProblemsFound where it is not current and whole there."""
    page = report.page(root, name)
    planned = making.plan(page, output, making.BuildOptions(static=manifests.is_static(output, name)))
    if planned.job is not None:
        what = f"rapporten är inte aktuell i mappen {output.name}: {', '.join(planned.why)}."
        raise ProblemsFound([Problem(name, what, f"Kör {program.COMMAND} {name} först.")])
    payload, (parameters,) = dict(page.read.files), page.read.evaluations
    payload[page.where] = reports.parameter_file(root, name).read_bytes()
    payload[f"{NOTEBOOKS_FOLDER}/{page.notebook.name}"] = page.notebook.read_bytes()
    standing = [file for file in outputs_of(name) if file in planned.standing.outputs]
    for file in (*standing, f"{name}{manifests.MANIFEST_ENDING}"):
        payload[f"output/{file}"] = _read(output / file)
    return archives.packed(name, parameters, payload)


def _read(path: Path) -> bytes:
    try:
        return regular_files.read(path)
    except OSError:
        fix = "Kontrollera att den finns och att du får läsa den."
        raise ProblemsFound([Problem(path.name, "filen går inte att läsa.", fix)]) from None
