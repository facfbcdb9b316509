"""The municipality or region that somebody means by a name or a code, with help for the one who misspelt it."""

from dataclasses import dataclass
from difflib import get_close_matches

import pandas as pd

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.same_text import as_file_name, as_read

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
    spelt = as_read(typed)
    for match in (_has_code, _has_name, _has_folded_name, _is_region_of_its_own_municipality):
        found = [row for row in rows if match(row, spelt)]
        if len(found) == 1:
            return _found(found[0], rows)
        if found:
            raise _unknown(typed, found)
    near = get_close_matches(
        as_file_name(_bare(spelt)), sorted({as_file_name(row["name"]) for row in rows}), n=3, cutoff=0.7
    )
    raise _unknown(typed, [row for name in near for row in rows if as_file_name(row["name"]) == name])


def _has_code(row: dict, spelt: str) -> bool:
    return row["code"] == spelt


def _has_name(row: dict, spelt: str) -> bool:
    """ "Vara" is no genitive of "Var", so the name as typed comes before the name without an ending."""
    name = as_read(row["name"])
    return spelt == name or (spelt.endswith(_ENDINGS) and name in {spelt.removesuffix(ending) for ending in _ENDINGS})


def _has_folded_name(row: dict, spelt: str) -> bool:
    return as_file_name(row["name"]) in {as_file_name(spelt), as_file_name(_bare(spelt))}


def _is_region_of_its_own_municipality(row: dict, spelt: str) -> bool:
    """Gotland is a municipality that is called Region Gotland, and is asked for by both names."""
    names = {f"region-{as_file_name(name)}" for name in (_bare(spelt), _bare(spelt).removesuffix("s"))}
    return row["type"] == "kommun" and as_file_name(row["name"]) in names


def _bare(spelt: str) -> str:
    return next((spelt.removesuffix(ending) for ending in (" kommun", " stad") if spelt.endswith(ending)), spelt)


def _found(row: dict, rows: list[dict]) -> Found:
    slug = as_file_name(row["name"])
    if sum(as_file_name(other["name"]) == slug for other in rows) > 1:
        slug = f"{slug}-{row['code']}"
    return Found(row["code"], row["name"], row["type"], slug)


def _unknown(typed: str, near: list[dict]) -> ProblemsFound:
    names = [f"{row['name']} ({row['code']})" for row in near]
    if names:
        fix = f"Menade du {names[0] if len(names) == 1 else ', '.join(names[:-1]) + ' eller ' + names[-1]}?"
    else:
        fix = "Skriv namnet som det stavas, eller koden: fyra siffror för en kommun, två för en region."
    return ProblemsFound([Problem(f"'{typed[:40]}'", "ingen kommun eller region heter så.", fix)])
