"""What a stage of the method looks like to whoever runs it: a line of text, and a table in JupyterLab.

How a stage becomes sentences, tables and charts of a report is the presentation's.
"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

MOST_ROWS = 20
"""How many rows JupyterLab is given to show; `frame` has them all."""

Rows = list[dict[str, Any]]


class WithFrame:
    """A result that can be looked at and counted on further; a subclass gives its `rows_shown`."""

    def rows_shown(self) -> Rows:
        """One dictionary a row, all with the same keys; amounts in kronor and shares in percent, for charts."""
        raise NotImplementedError

    @property
    def frame(self) -> pd.DataFrame:
        """A new DataFrame each time: whoever changes it changes nothing that the report says."""
        found = pd.DataFrame(self.rows_shown())
        # A number of inhabitants stays a whole one where that of another year is unknown.
        return found.convert_dtypes(convert_string=False, convert_boolean=False, convert_floating=False)

    def __repr__(self) -> str:
        rows = self.rows_shown()
        return f"<{type(self).__name__}: {len(rows)} rader; {', '.join(rows[0]) if rows else 'inget att visa'}>"

    def _repr_html_(self) -> str:
        return self.frame.to_html(max_rows=MOST_ROWS, index=False, na_rep="–", border=0)


@dataclass(frozen=True, repr=False)
class Listing(WithFrame):
    """Rows of a larger result, to look at by themselves."""

    listed: Rows

    def rows_shown(self) -> Rows:
        return self.listed
