"""What has changed since an earlier evaluation, what matters first; what stands as it did is only counted.

Every function takes the comparison, or None where there is no earlier evaluation, and then says nothing.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from medlemsnytta.analysis.changes import Comparison, FigureKey, TextChange, answers_since
from medlemsnytta.analysis.evaluation import NetworkEvaluation
from medlemsnytta.analysis.facts import Fact, Record, parameter
from medlemsnytta.analysis.followed_up import FollowedUp, Move
from medlemsnytta.inputs.parameters import officer_text
from medlemsnytta.presentation.sections import conclusion, use
from medlemsnytta.presentation.sections import since_figures as figures
from medlemsnytta.presentation.sections.appendix import statement_words
from medlemsnytta.presentation.words import questions, swedish, terms, verdicts
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    capitalised,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    of_report,
    quantity,
    say,
)
from medlemsnytta.rendering.bundles import (
    NOTHING,
    Block,
    Column,
    Prose,
    Table,
    bullets,
    paragraph,
    prose,
    strong,
    subheading,
)

TEXT_NAMES = {"conclusion": "slutsatsen", "recommendation": "rekommendationen", "departure_reason": "skälet att avvika"}


def text(comparison: Comparison | None) -> Prose:
    """What was compared; then cells, recommendation, waiting, cost and last time's questions; last what lies behind."""
    if comparison is None:
        return NOTHING
    start = paragraph(joined([_compared(comparison), *_in_one_alone(comparison)]))
    if not comparison.in_both:
        return prose(start)
    moved = [move for move in comparison.moves if move.because != "unmoved"]
    return prose(
        start,
        *_use(comparison, ceased=True),
        paragraph(strong("Vad underlaget säger. "), joined(_unmoved(comparison))),
        bullets(*(_moved(comparison, move) for move in moved)) if moved else None,
        *_use(comparison, ceased=False),
        paragraph(strong("Rekommendationen. "), joined(_recommendations(comparison))),
        paragraph(strong("Om beslutet får vänta. "), joined(_waiting(comparison))),
        paragraph(strong("Kostnaden. "), joined(_costs(comparison))),
        paragraph(strong("Frågorna från förra gången. "), _questions(comparison)),
        paragraph(
            strong("Det som ligger bakom. "),
            joined([_statement_sentence(comparison), *_setting_sentences(comparison), *_text_sentences(comparison)]),
        ),
    )


def label(comparison: Comparison, place: int) -> CitedText:
    """The year of an evaluation, with its day where two have the same year."""
    parameters, report = comparison.evaluations[place].parameters, comparison.reports[place]
    year = fact_words(parameter("year", parameters.year))
    if sum(each.parameters.year == parameters.year for each in comparison.evaluations) > 1:
        day = fact_words(parameter("report_date", parameters.report_date), lambda day: day.isoformat())
        year = say("{year} ({day})", year=year, day=day)
    return of_report(year, report)


def _compared(comparison: Comparison) -> CitedText:
    return say(
        "{after} jämförs med {before}. Siffrorna för åren är räknade på samma sätt.",
        after=label(comparison, -1),
        before=label(comparison, -2),
    )


def _in_one_alone(comparison: Comparison) -> Iterator[CitedText]:
    """The networks that only one of the two treats."""
    for networks, place, words in (
        (comparison.joined, -1, "Nytt i utvärderingen: {names}."),
        (comparison.gone, -2, "Inte längre med: {names}."),
    ):
        if networks:
            short = [
                of_report(fact_words(each.own.profile.fact("short")), comparison.reports[place]) for each in networks
            ]
            yield say(words, names=listed(short))


def _use(comparison: Comparison, *, ceased: bool) -> Iterator[Block]:
    """How the use has gone of the networks of which some has ceased, or of the others; before all else where it has."""
    treated = [each for each in comparison.later.usage.networks if each.network_id in comparison.in_both]
    gone = [each for each in treated if any(one.direction.value == "ceased" for one in each.courses)]
    for network in [each for each in treated if each.courses and (each in gone) is ceased][: figures.MOST_NAMED]:
        name = say("{short}: ", short=figures.short(comparison, network.network_id))
        said = of_report(joined(use.courses(comparison.later.usage, network)), comparison.reports[-1])
        yield paragraph(strong("Hur det används. "), name, said.with_first(str.lower))


