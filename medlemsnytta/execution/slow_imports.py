"""Dependencies of Jupyter's packages that take long to import and that nothing here uses.

`jsonschema` looks for them as it starts: one, to check addresses with letters outside ASCII, builds a parser of them from
their grammar, in a second; the other, to check lengths of time, brings a library of dates. It does without those it does
not find.
"""

import sys

PACKAGES = ("isoduration", "rfc3987_syntax")


def skip_slow_imports() -> None:
    """Make `PACKAGES` impossible to import in this process, unless they are imported already."""
    for name in PACKAGES:
        sys.modules.setdefault(name, None)
