"""What a notebook may change in its process beyond its own names, looked at before and after it.

Seen: environment, folder, paths, warnings, hooks, signals, threads, locale, options, and every name of every module and
class that is replaced, gone or new. Not seen: what is changed inside a dict, a list or an instance, and filled caches.
"""

import decimal
import gc
import locale
import logging
import operator
import os
import random
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterator, Mapping
from types import ModuleType
from typing import Any

Names = Mapping[str, Any]


WHOLE_LOOKS = 2
"""So many times every name is noted: what draws and sets has then done all that it does once in a process."""


class State:
    """This process as it was when it was last `noted`."""

    def __init__(self) -> None:
        self._settings: dict[str, Any] = {}
        self._names: dict[ModuleType | type, Names] = {}
        self._moving: dict[ModuleType | type, None] = {}
        self._looks = 0

    def note(self) -> None:
        """Take this process as it is for what `changes` compares with.

        After some whole looks only what is new, and what was other at one of them, as the shell's own classes are, which
        change with each notebook. Of the rest holds what was noted: whatever else changes it ends the worker as well.
        """
        self._settings = {name: read() for name, read in _SETTINGS.items()}
        self._looks += 1
        known = list(self._names) if self._looks <= WHOLE_LOOKS else list(self._moving)
        for owner in [each for each in known if self._is_new(each)]:
            self._moving[owner] = None
            self._take(owner)
        for module in _modules():
            if module not in self._names:
                self._take(module)

    def _take(self, owner: ModuleType | type) -> None:
        """Note its names, and those of the classes that stand in it."""
        self._names[owner] = dict(vars(owner))
        if isinstance(owner, ModuleType):
            for value in self._names[owner].values():
                if isinstance(value, type) and value not in self._names:
                    self._names[value] = dict(vars(value))

    def changes(self) -> list[str]:
        """What is not as it was noted."""
        # What was not imported had no settings.
        noted = {name: setting for name, setting in self._settings.items() if setting is not None}
        found = [name for name, setting in noted.items() if _SETTINGS[name]() != setting]
        present, accepted = set(_modules()), dict[ModuleType | type, Names]()
        for owner, before in self._names.items():
            if isinstance(owner, ModuleType) and owner not in present:
                found.append(f"{owner.__name__} is gone")
            elif self._is_new(owner):
                changed = list(_differing(before, vars(owner)))
                found += [f"{_called(owner)}.{name}" for name in changed]
                if not changed:
                    accepted[owner] = dict(vars(owner))
        self._names |= accepted
        return found

    def _is_new(self, owner: ModuleType | type) -> bool:
        """Whether any of its names is not what was noted."""
        before, now = self._names.get(owner), vars(owner)
        return before is None or len(before) != len(now) or not all(map(operator.is_, before.values(), now.values()))


def _modules() -> list[ModuleType]:
    """All that are imported, but the one that a notebook's own names are in."""
    return [
        module for name, module in list(sys.modules.items()) if isinstance(module, ModuleType) and name != "__main__"
    ]


def _called(owner: ModuleType | type) -> str:
    return owner.__name__ if isinstance(owner, ModuleType) else f"{owner.__module__}.{owner.__qualname__}"


def _differing(before: Names, now: Names) -> Iterator[str]:
    """Names that are not what they were; a module imported since, or a new private name, is what a library made itself."""
    for name in {*before, *now}:
        if name not in before and (isinstance(now[name], ModuleType) or name.startswith("_")):
            continue
        if name not in before or name not in now or before[name] is not now[name]:
            yield name


def _options() -> dict[str, Any] | None:
    """Those of pandas, by their full names."""
    pandas = sys.modules.get("pandas")
    return dict(_below(pandas.options, "")) if pandas else None


def _below(options: Any, above: str) -> Iterator[tuple[str, Any]]:
    for name in dir(options):
        value = getattr(options, name)
        if type(value) is type(options):
            yield from _below(value, f"{above}{name}.")
        else:
            yield above + name, value


def _registries() -> list[Any] | None:
    """What Altair has enabled."""
    altair = sys.modules.get("altair")
    if not altair:
        return None
    return [(each.active, dict(each.options)) for each in (altair.theme, altair.data_transformers, altair.renderers)]


def _numpys_random_numbers() -> str | None:
    numpy = sys.modules.get("numpy")
    return repr(numpy.random.get_state()) if numpy else None


_SETTINGS: dict[str, Callable[[], Any]] = {
    "environment": lambda: dict(os.environ),
    "working folder": os.getcwd,
    "module path": lambda: (list(sys.path), list(sys.meta_path), list(sys.path_hooks), list(sys.argv)),
    "warnings": lambda: list(warnings.filters),
    "hooks": lambda: (sys.gettrace(), sys.getprofile(), list(gc.callbacks), gc.get_threshold(), gc.isenabled()),
    "signals": lambda: [signal.getsignal(number) for number in signal.valid_signals()],
    "threads": lambda: set(threading.enumerate()),
    "locale": lambda: locale.setlocale(locale.LC_ALL),
    "recursion": sys.getrecursionlimit,
    "decimals": lambda: (decimal.getcontext().prec, decimal.getcontext().rounding, dict(decimal.getcontext().traps)),
    "random numbers": random.getstate,
    "numpy's random numbers": _numpys_random_numbers,
    "logging": lambda: (logging.root.level, list(logging.root.handlers), logging.root.manager.disable),
    "pandas' options": _options,
    "Altair's choices": _registries,
}