def _names(comparison: Comparison, networks: Sequence[str]) -> CitedText:
    """The networks by name, or how many where they are many."""
    if len(networks) > figures.MOST_NAMED:
        return counted(comparison.number(networks), "ett nätverk", "nätverk")
    return listed([figures.short(comparison, each) for each in networks])


def _unmoved(comparison: Comparison) -> Iterator[CitedText]:
    if alike := comparison.alike("cell"):
        yield say(
            "Om {names} säger underlaget {same}.",
            names=_names(comparison, alike),
            same=cite("detsamma som förra gången", comparison.number(alike)),
        )
    if differing := comparison.differing("cell"):
        number = comparison.number(differing)
        yield say("Om {many} säger det något annat:", many=counted(number, "ett nätverk", "nätverk"))


def _moved(comparison: Comparison, move: Move) -> CitedText:
    """ "SEKOM, 2025: underlaget räcker inte; 2026: underlaget talar för att lämna. Det beror på …" """
    before, after = (figures.value(comparison, FigureKey("cell", move.network_id), place) for place in (-2, -1))
    return say(
        "{short}, {then}: {before}; {now}: {after}. {why}",
        short=figures.short(comparison, move.network_id),
        then=label(comparison, -2),
        before=before,
        now=label(comparison, -1),
        after=after,
        why=fact_words(comparison.why(move), _WHY.__getitem__),
    )


_WHY = {
    "state": "Det beror på att medlemskapet har ett annat läge.",
    "age": "Det beror på att det som sägs har blivit äldre.",
    "window": "Det beror på en ändrad gräns för hur gammalt det som bekräftar får vara.",
    "coding": "Det beror på att samma ord bedöms på annat sätt.",
    "evidence": "Det beror på uttalanden som har kommit till, ändrats eller tagits bort.",
    "figures": "Det beror på annat underlag än uttalandena: användning, dokument, kanaler eller alternativ.",
    "officer": "Det beror på ett svar som förvaltningen har satt.",
}


def _grouped(
    comparison: Comparison, kind: str, sentence: Callable[[Fact, Fact, CitedText], CitedText]
) -> Iterator[CitedText]:
    """A sentence for each way in which a figure was and is, with the networks of which that is so."""
    groups: dict[tuple[object, object], list[str]] = {}
    for network_id in comparison.in_both:
        before, after = comparison.pair(FigureKey(kind, network_id))
        groups.setdefault((before.value, after.value), []).append(network_id)
    for networks in groups.values():
        yield sentence(*comparison.pair(FigureKey(kind, networks[0])), _names(comparison, networks))


def _recommendations(comparison: Comparison) -> Iterator[CitedText]:
    def sentence(before: Fact, after: Fact, names: CitedText) -> CitedText:
        if before.value == after.value:
            if not after.known:
                nothing = cite("ingen är skriven, och ingen var det förra gången", before, after)
                return say("Om {names}: {nothing}.", names=names, nothing=nothing)
            same = cite(", liksom förra gången", before, after)
            return say("Om {names}: {action}{same}.", names=names, action=figures.action(after), same=same)
        return say(
            "Om {names}: förra gången {before}, nu {after}.",
            names=names,
            before=figures.action(before),
            after=figures.action(after),
        )

    return _grouped(comparison, "recommended", sentence)


def _waiting(comparison: Comparison) -> Iterator[CitedText]:
    def sentence(before: Fact, after: Fact, names: CitedText) -> CitedText:
        return say("Om {names}: {may}.", names=names, may=cite(_MAY[before.value, after.value], before, after))

    return _grouped(comparison, "may_wait", sentence)


