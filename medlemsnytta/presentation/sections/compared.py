"""The head of a comparison of two reports, and what was compared."""

from medlemsnytta.analysis.changes import Comparison
from medlemsnytta.analysis.facts import parameter
from medlemsnytta.presentation.sections import since
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, fact_words, listed, of_report, say
from medlemsnytta.rendering.bundles import Block, Head, Prose, callout, facts, paragraph, prose


def head(comparison: Comparison) -> Head:
    """What the document says of itself; its date is that of the later report, since it has none of its own."""
    later = comparison.later
    years = swedish.listed([since.label(comparison, place).text for place in (-2, -1)])
    return Head(
        title=f"Vad har ändrats mellan {years}?",
        municipality=swedish.municipality(later.municipality.name),
        date=later.parameters.report_date.isoformat(),
        date_text=swedish.long_date(later.parameters.report_date),
        case_number=later.parameters.case_number or "",
        description=f"Jämförelse av utvärderingarna {years}: vad underlaget säger, rekommendation, kostnad och frågor.",
        keywords=("jämförelse", "medlemskap", *(network.name for network in later.networks)),
    )


def text(comparison: Comparison) -> Prose:
    """The two reports by title and day, then any notice that must stand first."""
    return prose(
        facts(("Tidigare rapport", _report(comparison, -2)), ("Senare rapport", _report(comparison, -1))),
        _invented(comparison),
    )


def _report(comparison: Comparison, place: int) -> CitedText:
    parameters = comparison.evaluations[place].parameters
    title, day = (parameter(name, getattr(parameters, name)) for name in ("title", "report_date"))
    words = say("{title}, {day}", title=fact_words(title), day=fact_words(day, swedish.long_date))
    return of_report(words, comparison.reports[place])


def _invented(comparison: Comparison) -> Block | None:
    """Which of the two rests on what is made up."""
    places = [place for place in (-2, -1) if comparison.evaluations[place].evidence.status_counts["illustrative"]]
    if not places:
        return None
    years = listed([since.label(comparison, place) for place in places])
    words = "Underlaget {years} innehåller påhittade uppgifter. Det som sägs här är inte verkligt."
    return callout("illustrative", "Påhittade uppgifter", paragraph(say(words, years=years)))
