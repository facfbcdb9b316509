"""An archive is a bag that an archivist's own tools can check."""

import io
import zipfile
from datetime import date
from pathlib import Path

import bagit
import pytest

from medlemsnytta.provenance.bags import bag

PAYLOAD = {"rapport/å b.pdf": b"%PDF", "params/x.yaml": b"year: 2026\n"}
INFO = {"Source-Organization": "Exempelkommun", "External-Description": "Utvärdering av nätverksmedlemskap " * 5}


@pytest.fixture
def unpacked(tmp_path):
    with zipfile.ZipFile(io.BytesIO(bag("x-2026", PAYLOAD, INFO, date(2026, 5, 4)))) as archive:
        archive.extractall(tmp_path)
    return tmp_path / "x-2026"


def test_the_library_of_congress_s_program_finds_the_bag_valid(unpacked):
    checked = bagit.Bag(str(unpacked))
    checked.validate()
    assert sorted(Path(file).as_posix() for file in checked.payload_files()) == [
        "data/params/x.yaml",
        "data/rapport/å b.pdf",
    ]
    assert checked.info["Payload-Oxum"] == "15.2"
    assert checked.info["Bagging-Date"] == "2026-05-04"
    assert checked.info["External-Description"].split() == INFO["External-Description"].split()


@pytest.mark.parametrize("file", ["data/params/x.yaml", "bag-info.txt"])
def test_a_changed_file_is_found(unpacked, file):
    (unpacked / file).write_bytes(b"annat")
    with pytest.raises(bagit.BagError):
        bagit.Bag(str(unpacked)).validate()


def test_the_same_files_give_the_same_bytes_whatever_their_order():
    turned = dict(reversed(PAYLOAD.items()))
    assert bag("x", PAYLOAD, INFO, date(2026, 5, 4)) == bag("x", turned, INFO, date(2026, 5, 4))


def test_a_name_that_programs_spell_unlike_is_refused():
    with pytest.raises(ValueError, match="100%"):
        bag("x", {"100%.txt": b""}, INFO, date(2026, 5, 4))
