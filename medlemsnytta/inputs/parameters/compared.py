"""Two reports named to be compared: which is the earlier, and whether they can be compared at all."""

from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters import params, reports
from medlemsnytta.inputs.parameters.params import Parameters


def compared_reports(root: Path, one: str, other: str) -> list[tuple[str, Parameters]]:
    """Both reports, the earlier first, in whichever order they are named; raises ProblemsFound."""
    if one == other:
        raise ProblemsFound([Problem(one, "rapporten är nämnd två gånger.", "Skriv namnen på två olika rapporter.")])
    found, problems = [], []
    for name in (one, other):
        try:
            found.append((name, params.read_parameters(reports.parameter_file(root, name), root=root)))
        except ProblemsFound as wrong:
            problems.extend(wrong.problems)
    if problems:
        raise ProblemsFound(problems)
    found.sort(key=lambda named: (named[1].report_date, named[1].year, named[0]))
    (first, earlier), (second, later) = found
    if earlier.municipality_code != later.municipality_code:
        what = (
            f"rapporterna gäller olika kommuner ({earlier.municipality_code} och {later.municipality_code}). Graderna bygger på "
            "var sin kommuns användare och går inte att jämföra."
        )
        raise ProblemsFound([Problem(f"{first} och {second}", what, "Välj två rapporter för samma kommun.")])
    return found


def comparison_name(named: list[tuple[str, Parameters]]) -> str:
    """What the comparison's files are called."""
    return "-".join([reports.COMPARISON, *(name for name, _ in named)])
