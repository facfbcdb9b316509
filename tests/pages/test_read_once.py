"""A report's files are read and parsed once, whoever asks for their rows."""

from collections import Counter

import pytest

from medlemsnytta.analysis.evaluate import evaluate
from medlemsnytta.execution.notebook_processes import NotebookProcesses
from medlemsnytta.files import regular_files
from medlemsnytta.inputs.tables import csv_files, report_rows, table_files
from medlemsnytta.pages import making, report
from tests.conftest import ROOT

NAME = "huddinge-2026"
FILES = 17


@pytest.fixture
def parses(monkeypatch):
    """The tables parsed so far in this process, by their paths."""
    found, body = [], csv_files._body

    def counted(origin, *rest):
        found.append(origin.path)
        return body(origin, *rest)

    monkeypatch.setattr(csv_files, "_body", counted)
    parsed = table_files.Parsed(most=96, of_one=4)
    for module in (table_files, report_rows):
        monkeypatch.setattr(module, "PARSED", parsed)
    return found


@pytest.mark.slow
def test_a_notebook_reads_and_parses_each_file_once(project, parses, monkeypatch):
    monkeypatch.chdir(project)
    job = making.plan(report.page(ROOT, NAME), project / "output", making.BuildOptions()).job
    before, read, reads = len(parses), regular_files.read, Counter()

    def counted(path, *most):
        reads[path.name] += 1
        return read(path, *most)

    for file, content in job.data.items():
        (project / file).write_bytes(content + b"\n" * file.startswith("data/") * file.endswith(".csv"))
    monkeypatch.setattr(regular_files, "read", counted)
    inputs = report.read(dict(job.parameters))
    assert report.since_previous(evaluate(inputs)) is not None
    report.record(inputs)
    assert Counter(parses[before:]).most_common(1)[0][1] == 1
    assert len(parses[before:]) == FILES
    assert {name: count for name, count in reads.items() if count > 1 and name.endswith(".csv")} == {}


@pytest.mark.notebook
def test_a_report_that_is_made_in_one_process_parses_each_file_once_in_all(parses, tmp_path):
    planned = making.plan(report.page(ROOT, NAME), tmp_path, making.BuildOptions(formats=("ipynb",)))
    with NotebookProcesses(here=True) as place:
        making.make(planned.job, place=place)
    assert Counter(parses).most_common(1)[0][1] == 1
    assert len(parses) == FILES


@pytest.mark.parametrize("written", ["a;b\nc;d\n", 'a,b\n\n x ,"y\ny"\n', '\ufeffa,b\n1,"2,3"\n'])
def test_what_is_known_without_parsing_is_what_parsing_gives(written):
    sheet = csv_files.parse_csv(written.encode(), "data/reference/x.csv", ("a", "b"))
    again = csv_files.parse_csv(report_rows.written(sheet), "data/reference/x.csv", ("a", "b"))
    assert (again.origin, again.header, again.rows) == (sheet.origin, sheet.header, sheet.rows)