_MAY: Mapping[tuple[object, object], str] = {
    ("yes", "yes"): "beslutet får vänta, liksom förra gången",
    ("yes", "no"): "beslutet fick vänta förra gången, men nu finns inget skäl att skjuta upp det",
    ("no", "yes"): "förra gången fanns inget skäl att skjuta upp beslutet, men nu får det vänta",
    ("no", "no"): "det finns inget skäl att skjuta upp beslutet, och det fanns det inte heller förra gången",
}


def _costs(comparison: Comparison) -> Iterator[CitedText]:
    """Of each network the whole cost where both years know it, else the fee; together those with the same change."""
    groups: dict[tuple[str, object], list[str]] = {}
    for network_id in comparison.in_both:
        whole = all(FigureKey("cost", network_id) in each for each in comparison.figures[-2:])
        kind = "cost" if whole else "fee"
        change = comparison.difference(FigureKey(kind, network_id))
        groups.setdefault((kind, change.value), []).append(network_id)
    for (kind, _), networks in groups.items():
        change = comparison.difference(FigureKey(kind, networks[0]))
        names, what = _names(comparison, networks), {"cost": "Kostnaden", "fee": "Avgiften"}[kind]
        if not change.known:
            unknown = cite("är inte känt", *comparison.pair(FigureKey(kind, networks[0])))
            yield say("Hur {what} för {names} har ändrats {unknown}.", what=what.lower(), names=names, unknown=unknown)
        else:
            each = cite("vardera ", comparison.number(networks)) if len(networks) > 1 else ""
            size = fact_words(change, figures.more_or_less) if change.value else cite("oförändrad", change)
            yield say(
                "{what} är {each}{size} för {names}.",
                what=what,
                each=each if change.value else "",
                size=size,
                names=names,
            )


def _questions(comparison: Comparison) -> CitedText:
    """How many were asked, and how many have been answered since."""
    asked, answered = comparison.asked, comparison.answered
    if not asked.value:
        return cite("Förra gången fanns ingen fråga vars svar kunde ändra bilden.", asked)
    many = counted(asked, "en fråga", "frågor")
    if asked.value == 1:
        said = quantity(answered, asked, "Den har inte fått svar sedan dess.", "", "Den har fått svar sedan dess.")
    elif answered.value in (0, asked.value):
        said = quantity(answered, asked, "Ingen av dem har fått svar sedan dess.", "", "Alla har fått svar sedan dess.")
    else:
        said = say("{some} av dem har fått svar sedan dess.", some=capitalised(fact_words(answered, _in_words)))
    return say("Förra gången ställdes {many} vars svar kunde ändra bilden. {said}", many=many, said=said)


def _in_words(number: int) -> str:
    return swedish.in_words(number, "en")


def questions_table(comparison: Comparison | None) -> Table | Prose:
    """Which of last time's questions have been answered, who was to be asked, and what has been said since."""
    if comparison is None:
        return NOTHING
    rows = tuple(_question_row(comparison, each) for each in comparison.questions if each[0].answered_by)
    if not rows:
        return NOTHING
    columns = (Column("Nätverk"), Column("Fråga"), Column("Vem som skulle tillfrågas"), Column("Svar sedan dess"))
    return Table("tabell-fragor-da", "Förra gångens frågor", columns, rows)


def _question_row(comparison: Comparison, asked: Sequence[FollowedUp]) -> tuple[Text, ...]:
    answers, report = comparison.earlier.answers, comparison.reports[-2]
    first, since = asked[0].question, answers_since(asked[0])
    whom = joined([questions.whom(each.question, answers) for each in asked], "; ")
    return (
        figures.short(comparison, first.network_id),
        of_report(capitalised(questions.what(first, answers)), report),
        of_report(capitalised(whom), report),
        capitalised(counted(since, "ett uttalande", "uttalanden")) if since.value else cite("Inget", since),
    )


def _statement_sentence(comparison: Comparison) -> CitedText:
    found = comparison.statements
    if found.none:
        return cite("Uttalandena är desamma, och bedöms på samma sätt.", *(found.number(what) for what in _HAPPENED))
    said = [
        say("{many} {what}", many=fact_words(found.number(what), swedish.in_words), what=words)
        for what, words in _HAPPENED.items()
        if found.number(what).value
    ]
    return say("Uttalandena: {said}.", said=listed(said))


