"""How use has gone over the years, as one speaker has said it."""

import pytest

from medlemsnytta.inputs.parameters import params
from medlemsnytta.pages.report import open_evaluation
from tests.cases import folders


@pytest.fixture
def course(tmp_path):
    """The directions in the case of four years, with these degrees in the years from 2022."""

    def found(*degrees: int, year: int = 2025) -> list[tuple[str, int]]:
        root = folders.lay_out("09-four-years", tmp_path / "arbetsmapp")
        file = root / "data" / "trosa" / "excerpts.csv"
        header, *rows = file.read_text("utf-8").splitlines()
        place = header.split(",").index("intensity")
        graded = [
            [*row.split(",")[:place], str(degree), *row.split(",")[place + 1 :]]
            for row, degree in zip(rows, degrees, strict=True)
        ]
        file.write_text("\n".join([header, *map(",".join, graded)]) + "\n", "utf-8")
        evaluation = open_evaluation(root, params.read_parameters(root / "params" / f"trosa-{year}.yaml", root=root))
        return [(each.direction.value, len(each.said)) for each in evaluation.usage.networks[0].courses]

    return found


@pytest.mark.parametrize(
    ("degrees", "direction"),
    [
        ((4, 3, 1, 0), "ceased"),
        ((0, 3, 1, 0), "ceased"),
        ((4, 3, 1, 1), "less"),
        ((1, 0, 1, 2), "more"),
    ],
)
def test_the_direction_is_from_the_first_year_to_the_last(course, degrees, direction):
    assert course(*degrees) == [(direction, 4)]


@pytest.mark.parametrize("degrees", [(2, 2, 2, 2), (2, 4, 1, 2), (0, 0, 0, 0)])
def test_what_ends_as_it_began_has_no_direction(course, degrees):
    assert course(*degrees) == []


def test_what_is_said_after_the_report_is_no_part_of_it(course):
    assert course(4, 3, 1, 0, year=2024) == [("less", 3)]
