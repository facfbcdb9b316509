"""The municipality that somebody means by a name or a code, with help for the one who misspelt it."""

import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from medlemsnytta.errors import Problem, ProblemsFound

_ENDINGS = (" kommun", " stad", "s kommun", "s stad")


@dataclass(frozen=True)
class Found:
    """A municipality, and the `slug` that its files are called by: no other municipality has the same."""

    code: str
    name: str
    type: str
    slug: str


def municipality(municipalities: pd.DataFrame, typed: str) -> Found:
    """The municipality with the code or name `typed`; raises ProblemsFound with the nearest ones."""
    rows = municipalities.to_dict("records")
    spelt = unicodedata.normalize("NFC", typed).strip().casefold()
    for match in (_has_code, _has_name, _has_folded_name):
        found = [row for row in rows if match(row, spelt)]
        if len(found) == 1:
            return _found(found[0], rows)
        if found:
            raise _unknown(typed, found)
    near = get_close_matches(_folded(_bare(spelt)), sorted({_folded(row["name"]) for row in rows}), n=3, cutoff=0.7)
    raise _unknown(typed, [row for name in near for row in rows if _folded(row["name"]) == name])


def _has_code(row: dict, spelt: str) -> bool:
    return row["code"] == spelt


def _has_name(row: dict, spelt: str) -> bool:
    """ "Vara" is no genitive of "Var", so the name as typed comes before the name without an ending."""
    name = row["name"].casefold()
    return spelt == name or (spelt.endswith(_ENDINGS) and name in {spelt.removesuffix(ending) for ending in _ENDINGS})


def _has_folded_name(row: dict, spelt: str) -> bool:
    return _folded(row["name"]) in {_folded(spelt), _folded(_bare(spelt))}


def _bare(spelt: str) -> str:
    return next((spelt.removesuffix(ending) for ending in (" kommun", " stad") if spelt.endswith(ending)), spelt)


def _folded(name: str) -> str:
    """Small letters a–z and hyphens: what a keyboard without å, ä and ö can type."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "-".join("".join(mark for mark in plain if mark.isascii()).replace("-", " ").split())


def _found(row: dict, rows: list[dict]) -> Found:
    slug = _folded(row["name"])
    if sum(_folded(other["name"]) == slug for other in rows) > 1:
        slug = f"{slug}-{row['code']}"
    return Found(row["code"], row["name"], row["type"], slug)


def _unknown(typed: str, near: list[dict]) -> ProblemsFound:
    names = [f"{row['name']} ({row['code']})" for row in near]
    if names:
        fix = f"Menade du {names[0] if len(names) == 1 else ', '.join(names[:-1]) + ' eller ' + names[-1]}?"
    else:
        fix = "Skriv namnet som det stavas, eller kommunkoden med fyra siffror."
    return ProblemsFound([Problem(f"'{typed[:40]}'", "ingen kommun heter så.", fix)])