_HAPPENED = {
    "new": "har tillkommit",
    "gone": "har tagits bort",
    "reworded": "är skrivna på annat sätt",
    "recoded": "bedöms på annat sätt",
}


def _setting_sentences(comparison: Comparison) -> Iterator[CitedText]:
    if not comparison.settings:
        yield say("Inställningarna och metodens version är desamma.")
        return
    changed = [cite(figures.SETTING[each.name], each.before, each.after) for each in comparison.settings]
    yield say("Ändrat: {changed}.", changed=listed(changed))


def _text_sentences(comparison: Comparison) -> Iterator[CitedText]:
    before, after = label(comparison, -2), label(comparison, -1)
    kinds: tuple[tuple[str, str, Callable[[TextChange], bool]], ...] = (
        ("skrevs {before} men är inte {written} {after}", "skriven skrivna", lambda each: not each.written_after),
        ("skrevs inte {before} men är {written} {after}", "skriven skrivna", lambda each: not each.written_before),
        ("är {written}", "omskriven omskrivna", lambda each: each.written_before and each.written_after),
    )
    for template, forms, holds in kinds:
        if texts := [each for each in comparison.texts if holds(each)]:
            facts = [fact for each in texts for fact in _written(comparison, each)]
            names = cite(swedish.capitalised(swedish.listed([TEXT_NAMES[each.name] for each in texts])), *facts)
            parts = {"before": before, "after": after} if "{before}" in template else {}
            written = forms.split()[len(texts) > 1]
            yield say("{names} " + template + ".", names=names, written=written, **parts)
    if not comparison.texts:
        yield say("Förvaltningens texter är oförändrade.")


def _written(comparison: Comparison, change: TextChange) -> list[Fact]:
    """The text as each of the two has it."""
    places = ((comparison.evaluations[place].parameters, comparison.reports[place]) for place in (-2, -1))
    return [Fact(f"params.{change.name}", getattr(each, change.name), report=report) for each, report in places]


def trend_table(comparison: Comparison | None) -> Table | Prose:
    """Cost, cell and recommendation of each network that has moved, a row for each evaluation that treats it.

    Of two evaluations the sentences say all that, and what is new of the cost alone, so that paper need not.
    """
    if comparison is None:
        return NOTHING
    two = len(comparison.evaluations) == len(("before", "now"))
    kinds = ("cell", "recommended") if two else ("cell", "recommended", "fee")
    rows = tuple(
        _trend(comparison, place, network)
        for network in comparison.later.networks
        if figures.moved_ever(comparison, network.network_id, kinds)
        for place, evaluation in enumerate(comparison.evaluations)
        if network.network_id in evaluation.parameters.networks
    )
    if not rows:
        return NOTHING
    columns = (
        Column("Nätverk och år"),
        Column("Avgift", "number"),
        Column("Vad underlaget säger"),
        Column("Rekommendation"),
    )
    return Table("tabell-utveckling", "Nätverk där något har ändrats", columns, rows, printed=not two)


def _trend(comparison: Comparison, place: int, network: NetworkEvaluation) -> tuple[Text, ...]:
    values = {kind: figures.value(comparison, FigureKey(kind, network.network_id), place) for kind in _TREND}
    name = say("{short} {year}", short=figures.short(comparison, network.network_id), year=label(comparison, place))
    return (name, *(capitalised(values[kind]) for kind in _TREND))


_TREND = ("fee", "cell", "recommended")


def figures_table(comparison: Comparison | None) -> Table | Prose:
    """Appendix: every figure that has changed; how many have not is said below."""
    if comparison is None:
        return NOTHING
    rows = tuple(
        (
            figures.name(comparison, key),
            *(figures.value(comparison, key, place) for place in (-2, -1)),
            figures.change(comparison, key),
        )
        for key in figures.keys(comparison)
    )
    if not rows:
        return prose(paragraph(strong("Ändrade siffror. "), cite("Inga siffror har ändrats.", comparison.unchanged)))
    columns = (
        Column("Uppgift"),
        Column("Förra gången", "number"),
        Column("Nu", "number"),
        Column("Ändring", "number"),
    )
    same = counted(comparison.unchanged, "En uppgift är oförändrad", "uppgifter är oförändrade")
    notes = (say("{same} och står inte här.", same=capitalised(same)),) if comparison.unchanged.value else ()
    return Table("tabell-andrade-siffror", "Siffror som har ändrats", columns, rows, notes)


