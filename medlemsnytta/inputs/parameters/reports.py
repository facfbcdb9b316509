"""Which reports there are: one params file each, `params/<municipality>-<year>.yaml`."""

import re
from difflib import get_close_matches
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files.paths import is_device, leads_outside, left_by_a_program
from medlemsnytta.files.program import COMMAND

PARAMS_FOLDER = "params"
LISTING, OVERVIEW, COMPARISON = "index", "overview", "jamforelse"
"""Names of pages that are no reports: the list of them, the overview, and what a comparison's name begins with."""

NONE_YET = Problem(
    PARAMS_FOLDER, "mappen har inga parameterfiler.", f"Börja en rapport: {COMMAND} new KOMMUN --year ÅR"
)

_NAME = re.compile(r"[a-zåäö0-9]+(?:-[a-zåäö0-9]+)*")


def report_names(root: Path) -> list[str]:
    """The names of all reports, in alphabetical order."""
    return sorted(path.stem for path in (root / PARAMS_FOLDER).glob("*.yaml") if not left_by_a_program(path.name))


def is_report_name(name: str) -> bool:
    """Whether a report may be called so: the name becomes the names of its files."""
    return bool(_NAME.fullmatch(name)) and not is_device(name) and page_called(name) is None


def page_called(name: str) -> str | None:
    """The page, in Swedish, that has this name or would be laid on the same files where case makes no difference."""
    lower = name.casefold()
    if lower.partition("-")[0] == COMPARISON:
        return "en jämförelse"
    return {LISTING: "listan över rapporterna", OVERVIEW: "översikten"}.get(lower)


def parameter_file(root: Path, name: str) -> Path:
    """The params file of the report called `name`; raises ProblemsFound with the nearest right name."""
    known = report_names(root)
    path = root / PARAMS_FOLDER / f"{name}.yaml"
    if name in known and is_report_name(name):
        if leads_outside(path, root):
            fix = "Lägg filen själv i mappen."
            raise ProblemsFound([Problem(f"{PARAMS_FOLDER}/{name}.yaml", "filen är en länk ut ur projektet.", fix)])
        return path
    if name in known:
        page = page_called(name)
        what = f"så heter redan filerna för {page}." if page else "en rapport kan inte heta så."
        fix = "Döp om filen: små bokstäver, siffror och bindestreck, till exempel huddinge-2026.yaml."
    else:
        near = get_close_matches(name.removesuffix(".yaml").rpartition("/")[2], known, n=1)
        what = "rapporten finns inte."
        fix = f"Menade du {near[0]}?" if near else f"Rapporterna är: {', '.join(known) or 'inga än'}."
    raise ProblemsFound([Problem(f"{PARAMS_FOLDER}/{name[:60]}.yaml", what, fix)])
