"""What can be done with the memberships, what each choice costs, and when it may wait; rules, not scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

CLEAR_WORDS = ("clearly_stay", "clearly_leave")
STAY_WORDS = ("clearly_stay", "leans_stay")
LEAVE_WORDS = ("clearly_leave", "leans_leave")


@dataclass(frozen=True)
class Option:
    """One way to act: `kind` keep_all, leave_one, leave_all or decide_later; `leaves` are the networks left.

    `cost_ore` is what the memberships kept cost a year by today's rules, `saved_ore` what is no longer paid.
    """

    kind: str
    leaves: tuple[str, ...]
    cost_ore: int
    saved_ore: int


@dataclass(frozen=True)
class WaitingRule:
    """Whether one network's decision may wait, condition by condition."""

    network_id: str
    not_clear: bool
    dated_information: bool
    cost_of_waiting_ore: int
    data_listed: bool

    @property
    def allowed(self) -> bool:
        return self.not_clear and self.dated_information and self.data_listed


def options_for(fees_ore: Sequence[tuple[str, int]], undecided: Sequence[str]) -> tuple[Option, ...]:
    """Keep all, leave each one alone, leave all, and decide later about those whose decision may wait."""
    total = sum(ore for _, ore in fees_ore)
    everyone = tuple(network_id for network_id, _ in fees_ore)
    one_left = [Option("leave_one", (network_id,), total - ore, ore) for network_id, ore in fees_ore]
    found = [Option("keep_all", (), total, 0), *(one_left if len(everyone) > 1 else [])]
    found.append(Option("leave_all", everyone, 0, total))
    if undecided:
        found.append(Option("decide_later", tuple(undecided), total, 0))
    return tuple(found)


def waiting_rule(
    network_id: str, word: str, due_dates: Sequence[date | None], as_of: date, fee_ore: int, gaps: int
) -> WaitingRule:
    """A decision may wait only while the result is not clear, dated information is coming and the data to get are listed.

    What was due before `as_of` is no longer coming.
    """
    return WaitingRule(
        network_id=network_id,
        not_clear=word not in CLEAR_WORDS,
        dated_information=any(due is not None and due >= as_of for due in due_dates),
        cost_of_waiting_ore=fee_ore,
        data_listed=gaps > 0,
    )


def departs(action: str, word: str, waiting: WaitingRule) -> bool:
    """True where the officer's recommended action goes against the result, so that a written reason is demanded."""
    if action == "stay":
        return word in LEAVE_WORDS
    if action == "leave":
        return word in STAY_WORDS
    return not waiting.allowed
