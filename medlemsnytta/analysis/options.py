"""What can be done with the memberships, and what each choice costs."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Option:
    """One way to act: `kind` keep_all, leave_one, leave_all or decide_later; `leaves` are the networks left.

    `cost_ore` is what the memberships kept cost a year by today's rules, `saved_ore` what is no longer paid.
    """

    kind: str
    leaves: tuple[str, ...]
    cost_ore: int
    saved_ore: int


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
