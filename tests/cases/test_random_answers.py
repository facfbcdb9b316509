"""What holds of the two questions whatever is typed, on the product itself: CSV files read, checked and answered."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, assume, given, settings
from hypothesis import strategies as st

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.pages import report
from tests.cases.random_cases import RandomCase, working_folders
from tests.cases.random_reports import working_folder
from tests.cases.random_rows import FROM, Row

pytestmark = pytest.mark.slow
CASES = 6
TOWARDS_STAYING = {"against": 0, "nearest_against": 1, "weigh": 2, "not_enough": 2, "nearest_for": 3, "for": 4}
USE = ("no", "partly", "yes")
LOSS = ("no", "unknown", "yes")
tried = settings(max_examples=CASES, derandomize=True, phases=[Phase.generate])


def evaluated(case: RandomCase) -> Evaluation:
    """Read from its files as a build reads it; raises ProblemsFound where it is found wrong."""
    with working_folder(case) as (root, name):
        return report.page(root, name).check()


def told(found: Evaluation) -> list[tuple[Any, ...]]:
    """What is said of each network: both answers, how certain, the cell, and the questions that can change it."""
    return [
        (
            *(each.answers.judgement.use.answer, each.answers.judgement.use.confirmed),
            *(each.answers.judgement.loss.answer, each.answers.judgement.loss.confirmed),
            each.cell,
            sorted(
                (one.about, *one.thing, one.persons)
                for one in found.answers.questions
                if one.network_id == each.network_id
            ),
        )
        for each in found.networks
    ]


def answers(found: Evaluation) -> list[tuple[Any, ...]]:
    return [each[:5] for each in told(found)]


def with_rows(case: RandomCase, **tables: list[Row]) -> RandomCase:
    return replace(case, tables=case.tables | tables)


def more(case: RandomCase, **cells: Any) -> RandomCase:
    """One more statement about the first network, on the report's day, by an independent person."""
    statement = {
        "excerpt_id": "ny", "network_id": "n1", "date": case.parameters["report_date"], "text": "Ännu ett svar.",
        "form": "paraphrase", "criterion": "relevance", "tense": "present", "source_kind": "interview", "speaker": "NY1",
        "consent": "publish", "valence": 0, "certainty": "stated", "cause": "na", "channel_id": "", **FROM,
    }  # fmt: skip
    speaker = {
        "speaker": "NY1",
        "description": "en ny användare",
        "network_id": "n1",
        "persons": 1,
        "role": "user",
        **FROM,
    }
    return with_rows(
        case,
        excerpts=[*case.tables["excerpts"], statement | cells],
        speakers=[*case.tables["speakers"], speaker],
    )


def _unchanged(change: Callable[[RandomCase, random.Random], RandomCase]) -> None:
    @tried
    @given(working_folders(), st.integers(0, 2**32))
    def of_a_case(case: RandomCase, seed: int) -> None:
        assert told(evaluated(change(case, random.Random(seed)))) == told(evaluated(case))

    of_a_case()


def test_the_order_of_rows_changes_nothing():
    def shuffled(case: RandomCase, rng: random.Random) -> RandomCase:
        return replace(case, tables={name: rng.sample(rows, len(rows)) for name, rows in case.tables.items()})

    _unchanged(shuffled)


def test_a_copied_row_changes_nothing():
    def copied(case: RandomCase, rng: random.Random) -> RandomCase:
        statements, uses, events = (case.tables[name] for name in ("excerpts", "uses", "events"))
        first = [row for row in statements if not row["same_as"]]
        again = [
            row | {"excerpt_id": "kopia", "same_as": row["excerpt_id"]} for row in rng.sample(first, min(1, len(first)))
        ]
        return with_rows(
            case,
            excerpts=[*statements, *again],
            uses=[*uses, *(row | {"use_id": "kopia"} for row in rng.sample(uses, min(1, len(uses))))],
            events=[*events, *(row | {"event_id": "kopia"} for row in rng.sample(events, min(1, len(events))))],
        )

    _unchanged(copied)


