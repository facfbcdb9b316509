"""Whatever a municipality types that is right is found right, and its report is built."""

from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from kinds_of_facts import expected
from raw_rows import Project

from medlemsnytta.pages.problems import examiner
from tests.cases import folders
from tests.cases.random_cases import RandomCase, working_folders
from tests.cases.random_rows import OTHER

pytestmark = pytest.mark.slow


@settings(max_examples=25)
@given(working_folders())
def test_what_is_said_of_how_use_has_gone_follows_from_the_rows(case: RandomCase):
    """That it has ceased above all: each direction is worked out anew from the raw rows."""
    with TemporaryDirectory() as folder, chdir(folder):
        root = Path(folder)
        name = case.write(root)
        evaluation = examiner(root, {})(name, None)
        project = Project(root, name)
        for network in evaluation.usage.networks:
            for course in network.courses:
                fact = course.direction
                value, rows = expected(project, fact.as_json())
                assert (value, rows) == (fact.value, {tuple(row) for row in fact.rows})


@settings(max_examples=25)
@given(working_folders())
def test_a_random_working_folder_is_found_right_and_its_report_is_built(case: RandomCase):
    with TemporaryDirectory() as folder, chdir(folder):
        root = Path(folder)
        name = case.write(root)
        assert not isinstance(found := examiner(root, {})(name, None), list), found
        assert folders.report_text(root, name).startswith(f"title: {case.parameters['title']}\n")


@given(working_folders())
def test_what_the_readers_are_to_accept_names_only_rows_that_there_are(case: RandomCase):
    with TemporaryDirectory() as folder:
        case.write(Path(folder))
    tables = case.tables
    ids = {
        "network_id": {"", "both", OTHER, *case.parameters["networks"]},
        "channel_id": {"", *(row["channel_id"] for row in tables["channels"])},
        "document_id": {"", *(row["document_id"] for row in tables["documents"])},
        "speaker": {"", *(row["speaker"] for row in tables["speakers"])},
        "same_as": {"", *(row["excerpt_id"] for row in tables["excerpts"])},
    }
    for rows in tables.values():
        for row in rows:
            for column in row.keys() & ids.keys():
                assert set(row[column].split(";")) <= ids[column]
