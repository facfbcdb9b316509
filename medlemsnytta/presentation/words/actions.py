"""The words of what can be done, by the kind of decision: title, options and summary follow it."""

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
    "candidate": ("om {who} ska gå med i", "om {who} ska gå med i"),
    "left": ("om {who} ska gå med igen i", "om {who} ska gå med igen i"),
}
KINDS = tuple(_ABOUT)
_MEMBERSHIP = {
    "member": "medlem",
    "candidate": "inte medlem",
    "applied": "har ansökt",
    "left": "har lämnat",
    "declined": "har avböjt",
}


def action(name: str) -> str:
    """What is done, as a template with {network}: "lämna {network}"."""
    return _WITH_NETWORK[name]


def about(kind: str, number: int, who: str) -> str:
    """What is to be decided, before the networks' names: "medlemskapen i", "om kommunen ska gå med i"."""
    one, many = _ABOUT[kind]
    return (one if number == 1 else many).format(who=who)


def membership(state: str) -> str:
    """How it stands with the membership: "medlem", "har lämnat"; "uppgift saknas" where no row says."""
    return _MEMBERSHIP.get(state, swedish.UNKNOWN)


def counted_about(kind: str, number: int) -> str:
    """The same of many networks, by their number: "tolv medlemskap", "två nätverk att gå med i"."""
    networks = swedish.counted(number, "ett nätverk", "nätverk")
    return {
        "member": swedish.counted(number, "ett medlemskap", "medlemskap"),
        "candidate": f"{networks} att gå med i",
        "left": f"{networks} att gå tillbaka till",
    }[kind]
