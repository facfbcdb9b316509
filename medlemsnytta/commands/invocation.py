"""One run of the command line: the project that it works in, asked for once, and the console that it speaks through."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import click

from medlemsnytta.commands.console import Console
from medlemsnytta.files.project import project_root


@dataclass
class Invocation:
    """What every command is given; `build` puts a console of its own in its place."""

    console: Console = field(default_factory=Console)

    @cached_property
    def root(self) -> Path:
        """The project; where it is not the current folder that is said, because paths in messages begin there.

        Raises ProblemsFound where there is none, and so is not asked for by those that need none: `init`, and help.
        """
        here = Path.cwd()
        root = project_root(here)
        if root != here:
            self.console.notice(f"Arbetsmapp: {root}")
        return root


invoked = click.make_pass_decorator(Invocation)
"""Gives a command its invocation as the first argument."""
