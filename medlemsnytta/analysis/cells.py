"""The table of two questions: which cell the two answers give (method.md, *What it says*, and rule 8).

The codes are for a membership and for what is none alike: `for` is to stay, join or join again; how it is worded is the
presentation's. Memberships are not ranked by them.
"""

CELLS = ("for", "nearest_for", "weigh", "not_enough", "nearest_against", "against")
"""Speaks for, speaks nearest for, to be weighed against the price, the evidence is not enough, and against."""

STRONG = ("for", "against")
ALIKE = ("weigh", "not_enough")
"""These say the same whatever the decision is about."""

_TABLE = {
    ("yes", "yes"): "for",
    ("yes", "unknown"): "nearest_for",
    ("yes", "no"): "against",
    ("partly", "yes"): "weigh",
    ("partly", "unknown"): "not_enough",
    ("partly", "no"): "against",
    ("no", "yes"): "weigh",
    ("no", "unknown"): "nearest_against",
    ("no", "no"): "against",
}
"""By the answer on use and the answer on loss; where use is unknown the evidence is never enough."""


def cell_of(
    use: str,
    loss: str,
    *,
    use_confirmed: bool,
    loss_confirmed: bool,
    only_slower: bool = False,
    somebody_says_same: bool = False,
    at_most_nearest: bool = False,
) -> str:
    """One of CELLS. `at_most_nearest` is for a network that has not been tried: no answer makes the strong word."""
    if use == "unknown":
        return "not_enough"
    if loss == "yes" and only_slower:
        return "weigh"
    if (use, loss) == ("yes", "unknown") and somebody_says_same:
        return "not_enough"
    cell = _TABLE[use, loss]
    certain = not at_most_nearest and loss_confirmed and (use_confirmed or loss == "no")
    return cell if certain or cell not in STRONG else f"nearest_{cell}"
