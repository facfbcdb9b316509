"""The pins have hashes, licences are of kinds that a municipality may use, and the bill of materials is whole."""

from pathlib import Path

import supply_chain

ROOT = Path(__file__).resolve().parents[2]


def test_every_package_is_pinned_with_hashes():
    for lock in (supply_chain.LOCK, supply_chain.DEV_LOCK):
        text = (ROOT / lock).read_text("utf-8")
        names = [line.partition("==")[0] for line in text.splitlines() if "==" in line and not line.startswith(" ")]
        found = supply_chain.pins(ROOT / lock)
        assert [name for name, _, _ in found] == names
        assert len(found) > 50
        assert [name for name, _, hashes in found if not hashes] == []


def test_every_licence_told_is_one_that_we_may_stand_on(capsys):
    assert supply_chain.licences() == 0, capsys.readouterr().err


def test_the_bill_of_materials_names_every_package_and_no_time():
    bill = supply_chain.bill_of_materials()
    assert len(bill["components"]) == len(supply_chain.pins(ROOT / supply_chain.LOCK))
    assert bill == supply_chain.bill_of_materials()
    assert "timestamp" not in str(bill)
