"""Zips of wheels that lie beside the program, for computers that reach no package index."""

import sys
import sysconfig
import zipfile
from pathlib import Path

from medlemsnytta.installation.failures import CannotInstall, in_words
from medlemsnytta.installation.terminal import say

_SYSTEMS = {
    "win-amd64": "windows",
    "linux-x86_64": "linux",
    "linux-aarch64": "linux-arm",
}


def name_of(system: str, python: str, *, tests: bool) -> str:
    """What the zip for a system and a Python is called, such as wheelhouse-windows-3.13.zip."""
    return f"wheelhouse-{system}-{python}{'-tests' if tests else ''}.zip"


def this_system() -> str:
    """The system that this Python is made for, as a wheelhouse is named by it; not always the computer's own."""
    told = sysconfig.get_platform()
    if sys.platform == "darwin":
        return "macos" if told.endswith("arm64") else "macos-intel"
    return _SYSTEMS.get(told, told)


def unpacked(folder: Path, python: str, to: Path, *, tests: bool) -> Path | None:
    """The wheels of the zip in `folder` that is for this system and the `python`, such as 3.13; None where there is none.

    They are laid in the folder `to`, which is made. Raises CannotInstall where the zip that is for them cannot be read.
    """
    fitting = [name_of(this_system(), python, tests=True)]
    if not tests:
        fitting.insert(0, name_of(this_system(), python, tests=False))
    found = next((folder / name for name in fitting if (folder / name).is_file()), None)
    if found is None:
        for other in sorted(path.name for path in folder.glob("wheelhouse-*.zip")):
            if other == name_of(this_system(), python, tests=False):
                say(f"  {other} har inte det som testerna behöver; den som görs med --tests har allt.")
            else:
                say(
                    f"  {other} är inte för den här datorns system och Python ({this_system()} {python}) och används inte."
                )
        return None
    try:
        to.mkdir()
        with zipfile.ZipFile(found) as packed:
            for name in packed.namelist():
                # Only the file's own name: a zip's folders lead nowhere.
                (to / Path(name).name).write_bytes(packed.read(name))
    except OSError as error:
        raise in_words(str(error), f"{found.name} gick inte att packa upp.") from None
    except Exception as broken:  # each way of packing has errors of its own for what is damaged
        what = f"{found.name} går inte att läsa ({broken})."
        raise CannotInstall(what, "Hämta eller kopiera filen igen, eller ta bort den.") from None
    say(f"  Paketen tas ur {found.name}; inget nätverk behövs.")
    return to
