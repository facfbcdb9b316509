"""The report's own examination of itself, in the appendix: six questions, each with its grade and the reasons."""

from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.self_audit import Answer, self_audit
from medlemsnytta.rendering.bundles import Column, Table

QUESTION = {
    "problem": "Problem: är det klart vad som ska lösas?",
    "target_group": "Målgrupp: är de som berörs tillfrågade?",
    "counterfactual": "Jämförelse: är det känt vad som händer utan medlemskap?",
    "alternatives": "Alternativ: är olika vägar prövade?",
    "consequences": "Konsekvenser: är kostnad och nytta uppmätta?",
    "sensitivity": "Känslighet: är det prövat vad som händer om underlaget är fel?",
}

GRADE = {"meets": "Ja", "partly": "Delvis", "fails": "Nej"}

MET = {
    "problem": "Uppdraget är daterat och säger vad som ska utvärderas.",
    "target_group": "De som använder nätverken är tillfrågade, och deras antal är känt.",
    "counterfactual": "För varje kanal är det känt om den är öppen för andra än medlemmar.",
    "alternatives": "Varje alternativ har sin kostnad, och varje utträde sin uppsägningstid.",
    "consequences": "Avgift, arbetstid och användning är uppmätta.",
    "sensitivity": "Alla vikter, skalor och intervall är prövade, alla kriterier bedömda och två har kodat.",
}
"""Why a question is met."""

REASON = {
    "no_assignment": "Inget uppdrag finns i underlaget.",
    "assignment_undated": "Uppdraget är känt men inte dess datum.",
    "nobody_asked": "Ingen i kommunen är tillfrågad.",
    "speakers_not_counted": "Hur många som har svarat är inte känt.",
    "only_representatives": "Bara kommunens representanter i nätverken har svarat.",
    "openness_unknown": "För ingen kanal är det känt vad den som inte är medlem når.",
    "openness_partly_unknown": "För några kanaler är det inte känt vad den som inte är medlem når.",
    "notice_unknown": "Alternativen har sin kostnad, men uppsägningstiden är inte känd för alla nätverk.",
    "hours_not_logged": "Avgiften är känd men inte arbetstiden.",
    "uses_not_counted": "Användningen är beskriven men inte räknad.",
    "nothing_rated": "Inget kriterium är bedömt.",
    "criteria_unrated": "Alla vikter och skalor är prövade, men alla kriterier är inte bedömda.",
    "one_coder": "Ingen andra person har kodat uttalandena.",
}


def table(evaluation: Evaluation) -> Table:
    """One row a question."""
    rows = tuple((QUESTION[each.question], GRADE[each.grade], _reasons(each)) for each in self_audit(evaluation))
    notes = ("Frågorna är Riksrevisionens till beslutsunderlag. Svaren sätts av regler, som står i docs/method.md.",)
    columns = (Column("Fråga"), Column("Svar"), Column("Skäl"))
    return Table("tabell-granskning", "Sex frågor till rapporten", columns, rows, notes)


def _reasons(answer: Answer) -> str:
    return " ".join(REASON[reason] for reason in answer.reasons) or MET[answer.question]