def method(comparison: Comparison | None) -> Table | Prose:
    """Appendix: each setting that differs, before and after; nothing where none does."""
    if comparison is None or not comparison.settings:
        return NOTHING
    rows = tuple(
        (
            cite(swedish.capitalised(figures.SETTING[each.name]), each.before, each.after),
            figures.setting_value(each.before),
            figures.setting_value(each.after),
        )
        for each in comparison.settings
    )
    columns = (Column("Inställning"), Column("Förra gången"), Column("Nu"))
    return Table("tabell-andrad-metod", "Ändrad metod", columns, rows)


def wording(comparison: Comparison | None) -> Prose:
    """Appendix: the sentences that are gone or new where an officer's text was rewritten."""
    if comparison is None:
        return NOTHING
    rewritten = [change for change in comparison.texts if change.written_before and change.written_after]
    return prose(*(block for change in rewritten for block in _text_change(comparison, change)))


def _text_change(comparison: Comparison, change: TextChange) -> list[Block]:
    """The sentences that are gone and new, each with the figures of its own year."""
    blocks = [subheading(f"Ändrad text: {TEXT_NAMES[change.name]}")]
    for sentences, place, fact in zip((change.gone, change.new), (-2, -1), _written(comparison, change), strict=True):
        if sentences:
            values = conclusion.placeholders(comparison.evaluations[place])
            filled = [cite(officer_text.fill(sentence, values, change.name), fact) for sentence in sentences]
            blocks += [paragraph(strong(say("Står bara i {year}:", year=label(comparison, place)))), bullets(*filled)]
    return blocks


def statements_table(comparison: Comparison | None) -> Table | Prose:
    """Appendix: the statements that are new, gone, or worded or coded otherwise; nothing where none is."""
    if comparison is None or comparison.statements.none:
        return NOTHING
    found, (then, now) = comparison.statements, comparison.reports[-2:]
    rows = [(_number(row, now), "Nytt", _coded(row, now), _words(row, now)) for row in found.new]
    rows += [(_number(row, then), "Borttaget", _coded(row, then), _words(row, then)) for row in found.gone]
    rows += [
        (
            _number(after, now),
            "Annan bedömning",
            say("{before}, förut; {after}, nu", before=_coded(before, then), after=_coded(after, now)),
            _words(after, now),
        )
        for before, after in found.recoded
    ]
    rows += [
        (
            _number(after, now),
            "Andra ord",
            _coded(after, now),
            say("Förut: {before} Nu: {after}", before=_words(before, then), after=_words(after, now)),
        )
        for before, after in found.reworded
    ]
    columns = (Column("Nr"), Column("Vad som hänt"), Column("Bedömning"), Column("Uttalande"))
    return Table("tabell-andrade-uttalanden", "Ändrade uttalanden", columns, tuple(rows))


def _number(row: Record, report: str) -> CitedText:
    return of_report(fact_words(row.fact("excerpt_id")), report)


def _words(row: Record, report: str) -> CitedText:
    return of_report(cite(statement_words(row), row.fact("text"), row.fact("speaker")), report)


def _coded(row: Record, report: str) -> CitedText:
    """What it is about, how much, and what it says of being without the membership."""
    parts = [cite(terms.CRITERION[row["criterion"]].lower(), row.fact("criterion"))]
    if row["intensity"] is not None:
        parts.append(fact_words(row.fact("intensity")))
    if row.get("without_membership") in verdicts.WITHOUT:
        parts.append(
            say(
                "utan medlemskapet {word}",
                word=fact_words(row.fact("without_membership"), verdicts.WITHOUT.__getitem__),
            )
        )
    return of_report(joined(parts, " "), report)
