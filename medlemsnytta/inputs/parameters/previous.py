"""The earlier evaluations that a report looks back to: named by its parameters, each naming the one before."""

from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.parameters import params, reports
from medlemsnytta.inputs.parameters.params import Parameters


def previous_reports(root: Path, parameters: Parameters) -> list[tuple[str, Parameters]]:
    """The reports that `previous` leads back to, the newest first; each is of the same municipality and an earlier year."""
    found: list[tuple[str, Parameters]] = []
    later = parameters
    while name := later.previous:
        earlier = _named_as_previous(root, name)
        if earlier.municipality_code != parameters.municipality_code:
            what = f"{name} gäller en annan kommun ({earlier.municipality_code})."
            raise ProblemsFound([Problem("previous", what, "Skriv en tidigare rapport för samma kommun, eller null.")])
        if earlier.year >= later.year:
            what = f"{name} gäller {earlier.year}, som inte är före {later.year}."
            raise ProblemsFound([Problem("previous", what, "Skriv en rapport för ett tidigare år, eller null.")])
        found.append((name, earlier))
        later = earlier
    return found


def _named_as_previous(root: Path, name: str) -> Parameters:
    try:
        path = reports.parameter_file(root, name)
    except ProblemsFound as unknown:
        raise ProblemsFound(
            Problem("previous", f"{each.where}: {each.what}", each.fix) for each in unknown.problems
        ) from None
    return params.read_parameters(path, root=root)
