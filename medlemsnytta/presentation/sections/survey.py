"""What a survey among the users says, with the interval where there is one to give."""

from medlemsnytta.analysis.network_usage import Usage
from medlemsnytta.analysis.surveys import SurveyResult
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table


def table(usage: Usage) -> Table | Prose:
    """One row a question and network; nothing where nobody was asked."""
    found = [(network.short, result) for network in usage.networks for result in network.survey]
    if not found:
        return NOTHING
    columns = (
        Column("Nätverk"),
        Column("Fråga"),
        Column("Svar", "number"),
        Column("Resultat", "number"),
        Column("Osäkerhet"),
    )
    rows = tuple((name, result.question, _answers(result), _result(result), _doubt(result)) for name, result in found)
    notes = [
        "Osäkerheten är ett 95-procentigt intervall: Wilsons metod för ja och nej, Dirichletfördelning för medelvärden "
        "0–4. Enkäten ingår inte i graderna, som bygger på uttalandena."
    ]
    return Table("tabell-enkat", "Enkät till användarna", columns, rows, tuple(notes))


def _answers(result: SurveyResult) -> str:
    return f"{result.answers} av {result.asked}"


def _result(result: SurveyResult) -> str:
    """The mean or the share of yes; where fewer than five have answered, the answers themselves."""
    if result.mean is None:
        return swedish.UNKNOWN
    if result.kind == "yes_no":
        return f"{result.counts[1]} ja" if result.is_few else f"{swedish.percent(result.mean)} ja"
    if result.is_few:
        return f"svaren {swedish.listed([str(step) for step in result.each_answer])}"
    return swedish.number(result.mean, 1)


def _doubt(result: SurveyResult) -> str:
    if result.is_census:
        return "Alla användare har svarat"
    if result.low is None or result.high is None:
        return "För få svar för ett intervall"
    if result.kind == "yes_no":
        return swedish.percent_range(result.low, result.high)
    return f"{swedish.number(result.low, 1)}–{swedish.number(result.high, 1)}"
