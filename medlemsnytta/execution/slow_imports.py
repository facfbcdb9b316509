"""A package that Jupyter's own bring along, that takes a second to import, and that nothing here has a use for.

`jsonschema` looks for it as it starts, to check addresses with letters outside ASCII, builds a parser of them from their
grammar if it is there, and does without if it is not.
"""

import sys

PACKAGES = ("rfc3987_syntax",)


def skip_slow_imports() -> None:
    """Let this process find none of `PACKAGES`, unless it has one of them already."""
    for name in PACKAGES:
        sys.modules.setdefault(name, None)
