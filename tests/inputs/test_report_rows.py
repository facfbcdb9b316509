"""A report's extract holds its own rows and no others, under their own numbers, and its digest tells when they change."""

import csv

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.params import parameters_from
from medlemsnytta.inputs.tables.report_rows import Reading, read_report
from medlemsnytta.starting.workbook_files import make_workbook

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
    named = {line.split(",")[0] for line in population.split("\n") if line}
    assert {"code", "0126", "1382", "03"} <= named
    assert not {"0114", "1267", "12"} & named
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


@pytest.mark.slow
@pytest.mark.parametrize("as_workbook", [False, True])
def test_a_statement_that_may_not_be_shown_is_named_by_none_that_repeats_it(project, tmp_path, as_workbook):
    path = project / "data/huddinge/excerpts.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    hidden, first, second, other = [row for row in rows if "sekom" in row["network_id"]][:4]
    hidden |= {"excerpt_id": "hemligt", "consent": "internal", "form": "paraphrase"}
    for row in (first, second):
        row["same_as"] = "hemligt"
    header = list(dict.fromkeys([*rows[0], "same_as"]))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)
    if as_workbook:
        make_workbook(project, "data/huddinge")
    read = read_report(project, OURS)
    for name, content in read.files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    for said in (read.tables(OURS), read_report(tmp_path, OURS).tables(OURS)):
        repeats = dict(zip(said.excerpts["excerpt_id"], said.excerpts["same_as"], strict=True))
        named = [first["excerpt_id"], second["excerpt_id"], other["excerpt_id"]]
        assert [repeats[each] for each in named] == ["", first["excerpt_id"], ""]
        assert "hemligt" not in {*repeats, *repeats.values()}
    assert not any(b"hemligt" in content for content in read.files.values())


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


def test_shared_themes_are_those_of_the_networks_compared(project):
    header, ours, theirs = "network_id,theme,source,source_date,status,note", "sekom,klimat", "klimatkommunerna,vatten"
    text = "\n".join([header, *(f"{each},påhittat,2025,illustrative," for each in (theirs, ours)), ""])
    (project / "data/reference/themes.csv").write_text(text, "utf-8")
    read = read_report(project, OURS)
    assert read.files["data/reference/themes.csv"].decode().split("\n")[1:] == [
        "",
        "sekom,klimat,påhittat,2025,illustrative,",
        "",
    ]
    assert list(read.tables(OURS).themes["theme"]) == ["klimat"]


@pytest.mark.parametrize(
    "spoilt",
    [
        'excerpt_id,consent\nk01,"internal\n',
        "excerpt_id,samtycke\nk01,internal\n",
        "excerpt_id,consent\nk01,internal,x\n",
    ],
)
def test_statements_that_cannot_be_read_are_sent_nowhere(project, spoilt):
    (project / "data/huddinge/excerpts.csv").write_text(spoilt, "utf-8")
    with pytest.raises(ProblemsFound, match=r"data/huddinge/excerpts\.csv"):
        _ = read_report(project, OURS).files


def test_internal_statements_are_in_no_file_table_or_digest(project):
    path = project / "data/huddinge/excerpts.csv"
    lines = path.read_text("utf-8").split("\n")
    path.write_text("\n".join([lines[0], lines[1].replace(",publish,", ",internal,"), *lines[2:]]), "utf-8")
    read = read_report(project, OURS)
    assert read.files["data/huddinge/excerpts.csv"].split(b"\n")[1] == b""
    assert 2 not in read.tables(OURS).excerpts.index
    assert "2" not in read.rows["data/huddinge/excerpts.csv"]


@pytest.mark.parametrize("networks", [["sekom"], ["klimatkommunerna", "sekom"]])
def test_what_is_sent_obeys_every_rule_also_where_rows_are_about_other_networks(project, tmp_path, networks):
    """What builds reads what it is sent, and `check` reads the project: both must find the same."""
    parameters = OURS.model_copy(update={"networks": tuple(networks)})
    for path, content in read_report(project, parameters).files.items():
        file = tmp_path / "sent" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    sent = Reading(tmp_path / "sent")
    assert sent.wrong("data/huddinge") == Reading(project).wrong("data/huddinge") == []
    assert read_report(tmp_path / "sent", parameters).files == read_report(project, parameters).files


@pytest.mark.parametrize(("kind", "year"), [("outcome", "2024"), ("projection", "2023")])
def test_of_others_only_the_inhabitants_that_they_are_compared_by_have_one(project, kind, year):
    """Of our own all years, of others the last year before the report's day that our own number is an outcome of."""
    path = project / "data/reference/population.csv"
    path.write_text(path.read_text("utf-8").replace("0126,2024,114304,outcome", f"0126,2024,114304,{kind}"), "utf-8")
    rows = path.read_text("utf-8").splitlines()
    found = read_report(project, OURS).rows["data/reference/population.csv"]
    codes_and_years = {tuple(rows[int(number) - 1].split(",")[:2]) for number in found}
    own = {each for code, each in codes_and_years if code == "0126"}
    others = {each for code, each in codes_and_years if code != "0126"}
    assert {"2000", "2024", "2025"} <= own
    assert others == {year}
