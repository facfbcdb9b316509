"""The working folder that `init` lays out, apart from the program; what stands there already is never touched."""

import os
from collections.abc import Mapping
from enum import Enum
from pathlib import Path

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.files import writing
from medlemsnytta.files.program import COMMAND, INSTALLED, NOTEBOOKS
from medlemsnytta.files.project import NOTEBOOKS_FOLDER
from medlemsnytta.inputs.parameters import params, reports
from medlemsnytta.inputs.places import shown
from medlemsnytta.pages.kinds import KINDS
from medlemsnytta.starting.new_report import README

TYPED_THERE = COMMAND if INSTALLED else "python SÖKVÄG/build.py"
"""What is typed in the folder; a program that is not installed has to be found from there."""
FOUND_BY = (
    "Hittas inte kommandot: skriv hela sökvägen till det, eller aktivera den virtuella miljö som programmet står i."
    if INSTALLED
    else "SÖKVÄG är mappen där programmet ligger."
)


class File(Enum):
    """How a file of a working folder was found: written now, there already as the program's, or there as another."""

    NEW = "new"
    SAME = "same"
    OTHER = "other"


def lay_out(folder: Path, *, notebooks: bool) -> dict[str, File]:
    """Lay out what is missing of a working folder; every file of it by its path. Raises ProblemsFound."""
    contents = _contents(notebooks=notebooks)
    missing = _missing(folder, contents)
    for parent in dict.fromkeys((folder / path).parent for path in contents):
        writing.tidy(parent)
    for path in missing:
        writing.publish((folder / path).parent, {Path(path).name: contents[path]})
    return {path: File.NEW if path in missing else _found(folder / path, contents[path]) for path in contents}


def _found(file: Path, content: bytes) -> File:
    return File.SAME if file.read_bytes() == content else File.OTHER


def _contents(*, notebooks: bool) -> Mapping[str, bytes]:
    contents = {
        README: _readme().encode(),
        ".gitignore": _NOT_KEPT.encode(),
        f"{reports.PARAMS_FOLDER}/schema.json": params.schema_json().encode(),
        f"data/{README}": _OF_DATA.encode(),
    }
    names = KINDS if notebooks else ()
    return contents | {f"{NOTEBOOKS_FOLDER}/{name}": (NOTEBOOKS / name).read_bytes() for name in names}


def _missing(folder: Path, contents: Mapping[str, bytes]) -> list[str]:
    """What is to be written; raises ProblemsFound where something else stands where a folder or file should."""
    _demand_possible(folder)
    missing = [path for path in contents if not (folder / path).is_file()]
    places = dict.fromkeys([*folder.parents, folder, *((folder / path).parent for path in contents)])
    # A link that leads nowhere is something too: to write there would replace it.
    wrong = [place for place in places if os.path.lexists(place) and not place.is_dir()]
    wrong += [folder / path for path in missing if os.path.lexists(folder / path)]
    if wrong:
        what, fix = "något annat står där med det namnet.", "Flytta det, eller välj en annan mapp."
        raise ProblemsFound(Problem(str(place), what, fix) for place in wrong)
    return missing


def _demand_possible(folder: Path) -> None:
    try:
        if any(len(part) > 255 for part in folder.parts):
            raise ValueError
        os.lstat(folder)
    except (FileNotFoundError, NotADirectoryError):
        return
    except (OSError, ValueError):
        # Too long, or with marks that this system has no room for.
        what, fix = "en mapp kan inte heta så här.", "Välj ett kortare namn, med bokstäver, siffror och bindestreck."
        raise ProblemsFound([Problem(shown(folder.name), what, fix)]) from None


def _readme() -> str:
    return _TEXT.format(typed=TYPED_THERE, found_by=FOUND_BY)


_TEXT = """\
Arbetsmapp för Medlemsnytta
===========================

Här ligger kommunens egna filer. Programmet ligger för sig och kan förnyas utan att något här ändras.

  params     en fil för varje rapport, till exempel params/KOMMUN-ÅR.yaml
  data       en mapp för varje kommun, med tabellerna som CSV eller som en arbetsbok i Excel
  output     de färdiga rapporterna: HTML, PDF och anteckningsbok; mappen kommer med det första bygget
  notebooks  bara om du har valt egna anteckningsböcker (init MAPP --notebooks); då används de som står där

Öppna ett terminalfönster i mappen och skriv:

  {typed} new KOMMUN --year ÅR          börja en rapport, med en arbetsbok i Excel
  {typed} workbook KOMMUN --csv         skriv arbetsboken som CSV-filer; utan --csv blir de en arbetsbok igen
  {typed} check                         vad som är fel, och vad som saknas
  {typed}                               bygg det som inte är aktuellt
  {typed} --help                        allt annat

{found_by}

Nätverk, avgifter, kommuner och folkmängd följer med programmet och förnyas med det. När ett meddelande nämner
data/reference/networks.csv, eller en annan fil i data/reference som inte finns här, är det programmets tabell. Rader
som saknas där skriver du i tabellen med samma namn i kommunens mapp i data. Står det en egen tabell i data/reference
läses den i stället för programmets, tills du tar bort den; kommandot fetch skriver ny folkmängd där. En egen
networks.csv där ersätter också programmets avgifter och andra uppgifter om nätverken.
"""

_NOT_KEPT = """\
# Det som människor har sagt, innan någon har läst igenom det, och det som har ersatts, ska inte med i versionshantering.
intervjuer/
enkater/
ersatta/
"""

_OF_DATA = """\
En mapp för varje kommun. Kommandot new lägger upp den, med alla tabeller och en förklaring av varje kolumn.
"""
