"""Fetching shows before it writes, keeps what stood, waits when asked to, and survives a service that fails."""

import csv
import hashlib
import time
from datetime import date
from pathlib import Path

import pytest
from services import NEW, OLD, Services, cut_off, dimension, half_a_document, kolada_value, other_shape, status

from medlemsnytta.commands.console import Console
from medlemsnytta.commands.fetch import fetch_subjects
from medlemsnytta.files import program, writing
from medlemsnytta.inputs.tables.checks import check_tables
from medlemsnytta.official import http
from tests.loaded import load_tables

TODAY = date(2027, 3, 1)
SNAPSHOTS = "data/reference/snapshots"
FROM = "SCB S1,2023,observed,"


@pytest.fixture
def services():
    server = Services()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two municipalities, with the population of two years; one figure has since been corrected."""
    reference = tmp_path / "data/reference"
    reference.mkdir(parents=True)
    (reference / "municipalities.csv").write_text(
        f"code,name,county_code,type,source,source_date,status,note\n0126,Huddinge,01,kommun,{FROM}\n"
        f"0127,Botkyrka,01,kommun,{FROM}\n"
    )
    (reference / "population.csv").write_text(
        "code,year,inhabitants,kind,vintage,source,source_date,status,note\n"
        f"0126,2023,114000,outcome,2023,{FROM}\n0126,2024,114300,outcome,2024,{FROM}\n"
        f'0127,2023,95000,outcome,2023,"SCB, S1",2023,observed,\n0127,2030,99000,projection,2026,{FROM}\n'
    )
    (reference / "key_figures.csv").write_text(
        "network_id,set,number,name,kolada_id,in_kolada,source,source_date,status,note\n"
        f"sekom,Gröna,1,a,N00401,near,{FROM}\nsekom,Gröna,2,b,,no,{FROM}\nsekom,Gröna,3,c,U07801,yes,{FROM}\n",
        "utf-8",
    )
    return tmp_path


def run(root: Path, services: Services, *subjects: str, confirm: bool = True, pauses: list | None = None) -> int:
    waited = pauses if pauses is not None else []
    return fetch_subjects(
        root,
        subjects or ("population",),
        TODAY,
        Console(),
        lambda: confirm,
        scb_address=services.address,
        kolada_address=services.address,
        sleep=waited.append,
    )


def contents(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def population(root: Path) -> list[list[str]]:
    return list(csv.reader((root / "data/reference/population.csv").open(encoding="utf-8")))[1:]


def test_a_folder_without_a_population_of_its_own_gets_one_and_the_programs_is_left(root, services):
    shipped = (program.FILES / "data/reference/population.csv").read_bytes()
    (root / "data/reference/population.csv").unlink()
    assert run(root, services) == 0
    rows = {(row[0], row[1]): row[2] for row in population(root)}
    assert (rows["0126", "2026"], rows["0127", "2026"]) == ("115000", "97100")
    assert len({code for code, _ in rows}) == 290 + 20
    assert (program.FILES / "data/reference/population.csv").read_bytes() == shipped
    assert (root / SNAPSHOTS / "population-before-2027-03-01.csv").read_bytes() == shipped


def test_both_tables_are_asked_and_the_old_one_does_not_stop_the_years_at_2024(root, services, capsys):
    assert run(root, services) == 0
    rows = {(row[0], row[1]): row for row in population(root)}
    assert rows["0126", "2026"][2] == "115000"
    assert rows["0126", "2026"][5] == "SCB, PxWeb TAB6471, 000007SF"
    assert rows["0126", "2024"][2] == "114304"
    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ")
    assert "Folkmängd: 5 nya tal (2024, 2025 och 2026), 1 ändrade, 2 oförändrade." in said
    assert "Huddinge 2024: 114 300 blir 114 304" in said
    assert "lägger SCB brus på talen" in said


def test_what_is_asked_for_is_the_total_of_each_municipality_by_its_code(root, services):
    run(root, services)
    asked = {path: query for path, query in services.asked if path.endswith("/data")}
    new = {each["variableCode"]: each for each in asked["/tables/TAB6471/data"]["selection"]}
    assert new["Region"] == {"variableCode": "Region", "valueCodes": ["0126", "0127"], "codelist": "vs_CKM03Kommun"}
    assert (new["Alder"]["valueCodes"], new["Kon"]["valueCodes"]) == (["TotSA"], ["TotSa"])
    old = {each["variableCode"]: each["valueCodes"] for each in asked["/tables/TAB638/data"]["selection"]}
    assert old == {"Region": ["0126", "0127"], "ContentsCode": ["BE0101N1"], "Tid": ["2023", "2024"]}


def test_rows_that_say_the_same_stay_as_they_are_and_projections_too(root, services):
    run(root, services)
    text = (root / "data/reference/population.csv").read_text("utf-8")
    assert f"0126,2023,114000,outcome,2023,{FROM}\n" in text
    assert '0127,2023,95000,outcome,2023,"SCB, S1",2023,observed,\n' in text
    assert f"0127,2030,99000,projection,2026,{FROM}\n" in text


def test_the_snapshot_has_date_address_and_hash_and_the_old_file_is_kept(root, services):
    before = (root / "data/reference/population.csv").read_bytes()
    run(root, services)
    (line,) = csv.DictReader((root / SNAPSHOTS / "snapshots.csv").open(encoding="utf-8"))
    snapshot = (root / SNAPSHOTS / line["file"]).read_bytes()
    assert (line["retrieved"], line["address"], line["rows"]) == ("2027-03-01", services.address, "8")
    assert line["sha256"] == hashlib.sha256(snapshot).hexdigest()
    assert (root / SNAPSHOTS / line["replaced"]).read_bytes() == before


def test_nothing_is_written_without_a_yes_nor_where_nothing_has_changed(root, services, capsys):
    before = contents(root)
    assert run(root, services, confirm=False) == 0
    assert contents(root) == before
    run(root, services)
    written = contents(root)
    capsys.readouterr()
    assert run(root, services) == 0
    assert "Inget har ändrats" in capsys.readouterr().out
    assert contents(root) == written


@pytest.mark.parametrize("part", ["/config", "TAB638/metadata", "TAB638/data", "TAB6471/data"])
@pytest.mark.parametrize("fault", [status(500), cut_off, half_a_document], ids=["500", "cut off", "truncated"])
def test_a_service_that_fails_once_is_asked_again_after_a_while(root, services, part, fault):
    services.faults.append((part, fault))
    pauses: list[float] = []
    assert run(root, services, pauses=pauses) == 0
    assert pauses == [1.0]
    assert len(population(root)) == 9


@pytest.mark.parametrize(
    "fault", [status(500), status(503), cut_off, half_a_document], ids=["500", "503", "cut", "half"]
)
def test_a_service_that_goes_on_failing_leaves_what_stood_whole(root, services, capsys, fault):
    services.faults += [("TAB6471/data", fault)] * 9
    before, pauses = contents(root), []
    assert run(root, services, pauses=pauses) == 1
    assert contents(root) == before
    assert pauses == [1.0, 2.0, 4.0]
    assert "De siffror som finns är orörda." in capsys.readouterr().err


def test_too_many_questions_are_asked_again_when_the_service_says(root, services):
    services.faults += [("TAB638/data", status(429, Retry_After="0"))] * 2
    assert run(root, services) == 0
    services.faults += [("/data/kpi/", status(429, Retry_After="7"))]
    pauses: list[float] = []
    assert run(root, services, "key_figures", pauses=pauses) == 0
    assert pauses == [7.0]


CHANGED = {
    "another answer": lambda services: services.faults.append(("TAB638/data", other_shape)),
    "refused": lambda services: services.faults.append(("TAB638/data", status(400))),
    "no total": lambda services: services.metadata.update(TAB6471=NEW | {"Kon": dimension("kön", ["1", "2"])}),
    "no years": lambda services: services.metadata.update(
        TAB638={name: each for name, each in OLD.items() if name != "Tid"}
    ),
    "other contents": lambda services: services.metadata.update(
        TAB638=OLD | {"ContentsCode": dimension("innehåll", ["X"])}
    ),
    "a number that is none": lambda services: services.population.update({("0126", "2024"): None}),
    "a negative number": lambda services: services.population.update({("0126", "2024"): -4}),
    "more than live on earth": lambda services: services.population.update({("0126", "2024"): 10**12}),
}


@pytest.mark.parametrize("change", CHANGED)
def test_a_service_that_has_changed_is_reported_and_nothing_is_written(root, services, capsys, change):
    CHANGED[change](services)
    before, pauses = contents(root), []
    assert run(root, services, pauses=pauses) == 1
    assert contents(root) == before
    assert pauses == []
    assert "svaret har inte den form som väntades" in capsys.readouterr().err


def test_a_service_that_divides_its_answer_into_ever_more_pages_is_left_in_time(root, services, monkeypatch, capsys):
    """Each page is answered at once or nearly; all of them together would take a day."""
    monkeypatch.setattr(http, "LONGEST_FETCH_SECONDS", 0.5)
    services.faults += [
        ("/data/kpi", lambda handler: (time.sleep(0.2), handler.answer(handler.server.next_page, 200, {})))
    ] * 99
    services.next_page = {"values": [], "next_page": f"{services.address}/data/kpi/more"}
    before = contents(root)
    assert run(root, services, "key_figures") == 1
    assert contents(root) == before
    assert "inget svar kom inom rimlig tid" in capsys.readouterr().err


def test_key_figures_are_read_page_by_page_and_compared_with_the_last_snapshot(root, services, capsys):
    assert run(root, services, "key_figures") == 0
    rows = (root / SNAPSHOTS / "key-figures-2027-03-01.csv").read_text("utf-8").splitlines()
    assert rows == [
        "kolada_id,code,year,value,status",
        "N00401,0126,2024,3.1,",
        "N00401,0127,2024,,",
        "U07801,0126,2024,400.0,",
    ]
    assert services.asked[0][0] == "/data/kpi/N00401,U07801/year/2022,2023,2024,2025,2026"
    assert "3 nya värden, 0 ändrade, 0 oförändrade" in capsys.readouterr().out


FORMULA = "=HYPERLINK(A1)"
HOSTILE = [
    {**kolada_value("N00401", "0126", 2024, 1.0), "kpi": FORMULA},
    {**kolada_value("N00401", "0126", 2024, 1.0), "municipality": FORMULA},
    {**kolada_value("N00401", "0126", 2024, 1.0), "values": [{"gender": "T", "status": FORMULA, "value": 1.0}]},
]


@pytest.mark.parametrize(
    "pages",
    [[{"values": 3}], [{"values": [{"kpi": "N1"}]}], [{}], *([{"values": [each]}] for each in HOSTILE)],
    ids=["a number", "half a value", "nothing", *(f"a formula as its {what}" for what in ("id", "code", "status"))],
)
def test_key_figures_of_another_shape_write_nothing(root, services, capsys, pages):
    services.pages = pages
    before = contents(root)
    assert run(root, services, "key_figures") == 1
    assert contents(root) == before
    assert "svaret har inte den form" in capsys.readouterr().err


def test_one_subject_that_fails_does_not_stop_the_other(root, services):
    services.faults += [("TAB638/data", status(400))]
    assert run(root, services, "population", "key_figures") == 1
    assert (root / SNAPSHOTS / "key-figures-2027-03-01.csv").exists()


def test_a_connection_refused_is_reported_in_words(root, services, capsys):
    services.shutdown()
    services.server_close()
    before = contents(root)
    assert run(root, services) == 1
    assert contents(root) == before
    assert "förbindelsen bröts eller nekades." in capsys.readouterr().err


def test_a_disk_that_fails_midway_leaves_the_table_whole(root, services, monkeypatch):
    before = (root / "data/reference/population.csv").read_bytes()
    real = writing._write

    def full(path: Path, content: bytes) -> None:
        if "population.csv" in path.name:
            raise OSError(28, "No space left", str(path))
        real(path, content)

    monkeypatch.setattr(writing, "_write", full)
    assert run(root, services) == 1
    assert (root / "data/reference/population.csv").read_bytes() == before


def test_the_fetched_table_obeys_the_rules_of_the_shipped_one(project, services):
    shipped = load_tables(project, "data/huddinge").population
    codes = sorted(code for code in set(shipped["code"]) if len(code) == 4)
    known = {(row.code, str(row.year)): int(row.inhabitants) for row in shipped.itertuples()}
    services.population = known | {(code, "2026"): 1000 for code in codes}
    years = [str(year) for year in range(2000, 2025)]
    services.metadata = {
        "TAB638": OLD | {"Region": dimension("region", codes, True), "Tid": dimension("år", years)},
        "TAB6471": NEW | {"Region": dimension("region", codes, True)},
    }
    assert run(project, services) == 0
    tables = load_tables(project, "data/huddinge")
    assert check_tables(tables) == []
    assert len(tables.population) == len(shipped) + 290 + 20
    halland = tables.population[(tables.population["code"] == "13") & (tables.population["year"] == 2026)]
    assert halland[["inhabitants", "status"]].values.tolist() == [[6000, "estimated"]]


AS_EXCEL_SAVES = (
    "code;year;inhabitants;kind;vintage;source;source_date;status;note\n"
    "0126;2023;114 000;outcome;2023;SCB, Botkyrka å;2023;observed;\n0126;2030;120 000;projection;2026;SCB;2023;observed;vår egen\n\n;;;;;;;;\n"
)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8-sig"])
def test_a_population_that_excel_has_saved_is_read_and_its_own_rows_stay(root, services, encoding):
    (root / "data/reference/population.csv").write_text(AS_EXCEL_SAVES, encoding)
    assert run(root, services) == 0
    rows = (root / "data/reference/population.csv").read_text("utf-8")
    assert "0126,2030,120 000,projection" in rows
    assert rows.count("0126,2023,") == 1


@pytest.mark.parametrize(
    "content",
    [
        b"\xff\xfe\0",
        b"",
        b"code\n0126\n",
        b"code,year,inhabitants,kind\n0126,x,y,outcome\n",
        b"code,year,inhabitants,kind\n0126,,,\n",
        b"\0" * 90,
        b'"' * 99,
    ],
)
@pytest.mark.parametrize(
    "name", ["data/reference/population.csv", f"{SNAPSHOTS}/snapshots.csv", f"{SNAPSHOTS}/key-figures-2026-01-01.csv"]
)
def test_a_file_that_stands_and_is_none_is_reported_and_left(root, services, capsys, name, content):
    (root / name).parent.mkdir(exist_ok=True)
    (root / name).write_bytes(content)
    services.kolada_pages = []
    code = run(root, services, "population", "key_figures")
    assert code in (0, 1)
    if code:
        assert (root / name).read_bytes() == content
    assert code == 1 or not content or name != "data/reference/population.csv"


def test_every_cell_of_the_population_that_cannot_be_read_is_told(root, services, capsys):
    (root / "data/reference/population.csv").write_text(
        "code,year,inhabitants,kind\n0126,x,,outcome\n0127,2023,y,outcome\n"
    )
    assert run(root, services) == 1
    told = capsys.readouterr().err
    assert all(each in told for each in ("rad 2", "rad 3", "year", "inhabitants", "är tom"))
