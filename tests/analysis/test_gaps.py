"""What is not known becomes a question: each kind of gap is there when its cell is empty, and gone when it is filled."""

import re
from pathlib import Path

import pytest

from medlemsnytta.analysis.gaps import KINDS
from medlemsnytta.pages import report

PARAMS, DATA = "params/exempelkommun-2026.yaml", "data/exempelkommun"
FIRST = ("exempelklimat", "exempelvatten", "exempeleuropa")
"""The networks of which most is known."""
KNOWN = [("fee_period", each) for each in FIRST]


@pytest.fixture
def gaps(project: Path):
    def found(file: str = "", old: str = "", new: str = "") -> list[tuple[str, str]]:
        if file:
            path = project / file
            text = path.read_text("utf-8")
            changed = re.sub(old, new, text, flags=re.MULTILINE)
            assert changed != text
            path.write_text(changed, "utf-8")
        gaps = report.page(project, "exempelkommun-2026").check().gaps
        return [(each.kind, each.network.network_id if each.network else "") for each in gaps.found]

    return found


@pytest.mark.slow
def test_where_nearly_everything_is_known_little_is_asked(gaps):
    assert [each for each in gaps() if each[1] in FIRST] == [*KNOWN, ("documents", "exempeleuropa")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "old", "new", "gap"),
    [
        (f"{DATA}/memberships.csv", "2012,,member,6,x1", "2012,,member,,x1", ("notice", "exempelklimat")),
        (PARAMS, "hourly_cost_sek: 420\n", "", ("hourly_cost", "")),
        (PARAMS, "^case_number: ", "# ", ("case_number", "")),
        (PARAMS, "    due: 2026-10-01\n", "", ("expected", "exempeleuropa")),
        (f"{DATA}/decisions.csv", "x4,2024-11-05", "x4,", ("decision_dates", "")),
        (f"{DATA}/time_log.csv", "^exempeleuropa,.*\n", "", ("hours", "exempeleuropa")),
        (f"{DATA}/speakers.csv", "EU-frågor,,1,", "EU-frågor,,,", ("persons", "")),
        (f"{DATA}/channels.csv", "Nyhetsbrevet,yes,,(.*)$", r"Nyhetsbrevet,unknown,,\1", ("openness", "exempelklimat")),
    ],
)
def test_each_thing_unknown_is_one_gap_more(gaps, file, old, new, gap):
    before = gaps()
    after = gaps(file, old, new)
    assert sorted(after) == sorted([*before, gap])


@pytest.mark.slow
def test_they_come_in_the_order_in_which_they_are_asked(gaps):
    kinds = [kind for kind, _ in gaps(f"{DATA}/memberships.csv", "2012,,member,6,x1", "2012,,member,,x1")]
    assert kinds == sorted(kinds, key=KINDS.index)
    assert kinds[0] == "notice"
