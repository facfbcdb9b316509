"""The head of a comparison of two reports, and what was compared."""

from medlemsnytta.analysis.changes import Comparison
from medlemsnytta.presentation.sections import since
from medlemsnytta.presentation.sections.summary import illustrative_banner
from medlemsnytta.presentation.words import swedish
from medlemsnytta.rendering.bundles import Head, Prose, facts, prose


def head(comparison: Comparison) -> Head:
    """What the document says of itself; its date is that of the later report, since it has none of its own."""
    later = comparison.later
    years = swedish.listed([since.label(comparison, place) for place in (-2, -1)])
    return Head(
        title=f"Vad har ändrats mellan {years}?",
        municipality=f"{later.municipality.name} kommun",
        date=later.parameters.report_date.isoformat(),
        date_text=swedish.long_date(later.parameters.report_date),
        case_number=later.parameters.case_number or "",
        description=f"Jämförelse av utvärderingarna {years}: ändrade siffror, ändrad metod och ändrad ordalydelse.",
        keywords=("jämförelse", "medlemskap", *(network.name for network in later.networks)),
    )


def text(comparison: Comparison) -> Prose:
    """The two reports by title and day, then any notice that must stand first."""
    pairs = []
    for what, evaluation in (("Tidigare rapport", comparison.earlier), ("Senare rapport", comparison.later)):
        parameters = evaluation.parameters
        pairs.append((what, f"{parameters.title}, {swedish.long_date(parameters.report_date)}"))
    return prose(facts(*pairs), illustrative_banner(comparison.earlier) or illustrative_banner(comparison.later))
