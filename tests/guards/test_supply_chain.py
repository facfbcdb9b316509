"""The pins have hashes, licences are of kinds that a municipality may use, and the bill of materials is whole."""

import json
import zipfile
from pathlib import Path

import advisories
import pinned
import pytest
import supply_chain
import wheelhouse
import wheels
from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_is_pinned_with_hashes():
    for lock in (pinned.LOCK, pinned.DEV_LOCK):
        text = (ROOT / lock).read_text("utf-8")
        names = [line.partition("==")[0] for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        found = pinned.pins(ROOT / lock)
        assert [name for name, _, _ in found] == names
        assert len(found) > 30
        assert [name for name, _, hashes in found if not hashes] == []


def test_the_tests_file_adds_to_the_lock_and_repeats_nothing_of_it():
    lock, more = (pinned.entries(ROOT / name) for name in (pinned.LOCK, pinned.DEV_LOCK))
    assert (ROOT / pinned.DEV_LOCK).read_text("utf-8").startswith(f"-r {pinned.LOCK}\n")
    assert not set(lock) & set(more)
    assert max(len(hashes) for _, _, hashes in pinned.pins(ROOT / pinned.DEV_LOCK)) > 10


@pytest.mark.parametrize("name", wheels.SYSTEMS)
def test_a_pin_holds_where_its_marker_says_by_the_reference(name):
    """`packaging` reads every marker; ours reads those that uv writes, with nothing but Python."""
    pins = [entry for lock in (pinned.LOCK, pinned.DEV_LOCK) for entry in pinned.entries(ROOT / lock)]
    for python in wheels.PYTHONS:
        there = wheelhouse.there(wheels.SYSTEMS[name], python)
        markers = {entry: Requirement(entry.partition("\\")[0].strip()).marker for entry in pins}
        expected = [entry for entry, marker in markers.items() if marker is None or marker.evaluate(there)]
        assert [entry for entry in pins if pinned.holds(entry, there)] == expected
        assert len(expected) < len(pins)


def test_every_licence_told_is_one_that_we_may_stand_on(capsys):
    assert supply_chain.licences() == 0, capsys.readouterr().err


def test_the_bill_of_materials_names_every_package_and_no_time():
    bill = supply_chain.bill_of_materials()
    assert len(bill["components"]) == len(pinned.pins(ROOT / pinned.LOCK))
    assert bill == supply_chain.bill_of_materials()
    assert "timestamp" not in str(bill)


def _advisory(name: str, **affected: object) -> dict:
    """An invented advisory in OSV's form (schema 1.6)."""
    about = {"package": {"ecosystem": "PyPI", "name": name, "purl": f"pkg:pypi/{name}"}, **affected}
    return {
        "schema_version": "1.6.0",
        "id": "PYSEC-0000-1",
        "modified": "2026-01-02T03:04:05Z",
        "published": "2026-01-01T00:00:00Z",
        "aliases": ["CVE-0000-1"],
        "details": "Påhittat.",
        "affected": [about],
    }


def _range(*events: dict[str, str], kind: str = "ECOSYSTEM") -> dict[str, object]:
    return {"ranges": [{"type": kind, "events": list(events)}]}


KNOWN = {
    "fixed later": (_range({"introduced": "0"}, {"fixed": "3.0"}), True),
    "fixed in this very version": (_range({"introduced": "0"}, {"fixed": "2.5"}), False),
    "introduced later": (_range({"introduced": "2.6"}), False),
    "introduced in this very version": (_range({"introduced": "2.5"}), True),
    "never fixed": (_range({"introduced": "1.0"}), True),
    "this version the last": (_range({"introduced": "0"}, {"last_affected": "2.5"}), True),
    "an earlier version the last": (_range({"introduced": "0"}, {"last_affected": "2.4.9"}), False),
    "fixed and come back": (_range({"introduced": "0"}, {"fixed": "1.0"}, {"introduced": "2.4"}), True),
    "listed by name": ({"versions": ["2.4", "2.5"]}, True),
    "listed without this": ({"versions": ["2.4"]}, False),
    "a range of commits alone": (_range({"introduced": "0"}, kind="GIT"), False),
}


@pytest.mark.parametrize("what", KNOWN)
def test_an_advisory_is_held_against_the_pinned_version(what):
    affected, hit = KNOWN[what]
    told = list(advisories._against(_advisory("Exempel_Paket", **affected), {"exempel-paket": ["3.1", "2.5"]}))
    assert any(line.startswith("exempel-paket 2.5: ") for line in told) is hit


def test_an_export_of_osv_is_read_and_told_with_its_day(tmp_path, capsys):
    name, version, _ = pinned.pins(ROOT / pinned.DEV_LOCK)[0]
    known = [
        _advisory(name, versions=[version]),
        {**_advisory(name, versions=[version]), "withdrawn": "2026-01-03T00:00:00Z"},
    ]
    known += [{**known[0], "affected": [{**known[0]["affected"][0], "package": {"ecosystem": "npm", "name": name}}]}]
    export = tmp_path / "all.zip"
    with zipfile.ZipFile(export, "w") as packed:
        for number, each in enumerate(known):
            packed.writestr(f"PYSEC-0000-{number}.json", json.dumps(each))
    assert advisories.advisories(export) == 1
    said = capsys.readouterr().out
    assert f"{name} {version}: PYSEC-0000-1, CVE-0000-1: Påhittat." in said
    assert "3 advisories read, the newest of 2026-01-02" in said
    assert "1 hits" in said


def test_an_export_without_a_hit_is_fine_and_an_empty_one_is_not(tmp_path, capsys):
    assert advisories.advisories(tmp_path) == 1
    (tmp_path / "a.json").write_text(json.dumps(_advisory("exempelpaket-som-inte-finns", versions=["1"])), "utf-8")
    assert advisories.advisories(tmp_path) == 0
    assert "1 advisories read" in capsys.readouterr().out
