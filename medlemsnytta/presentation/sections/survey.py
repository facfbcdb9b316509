"""What a survey among the users says, with the interval where there is one to give."""

from fractions import Fraction

from medlemsnytta.analysis.network_usage import Usage
from medlemsnytta.analysis.surveys import SurveyResult
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, cell, cite, fact_words, listed, say
from medlemsnytta.rendering.bundles import NOTHING, Column, Prose, Table


def table(usage: Usage) -> Table | Prose:
    """One row a question and network; nothing where nobody was asked."""
    found = [(network, result) for network in usage.networks for result in network.survey]
    if not found:
        return NOTHING
    columns = (
        Column("Nätverk"),
        Column("Fråga"),
        Column("När", "date"),
        Column("Svar", "number"),
        Column("Resultat", "number"),
        Column("Osäkerhet"),
    )
    rows = tuple(
        (
            cell(network.profile, "short"),
            cell(result.record, "question"),
            cell(result.record, "date"),
            say("{answers} av {asked}", answers=fact_words(result.answers_fact), asked=cell(result.record, "asked")),
            _result(result),
            _doubt(result),
        )
        for network, result in found
    )
    interval = any(result.low is not None for _, result in found)
    notes = ("Osäkerheten är ett intervall som med stor sannolikhet rymmer det rätta värdet.",) if interval else ()
    return Table("tabell-enkat", "Enkät till användarna", columns, rows, notes)


def _result(result: SurveyResult) -> CitedText:
    """The mean or the share of yes; where fewer than five have answered, the answers themselves."""
    if result.mean is None:
        return fact_words(result.mean_fact)
    if result.kind == "yes_no":
        return (
            say("{number} ja", number=cell(result.record, "count_1"))
            if result.is_few
            else say("{share} ja", share=fact_words(result.mean_fact, swedish.percent))
        )
    if result.is_few:
        answers = [cite(str(step), result.record.fact(f"count_{step}")) for step in result.each_answer]
        return say("svaren {answers}", answers=listed(answers))
    return fact_words(result.mean_fact, _mean)


def _mean(mean: Fraction) -> str:
    return swedish.number(mean, 1)


def _doubt(result: SurveyResult) -> CitedText:
    if result.is_census:
        return cite("Alla användare har svarat", result.answers_fact, result.record.fact("users"))
    if result.low is None or result.high is None:
        return cite("För få svar för ett intervall", result.answers_fact)
    form = swedish.percent if result.kind == "yes_no" else _mean
    return say("{low} till {high}", low=fact_words(result.low_fact, form), high=fact_words(result.high_fact, form))
