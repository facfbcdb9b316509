"""What can be decided by one invented municipality, from the smallest tables with a few of their own."""

from pathlib import Path

from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from tests.inputs.small_tables import FOLDER, PARAMETERS, write
from tests.loaded import Decided, decided, load_tables

MEMBERSHIPS = (
    "network_id,since,until,state,notice_months,decision_id,stated_fee_sek,stated_fee_year,fee_class,fee_period_start,"
    "source,source_date,status,note\n"
)
ENDING = "påhittat,2025-01-01,illustrative,"


def memberships(*rows: str) -> str:
    """Each row as far as the decision, "alfa,2022,,member,6,b1"; then the fee period's first day after a space."""
    lines = (row.partition(" ")[::2] for row in rows)
    return MEMBERSHIPS + "".join(f"{row},,,,{start},{ENDING}\n" for row, start in lines)


def small_case(root: Path, *, more: dict[str, str] | None = None, **parameters: object) -> Decided:
    """The small municipality with the tables `more` by name, which are whole, and other parameters."""
    tables = more or {}
    write(root, **tables)
    for name, text in tables.items():
        folder = "data/reference" if LAYOUTS[name].reference else FOLDER
        (root / folder / f"{name}.csv").write_text(text, "utf-8")
    return decided(load_tables(root, FOLDER), parameters_from({**PARAMETERS, **parameters}, "prov"))
