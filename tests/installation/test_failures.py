"""What pip and venv print is told as what it means."""

import pytest

from medlemsnytta.installation.failures import in_words

PRINTED = {
    "a full disk": (
        "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
        "plats på disken",
    ),
    "a full disk on Windows": ("OSError: [WinError 112] Det finns inte nog med utrymme: 'x'", "plats på disken"),
    "a path that is too long": (
        "HINT: This error might have occurred since this system does not have Windows Long Path support enabled.",
        "Sökvägen till mappen är för lång",
    ),
    "no ensurepip": ("/usr/bin/python3: No module named ensurepip", "saknar det som gör virtuella miljöer"),
    "an open file on Windows": ("[WinError 32] Det går inte att komma åt filen: 'typst.pyd'", "går inte att skriva i"),
    "a hash": (
        "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
        "inte det som programmet väntade sig",
    ),
    "a refusal in the middle": (
        "ERROR: HTTP error 403 while getting https://paket.example.se/x.whl",
        "fel 401 eller 403",
    ),
    "no connection, and so no package": (
        "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(\"HTTPSConnection(host='a', "
        "port=443): Failed to establish a new connection: [Errno 111] Connection refused\")'\n"
        "ERROR: No matching distribution found for altair==6.3.0",
        "förbindelsen bröts eller nekades",
    ),
    "a Python without ssl": (
        'WARNING: Retrying after SSLError("Can\'t connect to HTTPS URL because the SSL module is not available.")',
        "byggd utan",
    ),
    "a download that was cut off": ("error: incomplete-download\n× Download failed", "förbindelsen bröts"),
    "a file that is not there": ("ERROR: HTTP error 404 while getting https://paket.example.se/x.whl", "fel 404"),
    "no wheel": ("ERROR: No matching distribution found for typst==0.15.2", "Paketkällan har inte alla paket färdiga"),
}


@pytest.mark.parametrize("what", PRINTED)
def test_what_is_printed_is_told_as_what_it_means(what):
    printed, told = PRINTED[what]
    assert told in in_words(printed, "Annat.").what


def test_what_is_not_known_is_told_in_the_tools_own_words():
    failed = in_words("Collecting x\nERROR: something new\n", "Paketen gick inte att installera.")
    assert failed.what == "Paketen gick inte att installera."
    assert failed.fix == "Pythons verktyg svarade: ERROR: something new"
