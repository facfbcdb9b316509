"""What each membership gives on each criterion, with interval and confidence, and why confidence is what it is."""

from medlemsnytta.analysis.network_ratings import NetworkRatings, Ratings
from medlemsnytta.analysis.ratings import Rating
from medlemsnytta.presentation.words import swedish, terms
from medlemsnytta.rendering.bundles import Column, Prose, Table, bullets, paragraph, prose


def text(ratings: Ratings) -> Prose:
    """How ratings come about, in words; the doubts that lower confidence; overrides with their reasons."""
    return prose(
        paragraph(
            "Varje medlemskap bedöms på fem kriterier från 0 (ger inget) till 4 (ger mycket). Graden är medianen av de "
            "uttalanden som anger hur mycket; styrning bedöms efter dokument och nyckeltal. Intervallet visar hur fel "
            "graden rimligen kan vara. Det blir bredare för varje skäl till osäkerhet, och omfattar hela skalan där ingen "
            "har angett hur mycket.",
        ),
        paragraph("Skälen till osäkerhet är:"),
        bullets(*_doubts(ratings)),
        *(paragraph(sentence) for sentence in _overrides(ratings)),
    )


def _doubts(ratings: Ratings) -> list[str]:
    """Each doubt once, with the criteria and networks it lowers."""
    places: dict[str, dict[tuple[str, ...], list[str]]] = {}
    for network in ratings.networks:
        for doubt in dict.fromkeys(doubt for rating in network.ratings for doubt in rating.doubts):
            lowered = [
                terms.CRITERION[rating.criterion].lower() for rating in network.ratings if doubt in rating.doubts
            ]
            places.setdefault(doubt, {}).setdefault(tuple(lowered), []).append(network.short)
    return [
        f"{swedish.capitalised(terms.DOUBT[doubt])}: "
        + "; ".join(f"{swedish.listed(criteria)} ({swedish.listed(names)})" for criteria, names in where.items())
        + "."
        for doubt, where in places.items()
    ]


def _overrides(ratings: Ratings) -> list[str]:
    return [
        f"Handläggaren har satt {terms.CRITERION[rating.criterion].lower()} för {network.short} till "
        f"{swedish.steps(rating.point)}. Skälet: {rating.override_reason}"
        for network in ratings.networks
        for rating in network.ratings
        if rating.override_reason
    ]


def table(ratings: Ratings) -> Table:
    """One row a criterion; for each network the rating with its interval, and the confidence word."""
    columns = [Column("Kriterium")]
    for network in ratings.networks:
        columns += [Column(f"{network.short}: grad", "number"), Column("Säkerhet")]
    rows = []
    for place, rating in enumerate(ratings.networks[0].ratings):
        cells = [terms.CRITERION[rating.criterion]]
        for network in ratings.networks:
            cells += [
                rating_words(network.ratings[place]),
                swedish.capitalised(terms.CONFIDENCE[network.ratings[place].confidence]),
            ]
        rows.append(tuple(cells))
    notes = (
        "Inom parentes står det rimliga intervallet. Varje grad går att följa till sina uttalanden i bilagan Underlaget.",
    )
    return Table("tabell-bedomning", "Grad 0–4 per kriterium", tuple(columns), tuple(rows), notes)


def rating_words(rating: Rating) -> str:
    """ "3 (2–4)", or that nothing is known."""
    if rating.point is None:
        return f"{swedish.capitalised(swedish.UNKNOWN)} (0–4)"
    return f"{swedish.steps(rating.point)} ({swedish.steps_range(rating.low, rating.high)})"


def traced_statements(network: NetworkRatings) -> set[str]:
    """The statements that some rating of the network rests on."""
    return {excerpt_id for rating in network.ratings for excerpt_id in rating.excerpt_ids}
