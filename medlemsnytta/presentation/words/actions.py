"""The words of what can be done, by the kind of decision: title, options and summary follow it."""

from medlemsnytta.analysis.network_cases import decision_kind
from medlemsnytta.presentation.words import swedish

_WITH_NETWORK = {
    "stay": "stanna kvar i {network}",
    "leave": "lämna {network}",
    "join": "gå med i {network}",
    "decline": "avstå från {network}",
    "join_again": "gå med igen i {network}",
    "stay_out": "stå utanför {network}",
    "decide_later": "besluta senare om {network}",
}
_ABOUT = {
    "member": ("medlemskapet i", "medlemskapen i"),
    "candidate": ("att gå med i", "att gå med i"),
    "left": ("att gå med igen i", "att gå med igen i"),
}
_MEMBERSHIP = {
    "member": "medlem",
    "candidate": "kandidat",
    "applied": "har ansökt",
    "left": "har lämnat",
    "declined": "har avböjt",
}


def action(name: str) -> str:
    """What is done, as a template with {network}: "lämna {network}"."""
    return _WITH_NETWORK[name]


def about(kind: str, number: int) -> str:
    """What is to be decided, before the networks' names: "medlemskapen i", "att gå med i"."""
    one, many = _ABOUT[kind]
    return one if number == 1 else many


def membership(state: str) -> str:
    """How it stands with the membership: "medlem", "har lämnat"; "uppgift saknas" where no row says."""
    return _MEMBERSHIP.get(state, swedish.UNKNOWN)


def kinds_in_order(states: list[str]) -> list[str]:
    """The kinds of decision that a report holds, memberships first."""
    return [kind for kind in _ABOUT if kind in {decision_kind(state) for state in states}]
