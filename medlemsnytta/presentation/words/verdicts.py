"""The words of the two questions: answers, certainty and cells, by the kind of decision."""

from collections.abc import Mapping

from medlemsnytta.analysis.answer_facts import AnswerFacts
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.network_cases import decision_kind
from medlemsnytta.presentation.words.sentences import CitedText, fact_words, say

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
    "outside": "Kommer det att användas, eller har det saknats?",
}
_LOSS = {
    "member": "Skulle något av det som används gå förlorat?",
    "candidate": "Ger det något som inte går att få ändå?",
    "left": "Ger det något som inte går att få ändå?",
    "outside": "Ger det något som inte går att få ändå?",
}


def cell_words(cell: str, state: str) -> str:
    """The cell in words: "talar närmast för att stanna"."""
    for_it, against = _SIDES[decision_kind(state)]
    return _CELL[cell].format(for_it=for_it, against=against)


def cell_sentence(cell: str, state: str) -> str:
    """The same as a sentence: "Underlaget talar närmast för att stanna." """
    words = cell_words(cell, state)
    return f"{words[0].upper()}{words[1:]}." if cell in ("weigh", "not_enough") else f"Underlaget {words}."


def cell_clause(cell: str, state: str) -> str:
    """The same inside a sentence: "underlaget talar närmast för att stanna"."""
    words = cell_words(cell, state)
    return words if cell in ("weigh", "not_enough") else f"underlaget {words}"


def use_clause(answer: str, state: str) -> str:
    """The first answer as a clause: "det används delvis"."""
    return _USE_CLAUSE[decision_kind(state)][answer]


def not_used_clause(state: str, *, ceased: bool) -> str:
    """The first answer where it is not used at all: "det används inte längre"."""
    if decision_kind(state) == "left":
        return "det har inte saknats"
    return "det används inte längre" if ceased else "det används inte"


def loss_clause(answer: str, state: str, *, neither: bool = False) -> str:
    """The second: "något som används skulle gå förlorat"; of what is not known after a first that is not known `neither`."""
    words = (_LOST if decision_kind(state) == "member" else _GIVEN)[answer]
    return words.replace("vet inte om", "vet inte heller om") if neither else words


_USE_CLAUSE = {
    "member": {
        "yes": "det används",
        "partly": "det används delvis",
        "no": "det används inte eller knappt",
        "unknown": "vi vet inte om det används",
    },
    "candidate": {
        "yes": "det kommer att användas",
        "partly": "det kommer delvis att användas",
        "no": "det kommer inte eller knappt att användas",
        "unknown": "vi vet inte om det kommer att användas",
    },
    "left": {
        "yes": "det har saknats",
        "partly": "det har delvis saknats",
        "no": "det har inte eller knappt saknats",
        "unknown": "vi vet inte om det har saknats",
    },
}
_LOST = {
    "yes": "något som används skulle gå förlorat",
    "no": "inget som används skulle gå förlorat",
    "unknown": "vi vet inte om något skulle gå förlorat utan medlemskapet",
}
_GIVEN = {
    "yes": "det ger något som inte går att få ändå",
    "no": "det ger inget som inte går att få ändå",
    "unknown": "vi vet inte om det ger något som inte går att få ändå",
}


def action_phrase(action: str, state: str) -> str:
    """What is recommended, before the network's name: "att stanna kvar i"."""
    again = " igen" if state == "left" else ""
    return {
        "stay": "att stanna kvar i",
        "leave": "att lämna",
        "join": f"att gå med{again} i",
        "decline": f"att inte gå med{again} i",
        "decide_later": "att besluta senare om",
    }[action]


def use_question(kind: str) -> str:
    return _USE[kind]


def loss_question(kind: str) -> str:
    return _LOSS[kind]


def short_answer(answer: Fact, certainty: Fact, words: Mapping[str, str]) -> CitedText:
    """ "ja, enligt uppgift"; how certain is not said of what nobody knows."""
    said = fact_words(answer, words.__getitem__)
    if answer.value == "unknown":
        return said
    return say("{said}, {certain}", said=said, certain=fact_words(certainty, CERTAINTY.__getitem__))


def loss_words(found: AnswerFacts, state: str) -> CitedText:
    """The second answer as a clause after the first."""
    neither = found.use_answer.value == found.loss_answer.value == "unknown"
    return fact_words(found.loss_answer, lambda code: loss_clause(code, state, neither=neither))
