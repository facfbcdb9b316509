"""A report packed for the archive with everything it is made of, in a form that archivists can check by themselves."""

from collections.abc import Iterable
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import program, regular_files
from medlemsnytta.files.project import NOTEBOOKS_FOLDER
from medlemsnytta.inputs.parameters import reports
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.pages import making, report
from medlemsnytta.provenance import manifests, recipe
from medlemsnytta.provenance.bags import bag

LOCK = "requirements.txt"
README = "las-mig.txt"
MANIFEST = "manifest.json"

MOST_NAMED = 5
"""More packages of another version than these are told as a number."""


def archive(root: Path, name: str, output: Path) -> bytes:
    """A zip of the report as it stands in `output`; raises ProblemsFound where it is not current and whole there.

    Unpacked, the bag's folder data/ is a project of its own, in which the report can be verified and built again.
    """
    page = report.page(root, name)
    planned = making.plan(page, output, making.BuildOptions(static=manifests.is_static(output, name)))
    if planned.job is not None:
        what = f"rapporten är inte aktuell i mappen {output.name}: {', '.join(planned.why)}."
        raise ProblemsFound([Problem(name, what, f"Kör {program.COMMAND} {name} först.")])
    if kept := page.read.workbooks_to_keep():
        raise ProblemsFound(kept)
    payload, (parameters,) = dict(page.read.files), page.read.evaluations
    payload[page.where] = reports.parameter_file(root, name).read_bytes()
    payload[f"{NOTEBOOKS_FOLDER}/{page.notebook.name}"] = page.notebook.read_bytes()
    payload[LOCK] = _lock((program.FILES / LOCK).read_bytes())
    for ending in (*making.FORMATS, MANIFEST):
        payload[f"output/{name}.{ending}"] = _read(output / f"{name}.{ending}")
    payload[README] = _readme(name, parameters, sorted([*payload, README]))
    return bag(name, payload, _described(name, parameters), parameters.report_date)


def _lock(content: bytes) -> bytes:
    """The pinned versions, where they are those of this environment; an archive must not name others than built the report."""
    differing = list(recipe.other_versions(content.decode()))
    if not differing:
        return content
    told = [f"{package} är {installed} här men {pinned} i den" for package, pinned, installed in differing[:MOST_NAMED]]
    if more := len(differing) - len(told):
        told.append(f"{more} paket till skiljer sig")
    what = f"rapporten är byggd med andra paketversioner än de som förteckningen säger: {'; '.join(told)}."
    pinned = program.FILES / LOCK if program.INSTALLED else LOCK
    fix = f"Kör python -m pip install -r {pinned}, bygg rapporten igen och packa den sedan."
    raise ProblemsFound([Problem(LOCK, what, fix)])


def _read(path: Path) -> bytes:
    try:
        return regular_files.read(path)
    except OSError:
        fix = "Kontrollera att den finns och att du får läsa den."
        raise ProblemsFound([Problem(path.name, "filen går inte att läsa.", fix)]) from None


def _described(name: str, parameters: Parameters) -> dict[str, str]:
    return {
        "Source-Organization": f"Kommun {parameters.municipality_code}",
        "External-Identifier": parameters.case_number or name,
        "External-Description": parameters.title,
        "Bag-Software-Agent": "Medlemsnytta",
    }


def _readme(name: str, parameters: Parameters, files: Iterable[str]) -> bytes:
    lines = [
        parameters.title,
        f"Rapportens dag: {parameters.report_date.isoformat()}",
        f"Diarienummer: {parameters.case_number or 'uppgift saknas'}",
        "",
        "Paketet följer BagIt (RFC 8493): manifest-sha256.txt och manifest-sha512.txt har en kontrollsumma för varje fil,",
        "så att arkivets egna program kan se att ingenting har ändrats.",
        "",
        f"Rapporten är output/{name}.pdf; output/{name}.html säger detsamma. Den är byggd av tabellerna i data, av",
        f"parametrarna i params/{name}.yaml och av anteckningsboken i notebooks. output/{name}.manifest.json har kontrollsummor",
        "för allt detta, för varje rad och för programmet. requirements.txt har de programversioner som hör till.",
        "Av de gemensamma tabellerna finns bara rapportens egna rader. Uttalanden med samtycket internal finns inte med.",
        "Tabellerna är packade som de är skrivna, för att rapporten ska gå att bygga igen. Öppna dem som text: en cell som",
        "börjar med likhetstecken är något som någon har skrivit, och ingen formel.",
        "",
        "Så prövas rapporten med programmet Medlemsnytta: ställ dig i mappen där den här filen ligger och kör",
        f"medlemsnytta verify output/{name}.pdf",
        "eller, där programmet körs ur sin mapp utan att vara installerat,",
        f"python SÖKVÄG/build.py verify output/{name}.pdf",
        "",
        "Filerna i paketet:",
        *files,
    ]
    return ("\r\n".join(lines) + "\r\n").encode()