def test_a_statement_about_several_networks_split_into_one_row_for_each_changes_nothing():
    def split(case: RandomCase, _: random.Random) -> RandomCase:
        found: list[Row] = []
        networks = case.parameters["networks"]
        for row in case.tables["excerpts"]:
            named = networks if row["network_id"] == "both" and len(networks) == 2 else row["network_id"].split(";")
            found += [
                row
                | {
                    "network_id": each,
                    "excerpt_id": row["excerpt_id"] if place == 0 else f"{row['excerpt_id']}-{place}",
                }
                for place, each in enumerate(named)
            ]
        ids = {row["excerpt_id"] for row in found}
        assume(not any(row["same_as"] for row in found if row["same_as"] in ids))
        return with_rows(case, excerpts=found)

    _unchanged(split)


def test_a_renamed_speaker_changes_nothing():
    def renamed(case: RandomCase, rng: random.Random) -> RandomCase:
        names = [row["speaker"] for row in case.tables["speakers"]]
        new = {name: f"Z{number}" for number, name in enumerate(rng.sample(names, len(names)))}
        return with_rows(
            case,
            speakers=[row | {"speaker": new[row["speaker"]]} for row in case.tables["speakers"]],
            excerpts=[row | {"speaker": new.get(row["speaker"], "")} for row in case.tables["excerpts"]],
        )

    _unchanged(renamed)


def test_not_to_know_changes_no_answer_and_so_never_makes_a_no():
    @tried
    @given(working_folders(), st.sampled_from(("", "0", "1")))
    def of_a_case(case: RandomCase, place: str) -> None:
        channels = [row["channel_id"] for row in case.tables["channels"] if row["network_id"] == "n1"]
        channel = channels[int(place)] if place and int(place) < len(channels) else ""
        before, after = (
            answers(evaluated(each)) for each in (case, more(case, without_membership="unknown", channel_id=channel))
        )
        assert after[1:] == before[1:]
        # What is offered by a network that is not joined grows by a thing that somebody speaks of; nothing else can change.
        assert after[0] == before[0] or (before[0][2] == "no" and after[0][2] == "unknown")

    of_a_case()


@pytest.mark.parametrize("degree", [0, 1, 3, 4])
def test_one_more_who_uses_it_never_moves_the_answer_down_nor_one_who_does_not_up(degree):
    @tried
    @given(working_folders())
    def of_a_case(case: RandomCase) -> None:
        before, after = (answers(evaluated(each)) for each in (case, more(case, criterion="use", intensity=degree)))
        assert after[1:] == before[1:]
        was, now = before[0][0], after[0][0]
        if was == "unknown":
            assert now != ("no" if degree >= 3 else "yes")
        elif degree >= 3:
            assert USE.index(now) >= USE.index(was)
        else:
            assert USE.index(now) <= USE.index(was)

    of_a_case()


@pytest.mark.parametrize("word", ["same", "worse", "not_at_all"])
def test_an_answer_on_loss_never_moves_the_cell_the_other_way(word):
    @tried
    @given(working_folders())
    def of_a_case(case: RandomCase) -> None:
        before, after = (answers(evaluated(each)) for each in (case, more(case, without_membership=word)))
        assert after[1:] == before[1:]
        moved = TOWARDS_STAYING[after[0][4]] - TOWARDS_STAYING[before[0][4]]
        changed = LOSS.index(after[0][2]) - LOSS.index(before[0][2])
        assert (moved <= 0 and changed <= 0) if word == "same" else (moved >= 0 and changed >= 0)

    of_a_case()


def test_less_evidence_never_looks_surer():
    """Without one who says what the answer is, the same answer is no more certain than it was."""

    tried_with_an_answer = 0

    @tried
    @given(working_folders(), st.integers(0, 4), st.integers(0, 2**32))
    def of_a_case(case: RandomCase, degree: int, seed: int) -> None:
        nonlocal tried_with_an_answer
        case = more(case, criterion="use", intensity=degree, without_membership="", same_as="")
        before = evaluated(case)
        use = before.networks[0].answers.judgement.use.answer
        agrees = {"yes": (3, 4), "no": (0, 1)}.get(use, ())
        says = [row for row in case.tables["excerpts"] if row["criterion"] == "use" and row["intensity"] in agrees]
        says = [row for row in says if row["network_id"] == "n1" and row["without_membership"] == ""]
        if not says:
            return
        tried_with_an_answer += 1
        left_out = random.Random(seed).choice(says)
        kept = [row for row in case.tables["excerpts"] if row is not left_out]
        kept = [row | {"same_as": ""} if row["same_as"] == left_out["excerpt_id"] else row for row in kept]
        after = evaluated(with_rows(case, excerpts=kept))
        (was, sure, *_), (now, still_sure, *_) = answers(before)[0], answers(after)[0]
        assert now != was or still_sure <= sure

    of_a_case()
    assert tried_with_an_answer >= CASES // 4


