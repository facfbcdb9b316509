"""What in a municipality's tables one report cannot read, though its tables obey their own rules."""

from medlemsnytta.errors import Problem
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import BOTH, SEPARATOR


def check_report(tables: Tables, parameters: Parameters) -> list[Problem]:
    """Statements about both networks, in a report that has more than two and does not know which of them are meant."""
    if len(parameters.networks) <= len(("one", "other")):
        return []
    rows = tables.excerpts.index[tables.excerpts["network_id"] == BOTH]
    what = f"network_id är both, men rapporten har {len(parameters.networks)} nätverk."
    fix = f"Skriv vilka uttalandet gäller, med semikolon emellan: {SEPARATOR.join(parameters.networks[:2])}."
    return [Problem(tables.place("excerpts", row, "network_id"), what, fix) for row in rows]
