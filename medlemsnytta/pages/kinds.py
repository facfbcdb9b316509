"""The pages that have a notebook, by its name: a new kind is a module that says the same of itself, and a name here."""

from collections.abc import Mapping
from types import ModuleType

from medlemsnytta.pages import comparison, overview, report

KINDS: Mapping[str, ModuleType] = {each.NOTEBOOK: each for each in (report, overview, comparison)}
"""Each has `page`; `recorded`, the page that a finished file says that it is; and heading and title in the list of pages."""