def test_time_turns_confirmed_to_reported_and_nothing_else():
    @tried
    @given(working_folders(), st.sampled_from((40, 400, 1500)))
    def of_a_case(case: RandomCase, days: int) -> None:
        today = date.fromisoformat(case.parameters["report_date"])
        assume(today.year + days // 365 < 2026)
        earlier = {
            name: [row for row in rows if str(row.get("date") or row.get("date_from") or "") <= str(today)]
            for name, rows in case.tables.items()
        }
        earlier["documents"] = [row | {"year_to": ""} for row in earlier["documents"]]
        # What names a row that is left out names nothing.
        kept = {row["excerpt_id"] for row in earlier["excerpts"]}
        alone = [row | {"same_as": row["same_as"] if row["same_as"] in kept else ""} for row in earlier["excerpts"]]
        earlier |= {"excerpts": alone, "overlaps": []}
        earlier["use_logs"] = [row | {"date_to": min(row["date_to"] or today, today)} for row in earlier["use_logs"]]
        # A partial date is its first day: one that had not ended is the same later.
        then = replace(case, tables=earlier)
        later = replace(then, parameters=case.parameters | {"report_date": str(today + timedelta(days=days))})
        for was, now in zip(answers(evaluated(then)), answers(evaluated(later)), strict=True):
            assert (now[0], now[2]) == (was[0], was[2])
            assert (now[1], now[3]) <= (was[1], was[3])
            assert abs(TOWARDS_STAYING[now[4]] - 2) <= abs(TOWARDS_STAYING[was[4]] - 2)

    of_a_case()


def test_a_third_network_gains_nothing_from_what_is_said_of_two():
    @tried
    @given(working_folders())
    def of_a_case(case: RandomCase) -> None:
        assume(len(case.parameters["networks"]) >= 3)
        of_two = [row for row in case.tables["excerpts"] if row["network_id"] in ("n1;n2", "both")]
        kept = [row for row in case.tables["excerpts"] if row not in of_two]
        gone = {row["excerpt_id"] for row in of_two}
        kept = [row | {"same_as": ""} if row["same_as"] in gone else row for row in kept]
        assert answers(evaluated(with_rows(case, excerpts=kept)))[2:] == answers(evaluated(case))[2:]

    of_a_case()


def test_a_dearer_network_needs_more_hours_a_week():
    @tried
    @given(working_folders())
    def of_a_case(case: RandomCase) -> None:
        def dearer(row: Row) -> Row:
            raised = {"fixed_sek": float(row["fixed_sek"]) + 1000}
            return row | raised | {name: float(row[name]) + 1000 for name in ("floor_sek", "cap_sek") if row.get(name)}

        higher = with_rows(case, fees=[dearer(row) for row in case.tables["fees"]])
        for before, after in zip(evaluated(case).networks, evaluated(higher).networks, strict=True):
            if before.fees.fee is not None and before.fees.hours_a_week.known:
                assert after.fees.hours_a_week.value > before.fees.hours_a_week.value

    of_a_case()


def test_doubling_everybody_changes_no_answer():
    """Where people speak alone: the representatives are one voice, and what nobody is said to say is one."""

    @tried
    @given(working_folders())
    def of_a_case(case: RandomCase) -> None:
        people = {row["speaker"]: row for row in case.tables["speakers"] if row["role"] in ("user", "other")}
        alone = with_rows(
            case,
            survey=[],
            events=[],
            speakers=list(people.values()),
            excerpts=[row | {"same_as": ""} for row in case.tables["excerpts"] if row["speaker"] in people],
        )
        twins = [row | {"speaker": f"T{row['speaker']}"} for row in people.values()]
        again = [
            row | {"speaker": f"T{row['speaker']}", "excerpt_id": f"{row['excerpt_id']}-2"}
            for row in alone.tables["excerpts"]
        ]
        doubled = with_rows(alone, speakers=[*people.values(), *twins], excerpts=[*alone.tables["excerpts"], *again])
        for was, now in zip(answers(evaluated(alone)), answers(evaluated(doubled)), strict=True):
            assert (now[0], now[2]) == (was[0], was[2])
            assert (now[1], now[3]) >= (was[1], was[3])

    of_a_case()
