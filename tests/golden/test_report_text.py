"""The whole report's words and figures, renewed only on purpose; and that it says what it must say."""

import re
from functools import cache
from pathlib import Path

import pytest
from report_text import HERE, NAMES, OVERVIEW, ROOT, text_of


@cache
def _text(name: str) -> str:
    return text_of(ROOT, name)


def _plain(name: str) -> str:
    return re.sub(r"\s+", " ", _text(name).replace("\N{NO-BREAK SPACE}", " "))


@pytest.mark.slow
@pytest.mark.parametrize("name", [*NAMES, OVERVIEW])
def test_the_report_reads_as_it_was_last_read(name):
    assert _text(name) == (HERE / f"{name}.txt").read_text("utf-8")


SAID_2025 = {
    "date and number": ["1 april 2025", "KS-2025/475"],
    "application of 2022": [
        "2022-04-21 | Klimat- och stadsmiljönämnden",
        "På förslag av miljö- och bygglovsförvaltningen",
    ],
    "trial period": ["under en prövotid"],
    "assignment": ["uppdraget att pröva vad båda medlemskapen är värda"],
    "member since 1996": ["1996-06-12 | PPU", "KS kka 96/445.829"],
    "formula and fee": ["4 000 kr plus 0,30 kr per invånare", "114 304 invånare", "38 291,20 kr"],
    "the source's about 40 000": ["uppger källan vardera 40 000 kr år 2025. Avrundat stämmer det med regeln"],
    "member counts": ["cirka 50 (2025)", "cirka 100 (2025)"],
    "channels": ["Webbplatsen", "E-postlistan", "Kansliet", "Nyhetsbrev", "Seminarier", "Gröna nyckeltal", "Remissvar"],
    "steering documents": ["Handlingsplan för klimat- och energimålen", "Miljöprogrammet, påbörjad revidering"],
    "key figures": ["Nyckeltal (Gröna nyckeltal): cirka hälften ingår i egen uppföljning (räknat som 40–60 %)"],
    "entry requirement": ["fyra hållbarhetsprinciperna"],
    "engagement": ["minskar (föreningen själv"],
    "counter-arguments": [
        "behöver inte betyda att det är irrelevant",
        "kan bli värdefullt längre fram",
        "ett värde som symbol",
    ],
    "conclusion": ["rekommenderar att stanna kvar i Klimatkommunerna och att besluta senare om Sveriges Ekokommuner"],
    "deadline with weekday": ["lördagen den 30 maj 2026"],
    "the method does not decide": ["Metoden beslutar inte"],
}

SAID_ALOUD = {
    "own representatives, number not given": [
        "Ingen oberoende person har uttalat sig. Antalet personer är okänt för kommunens representanter",
        "företrädarna i nätverket säger",
    ],
    "no counts, hours or attendance": ["Inga användningar, arbetstimmar, deltaganden eller enkätsvar är räknade"],
    "open to others or not": ["Det är inte känt om någon av kanalerna är öppen för andra än medlemmar"],
    "own priorities as the cause": ["Som orsak anges egna prioriteringar (fyra)"],
    "equal fees": ["kr vardera)"],
    "cells": [
        "Klimatkommunerna: underlaget talar närmast för att stanna",
        "Sveriges Ekokommuner: underlaget räcker inte",
    ],
    "whom to ask": [
        "Frågan bör besvaras av kommunens representanter i Sveriges Ekokommuner, senast lördagen den 16 maj 2026"
    ],
    "92 on the network's own page": ["anger 92"],
    "another body decides": ["men rekommendationen går till kommunstyrelsen"],
    "undated assignment and trial": ["datum framgår inte"],
}

SAID_2026 = {
    "newer population": ["114 686 invånare den 31 december 2025"],
    "no new interviews": [
        "är 13 månader gammalt. Inget uttalande har kommit till sedan förra utvärderingen.",
    ],
    "the fee rule is assumed": ["Regeln för 2026 är ett antagande"],
    "nobody has concluded": [
        "Förvaltningen har inte skrivit någon rekommendation än",
        "Förvaltningens slutsats och rekommendation är inte skrivna",
    ],
    "the questions": ["Vad skulle ni sakna utan …, och hur hade ni fått det annars?", "Hur lång är uppsägningstiden?"],
}


@pytest.mark.parametrize("what", SAID_2025)
def test_the_2025_report_says(what):
    assert [words for words in SAID_2025[what] if words not in _plain("huddinge-2025")] == []


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("what", SAID_ALOUD)
def test_the_report_says_aloud(what, name):
    assert [words for words in SAID_ALOUD[what] if words not in _plain(name)] == []


@pytest.mark.parametrize("what", SAID_2026)
def test_the_2026_report_says(what):
    assert [words for words in SAID_2026[what] if words not in _plain("huddinge-2026")] == []


@pytest.mark.parametrize("name", [*NAMES, OVERVIEW])
def test_no_code_word_or_english_reaches_the_reader(name):
    codes = r"\b(None|nan|NaT|<NA>|own_priority|not_enough|nearest_for|decide_later|symbolic_future|unknown|observed)\b"
    assert re.findall(codes, _text(name)) == []


def test_the_golden_files_stand_beside_this_test():
    assert sorted(path.stem for path in Path(HERE).glob("*.txt")) == sorted([*NAMES, OVERVIEW])
