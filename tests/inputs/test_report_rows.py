"""A report's extract holds its own rows and no others, under their own numbers, and its digest tells when they change."""

import pytest

from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.report_rows import read_report

OURS = parameters_from(
    {
        "municipality_code": "0126",
        "year": 2025,
        "title": "Prov",
        "report_date": "2025-04-01",
        "networks": ["sekom"],
        "data_folder": "data/huddinge",
    },
    "prov",
)


def _changed(project, path: str, old: str, new: str) -> set[str]:
    """The files of Huddinge's extract that change when the text of a file does."""
    before = read_report(project, OURS).digests
    text = (project / path).read_text("utf-8")
    assert text.count(old) == 1, text.count(old)
    (project / path).write_text(text.replace(old, new), "utf-8")
    after = read_report(project, OURS).digests
    return {name for name in before | after if before.get(name) != after.get(name)}


def test_only_the_municipality_and_its_networks_are_in_it(project):
    files = read_report(project, OURS).files
    population = files["data/reference/population.csv"].decode()
    assert {line[:4] for line in population.split("\n") if line} == {"code", "0126"}
    fees = files["data/reference/fees.csv"].decode()
    assert {line.split(",")[0] for line in fees.split("\n") if line} == {"network_id", "sekom"}
    assert "data/huddinge/excerpts.csv" in files
    assert not any(path.startswith("data/exempelkommun") for path in files)


def test_a_row_keeps_its_number(project):
    whole = (project / "data/reference/fees.csv").read_text("utf-8").split("\n")
    ours = read_report(project, OURS).files["data/reference/fees.csv"].decode().split("\n")
    numbers = [number for number, line in enumerate(ours) if line.startswith("sekom")]
    assert len(numbers) == 2
    assert [ours[number].rstrip() for number in numbers] == [whole[number].rstrip() for number in numbers]


def test_an_extract_of_an_extract_is_the_same(project, tmp_path):
    files = read_report(project, OURS).files
    for path, content in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    assert read_report(tmp_path, OURS).files == files


CHANGES = {
    "an excerpt of its own": ("data/huddinge/excerpts.csv", "\nk01,", "\nk001,", {"data/huddinge/excerpts.csv"}),
    "another municipality's inhabitants": (
        "data/reference/population.csv",
        "0114,2000,37576",
        "0114,2000,37577",
        set(),
    ),
    "its own inhabitants": (
        "data/reference/population.csv",
        "0126,2024,114304",
        "0126,2024,114305",
        {"data/reference/population.csv"},
    ),
    "another network's fee": ("data/reference/fees.csv", "Alla regioner betalar samma avgift.", "Alla betalar.", set()),
    "its own network's fee": (
        "data/reference/fees.csv",
        "\nsekom,kommun,,2026-01-01",
        "\nsekom,kommun,,2026-01-02",
        {"data/reference/fees.csv"},
    ),
    "a row for another municipality above": (
        "data/reference/population.csv",
        "0114,2000,",
        "0114,1999,37000,outcome,,SCB S1,2023,observed,\n0114,2000,",
        set(),
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_the_digest_changes_with_what_the_report_rests_on_and_nothing_else(project, change):
    path, old, new, expected = CHANGES[change]
    assert _changed(project, path, old, new) == expected


def test_a_table_with_a_cell_of_several_lines_is_taken_whole(project):
    file = project / "data/reference/fees.csv"
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("Alla regioner betalar samma avgift.", '"Alla regioner\n\nbetalar samma avgift."'), "utf-8"
    )
    assert read_report(project, OURS).files["data/reference/fees.csv"] == file.read_bytes()
    assert _changed(project, "data/reference/fees.csv", "\n\nbetalar", "\nbetalar") == {"data/reference/fees.csv"}
