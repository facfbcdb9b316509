"""A dependency of Jupyter's packages that takes a second to import and that nothing here uses.

`jsonschema` looks for it as it starts, to check addresses with letters outside ASCII, builds a parser of them from their
grammar if it is there, and does without if it is not.
"""

import sys

PACKAGES = ("rfc3987_syntax",)


def skip_slow_imports() -> None:
    """Make `PACKAGES` impossible to import in this process, unless they are imported already."""
    for name in PACKAGES:
        sys.modules.setdefault(name, None)
