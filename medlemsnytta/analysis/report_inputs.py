"""What one report is worked out from: its checked parameters, and its checked tables as of its date."""

from dataclasses import dataclass
from typing import Any

from medlemsnytta.analysis.frames import Listing, Rows, WithFrame
from medlemsnytta.inputs.logos import Logo
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.personal_data import Released
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.report_rows import ReportRows


@dataclass(frozen=True, repr=False, eq=False)
class ReportInputs(WithFrame):
    """`tables` is without what happened after the report's date; `frame` has a row a parameter."""

    parameters: Parameters
    tables: Tables
    released: tuple[Released, ...] = ()
    """What the search for personal data was told to let through, and why."""
    read: ReportRows | None = None
    """The one reading of the files that the tables come from, with the digest of each row."""
    logo: Logo | None = None

    @property
    def rows_read(self) -> Tables:
        """The report's rows, those of later days among them."""
        return self.read.tables(self.parameters) if self.read else self.tables

    def rows_shown(self) -> Rows:
        return [{"parameter": name, "value": _short(value)} for name, value in self.parameters if value is not None]

    @property
    def table_sizes(self) -> Listing:
        """Which tables have any rows, and where they were read; each is a DataFrame, such as `tables.fees`."""
        named = [(name, self.tables.frame(name)) for name in LAYOUTS]
        return Listing(
            [
                {"table": name, "rows": len(frame), "file": self.tables.origin(name).path}
                for name, frame in named
                if len(frame)
            ]
        )


def _short(value: Any) -> str:
    words = " ".join(str(value).split())
    return words if len(words) <= 80 else f"{words[:79]}…"
