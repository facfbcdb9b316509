"""A table of reports is read as a params file for each row, and what is wrong is told with its row."""

import pytest

from medlemsnytta.errors import ProblemsFound
from medlemsnytta.inputs.parameters.batch_tables import read_batch
from medlemsnytta.inputs.parameters.params import parameters_in, plain, read_parameters

HEADER = "report,municipality_code,year,title,report_date,networks,data_folder,evidence_months,recommended_actions\n"
ROW = 'lycksele-2025,2481,2025,Prov: ett,2025-12-31,"klimatkommunerna, sekom",data/utan-underlag,24,{sekom: leave}\n'


def _written(project, text: str) -> str:
    (project / "params" / "alla.csv").write_text(text, "utf-8")
    return "params/alla.csv"


def _problems(project, text: str) -> list[str]:
    def read() -> None:
        for row in read_batch(project, _written(project, text)).values():
            parameters_in(row)

    with pytest.raises(ProblemsFound) as found:
        read()
    return [str(problem) for problem in found.value.problems]


def test_a_row_gives_what_a_params_file_gives(project):
    row = read_batch(project, _written(project, HEADER + ROW))["lycksele-2025"]
    file = project / "params" / "lycksele-2025.yaml"
    file.write_text(
        'municipality_code: "2481"\nyear: 2025\ntitle: "Prov: ett"\nreport_date: 2025-12-31\n'
        "networks: [klimatkommunerna, sekom]\ndata_folder: data/utan-underlag\nevidence_months: 24\n"
        "recommended_actions: {sekom: leave}\n",
        "utf-8",
    )
    assert plain(parameters_in(row)) == plain(read_parameters(file))


def test_an_empty_cell_is_a_parameter_left_out(project):
    row = read_batch(project, _written(project, HEADER + ROW.replace(",24,", ",,")))["lycksele-2025"]
    assert parameters_in(row).evidence_months == 36


def test_a_row_with_a_name_alone_is_the_report_of_the_params_file(project):
    assert read_batch(project, _written(project, HEADER + "huddinge-2025,,,,,,,,\n")) == {"huddinge-2025": None}


FAULTS = {
    "a column that is no parameter": (HEADER.replace("title", "titel") + ROW, ["rad 1", "Menade du 'title'?"]),
    "no column of names": (HEADER.replace("report,", "") + ROW.partition(",")[2], ["rad 1", "kolumnen report saknas"]),
    "a name twice": (HEADER + ROW + ROW, ["rad 3", "lycksele-2025 står på flera rader"]),
    "a name that leads away": (HEADER + ROW.replace("lycksele", "../lycksele"), ["rad 2", "rapports namn"]),
    "a number that is too high": (
        HEADER + ROW.replace(",24,", ",999,"),
        ["rad 2, kolumnen evidence_months", "1 till 240"],
    ),
    "a value that cannot be read": (HEADER + ROW.replace("{sekom", "{{sekom"), ["rad 2, kolumnen recommended_actions"]),
    "a name alone without a params file": (HEADER + "ingen-2025,,,,,,,,\n", ["params/ingen-2025.yaml", "finns inte"]),
    "no rows": (HEADER, ["inga rader"]),
    "the overview's name": (HEADER + ROW.replace("lycksele-2025", "overview"), ["rad 2", "filerna för översikten"]),
    "the list's name": (HEADER + ROW.replace("lycksele-2025", "INDEX"), ["rad 2", "listan över rapporterna"]),
    "a comparison's name": (HEADER + ROW.replace("lycksele-2025", "Jamforelse-a-b"), ["rad 2", "en jämförelse"]),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_is_wrong_is_told_with_its_row(project, fault):
    text, words = FAULTS[fault]
    said = "\n".join(_problems(project, text))
    assert [word for word in words if word not in said] == [], said


def test_every_row_is_told_of_at_once(project):
    said = _problems(project, HEADER + ROW.replace("{sekom", "{{sekom") + "ingen-2025,,,,,,,,\n")
    assert len(said) == 2


def test_a_workbook_is_read_as_a_text_file_is(project):
    openpyxl = pytest.importorskip("openpyxl")
    workbook = openpyxl.Workbook()
    workbook.active.append(HEADER.strip().split(","))
    workbook.active.append(
        ["lycksele-2025", "2481", 2025, "Prov: ett", "2025-12-31", "klimatkommunerna, sekom", "data/utan-underlag", 24]
    )
    workbook.save(project / "params" / "alla.xlsx")
    row = read_batch(project, "params/alla.xlsx")["lycksele-2025"]
    text = read_batch(project, _written(project, HEADER + ROW.replace("{sekom: leave}", "")))["lycksele-2025"]
    assert parameters_in(row) == parameters_in(text)


def test_the_shipped_table_has_every_municipality_once(project):
    rows = read_batch(project, "params/sverige-2025.csv")
    assert len(rows) == 290
    own = {name for name, row in rows.items() if row is None}
    assert own == {"huddinge-2025"}
    codes = {parameters_in(row).municipality_code for row in rows.values() if row is not None}
    lines = (project / "data/reference/municipalities.csv").read_text("utf-8").splitlines()[1:]
    assert codes | {"0126"} == {line[:4] for line in lines if line[:4].isdigit()}
