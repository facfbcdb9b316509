"""Why packages could not be installed, in words, from what Python's own tools printed."""

import re

from medlemsnytta.installation import connections


class CannotInstall(Exception):
    """`what` went wrong and how to `fix` it, in Swedish."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what, self.fix = what, fix


_ON_THIS_COMPUTER = (
    (
        r"SSL module is not available|No module named '?_?ssl\b",
        "Datorns Python är byggd utan det som skyddade förbindelser kräver (ssl), och når därför inga paket.",
        "Installera Python 3.11–3.14 från python.org och kör igen med den.",
    ),
    (
        r"No space left|Errno 28\]|WinError 112\]|Errno 122\]|Disk quota",
        "Det finns inte plats på disken: det behövs 1\N{NO-BREAK SPACE}GB.",
        "Frigör plats och kör igen.",
    ),
    (
        r"Long Path support|Errno 36\]|File name too long|WinError 206\]",
        "Sökvägen till mappen är för lång för datorn.",
        r"Flytta mappen närmare diskens rot, till exempel till C:\medlemsnytta, och kör igen.",
    ),
    (
        r"No module named '?(?:ensurepip|venv)|ensurepip is not available",
        "Datorns Python saknar det som gör virtuella miljöer (venv och ensurepip).",
        "I Debian och Ubuntu: sudo apt install python3-venv. Annars: installera Python från python.org. Kör sedan igen.",
    ),
    (
        r"Permission denied|Errno 13\]|Errno 1\]|WinError 5\]|Read-only file system|Errno 30\]|WinError 32\]",
        "Mappen går inte att skriva i, eller någon av filerna är öppen i ett annat program.",
        "Stäng andra program som använder mappen, eller flytta den till en plats där du får skriva (inte Program Files), "
        "och kör igen.",
    ),
    (
        r"Configuration file (?:could not be loaded|contains invalid)",
        "pips egen inställningsfil (pip.ini på Windows, pip.conf annars) går inte att läsa.",
        "Rätta filen, eller byt namn på den så länge. Skriv python -m pip config debug för att se var den ligger.",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "Ett hämtat paket är inte det som programmet väntade sig, så inget mer installerades.",
        "Kör igen. Blir det likadant: fråga IT-avdelningen om något ändrar filer som hämtas.",
    ),
)
_LACKING = r"No matching distribution|no usable wheels|is not a supported wheel|Could not find a version"
_AT_THE_INDEX = (
    (
        r"\b40[13] Client Error|HTTP error 40[13]\b|\b401 Error",
        "Paketkällan släpper inte in den här datorn (fel 401 eller 403).",
        "Fråga IT-avdelningen hur pip ska vara inställt för att nå kommunens paketkälla. Kör sedan igen.",
    ),
    (
        r"Exceeded 30 redirects|TooManyRedirects",
        "Paketkällan skickar frågan vidare i en rundgång.",
        "Öppna en webbläsare och se efter om nätverket vill att du loggar in. Annars: fråga IT-avdelningen. Kör sedan igen.",
    ),
    (
        r"HTTP error 404\b|\b404 Client Error\b.*\.whl\b",
        "Paketkällan har inte filen som den själv hänvisar till (fel 404).",
        "Kör igen om en stund. Blir det likadant: fråga den som sköter paketkällan.",
    ),
    (
        _LACKING,
        "Paketkällan har inte alla paket färdiga för den här datorns Python, eller lämnar inte ut dem.",
        "Ta Python 3.11–3.14 från python.org, 64 bitar (x64 även på en Windowsdator med ARM). Har datorn en egen "
        "paketkälla: fråga IT-avdelningen om den släpper in datorn och har allt som står i requirements.txt. Vill nätverket "
        "att du loggar in, gör det i en webbläsare och kör igen.",
    ),
)
"""What is printed, what that means and what to do; words that Windows translates are known by their numbers."""


_ELSEHOW = "En dator som inte når nätet kan få paketen i en fil: se ”Helt utan nät” i docs/handledning.md."


def in_words(printed: str, otherwise: str, *, from_zip: bool = False) -> CannotInstall:
    """What `printed` tells of; where that is not known, `otherwise` with the last that it says.

    `from_zip` tells that the packages were to come out of a zip beside the program, and no index was asked.
    """
    if known := _found(_ON_THIS_COMPUTER, printed):
        return known
    if from_zip and re.search(_LACKING, printed):
        return CannotInstall(
            "Filen med paket, wheelhouse-….zip, har inte alla som den här versionen av programmet behöver.",
            "Gör en ny med samma version av programmet (se ”Helt utan nät” i docs/handledning.md), eller ta bort den om "
            "datorn når nätet. Kör sedan igen.",
        )
    # Before what is said of the packages: pip finds none where it cannot ask.
    if trouble := connections.problem_in_text(printed, connections.proxy_hosts()):
        return CannotInstall(
            f"Paketen gick inte att hämta: {trouble.what}", f"{trouble.fix} Kör sedan igen. {_ELSEHOW}"
        )
    if known := _found(_AT_THE_INDEX, printed):
        return known
    lines = [line.strip() for line in printed.splitlines() if line.strip()]
    errors = [line for line in lines if line.startswith("ERROR:")] or lines[-3:]
    return CannotInstall(otherwise, "Pythons verktyg svarade: " + " ".join(errors)[:600] if errors else "Kör igen.")


def _found(known: tuple[tuple[str, str, str], ...], printed: str) -> CannotInstall | None:
    return next((CannotInstall(what, fix) for signs, what, fix in known if re.search(signs, printed)), None)
