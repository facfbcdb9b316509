"""The words of the two questions: answers, certainty and cells, by the kind of decision."""

from medlemsnytta.analysis.network_cases import decision_kind

ANSWER = {"yes": "ja", "partly": "delvis", "no": "nej eller knappt", "unknown": "vet vi inte"}
LOSS_ANSWER = {"yes": "ja", "no": "nej", "unknown": "vet vi inte"}
CERTAINTY = {"confirmed": "bekräftat", "reported": "enligt uppgift"}
WITHOUT = {
    "same": "samma",
    "slower": "långsammare",
    "worse": "sämre",
    "not_at_all": "inte alls",
}
THING = {"key_figures": "nyckeltalen", "no_channel": "övrig användning"}

_SIDES = {"member": ("stanna", "lämna"), "candidate": ("gå med", "avstå"), "left": ("gå med igen", "stå utanför")}
_CELL = {
    "for": "talar för att {for_it}",
    "nearest_for": "talar närmast för att {for_it}",
    "weigh": "nyttan får vägas mot priset",
    "not_enough": "underlaget räcker inte",
    "nearest_against": "talar närmast för att {against}",
    "against": "talar för att {against}",
}
_USE = {
    "member": "Används det?",
    "candidate": "Kommer det att användas?",
    "left": "Har det saknats?",
}
_LOSS = {
    "member": "Skulle något av det som används gå förlorat?",
    "candidate": "Ger det något som inte går att få ändå?",
    "left": "Ger det något som inte går att få ändå?",
}


def cell_words(cell: str, state: str) -> str:
    """The cell in words: "talar närmast för att stanna"."""
    for_it, against = _SIDES[decision_kind(state)]
    return _CELL[cell].format(for_it=for_it, against=against)


def cell_sentence(cell: str, state: str) -> str:
    """The same as a sentence: "Underlaget talar närmast för att stanna." """
    words = cell_words(cell, state)
    return f"{words[0].upper()}{words[1:]}." if cell in ("weigh", "not_enough") else f"Underlaget {words}."


def use_question(state: str) -> str:
    return _USE[decision_kind(state)]


def loss_question(state: str) -> str:
    return _LOSS[decision_kind(state)]
