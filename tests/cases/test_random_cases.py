"""Whatever a municipality types that is right is found right, and its report is built."""

from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from report_text import text_of

from medlemsnytta.commands import cli
from tests.cases.random_cases import TODAY, RandomCase, working_folders


@pytest.mark.slow
@settings(max_examples=25)
@given(working_folders(TODAY))
def test_a_random_working_folder_is_found_right_and_its_report_is_built(case: RandomCase):
    with TemporaryDirectory() as folder, chdir(folder):
        name = case.write(Path(folder))
        assert cli.main(["check"]) == 0
        assert text_of(Path(folder), name).startswith(f"title: {case.parameters['title']}\n")
