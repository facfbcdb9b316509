"""A report's files packed for the archive, with what archivists need in order to check them by themselves."""

from collections.abc import Iterable, Mapping

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import program
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.provenance import recipe
from medlemsnytta.provenance.bags import bag

LOCK = "requirements.txt"
README = "las-mig.txt"

MOST_NAMED = 5
"""More packages of another version than these are told as a number."""


def packed(name: str, parameters: Parameters, payload: Mapping[str, bytes]) -> bytes:
    """The `payload` as a zip, with the versions that built it; raises ProblemsFound where others are installed.

    Unpacked, the bag's folder data/ is a project of its own, in which the report can be verified and built again.
    """
    whole = {**payload, LOCK: _lock((program.FILES / LOCK).read_bytes())}
    whole[README] = _readme(name, parameters, sorted([*whole, README]))
    return bag(name, whole, _described(name, parameters), parameters.report_date)


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
