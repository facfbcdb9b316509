"""Chart: what each network costs or would cost a year, and what could stand in a membership's place."""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from medlemsnytta.analysis.decision_options import NetworkOptions, Options
from medlemsnytta.analysis.facts import Fact
from medlemsnytta.analysis.members import PAID
from medlemsnytta.presentation.charts.canvas import NARROW, WIDE, Canvas, Letters
from medlemsnytta.presentation.charts.drawing import sources, table, unchecked
from medlemsnytta.presentation.words import swedish
from medlemsnytta.presentation.words.sentences import CitedText, cell, cite, fact_words, joined, listed, plain, say
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose

FEWEST = 2
"""A chart compares at least as many costs."""
_PARTS = {"fee": ("avgift", theme.ACCENT), "work": ("arbetstid", theme.SECOND), "travel": ("resor", "#81949b")}
_NAME, _AMOUNT, _QUIET = Letters(13), Letters(13, bold=True), Letters(12, colour=theme.MUTED)
_BAR, _STEP = 15, 25
_BETWEEN = 12


class _Cost(NamedTuple):
    """A bar: its name, what it is made of in öre, and the whole as it is printed; `other` of what is no membership."""

    name: CitedText
    parts: tuple[tuple[str, int], ...]
    amount: CitedText
    other: bool = False

    @property
    def ore(self) -> int:
        return sum(ore for _, ore in self.parts)


@unchecked()
def costs(options: Options) -> Chart | Prose:
    """A bar for each network whose cost is known, then for each alternative; nothing where nothing differs or costs."""
    bars = [*_of_networks(options.networks), *_of_alternatives(options)]
    if len(bars) < FEWEST or len({bar.parts for bar in bars}) == 1 or not any(bar.ore for bar in bars):
        return NOTHING
    columns = [Column("Vad"), Column("Kostnad per år", "number")]
    unknown = [each for each in options.networks if not each.fees.amount.known]
    said = joined([say("{name} {amount}", name=bar.name, amount=bar.amount) for bar in bars], ", ")
    return Chart(
        "diagram-kostnad",
        _title(options),
        joined([say("Liggande staplar över kostnaden per år: {said}.", said=said), *_lacking(unknown)]),
        _wide(bars),
        table("diagram-kostnad", "Kostnad per år", columns, [(bar.name, bar.amount) for bar in bars]),
        rows_in="tabell-svar" if all(not bar.other for bar in bars) else "",
        narrow=_narrow(bars),
        source=sources(
            [part.record for each in options.networks if each.fees.fee for part in each.fees.fee.charged_parts]
        ),
    )


def _lacking(unknown: Sequence[NetworkOptions]) -> Iterator[CitedText]:
    """Those that have no bar."""
    if unknown:
        names = listed([cell(each.profile, "short") for each in unknown])
        nothing = cite("är inte känt", *(each.fees.amount for each in unknown))
        yield say("Vad {names} kostar {nothing}.", names=names, nothing=nothing)


def _of_networks(networks: Sequence[NetworkOptions]) -> Iterator[_Cost]:
    for each in networks:
        fees = each.fees
        if not fees.amount.known:
            continue
        parts = [("fee", fees.amount)]
        if fees.total.known:
            parts += [("work", fees.work), ("travel", fees.travel)]
        name = cell(each.profile, "short")
        yield _Cost(name, tuple((kind, fact.value) for kind, fact in parts if fact.value), _kronor(fees.cost))


def _of_alternatives(options: Options) -> Iterator[_Cost]:
    for each in options.alternatives:
        cost = each.fact("cost_sek")
        if cost.known:
            amount = fact_words(cost, lambda kronor: swedish.whole_kronor(kronor * 100))
            yield _Cost(cell(each, "name"), (("fee", int(cost.value * 100)),), amount, other=True)


def _kronor(fact: Fact) -> CitedText:
    return fact_words(fact, swedish.whole_kronor)


def _title(options: Options) -> CitedText:
    """The dearest of them, of what is known; or that they cost alike."""
    known = [each for each in options.networks if each.fees.cost.known]
    most = max((each.fees.cost.value for each in known), default=0)
    dearest = [each for each in known if each.fees.cost.value == most]
    if not known:
        return say("Vad alternativen kostar")
    paid = {each.own.membership.state in PAID for each in dearest}
    verb = "kostar eller skulle kosta" if len(paid) > 1 else "kostar" if paid == {True} else "skulle kosta"
    names = listed([cell(each.profile, "short") for each in dearest])
    if len(dearest) == len(known):
        each = cite(" vardera", *(one.fees.cost for one in known)) if len(known) > 1 else ""
        return say(
            "{names} {verb} {amount} om året{each}",
            names=names,
            verb=verb,
            amount=_kronor(known[0].fees.cost),
            each=each,
        )
    facts = [one.fees.total for one in options.networks]
    amount = _kronor(dearest[0].fees.cost)
    most_of_all = f"{verb} mest" if all(fact.known for fact in facts) else f"{verb} mest av det som är känt"
    each = cite(" vardera", *(one.fees.cost for one in dearest)) if len(dearest) > 1 else ""
    most = cite(most_of_all, *facts)
    return say("{names} {most}, {amount} om året{each}", names=names, most=most, amount=amount, each=each)


def _wide(bars: Sequence[_Cost]) -> dict[str, Any]:
    """Names to the left of the bars."""
    canvas = _canvas(WIDE)
    most = WIDE / 3
    names = [_NAME.lines(_named(bar), most) for bar in bars]
    left = max(_NAME.wide(line) for lines in names for line in lines) + _BETWEEN
    room = WIDE - left - _room_of_amounts(bars)
    top = _legend(canvas, bars)
    for bar, lines in zip(bars, names, strict=True):
        for number, line in enumerate(lines):
            canvas.write(0, top + 12 + 16 * number, line, _NAME)
        _draw(canvas, bar, (left, top + 4), room / max(each.ore for each in bars))
        top += max(_STEP, 16 * len(lines) + 8)
    return canvas.spec()


def _narrow(bars: Sequence[_Cost]) -> dict[str, Any]:
    """Names above the bars."""
    canvas = _canvas(NARROW)
    room = NARROW - _room_of_amounts(bars)
    top = _legend(canvas, bars)
    for bar in bars:
        for line in _NAME.lines(_named(bar), NARROW):
            canvas.write(0, top + 10, line, _NAME)
            top += 17
        _draw(canvas, bar, (0, top + 1), room / max(each.ore for each in bars))
        top += _BAR + 12
    return canvas.spec()


def _canvas(width: int) -> Canvas:
    return Canvas(width, name="Vad", part="Del", amount="Kostnad per år")


def _named(bar: _Cost) -> str:
    return f"{plain(bar.name)} (alternativ)" if bar.other else plain(bar.name)


def _room_of_amounts(bars: Sequence[_Cost]) -> float:
    return max(_AMOUNT.wide(plain(bar.amount)) for bar in bars) + _BETWEEN


def _legend(canvas: Canvas, bars: Sequence[_Cost]) -> float:
    """What the parts of the bars are, where there are several; the place below."""
    kinds = [kind for kind in _PARTS if any(kind in dict(bar.parts) for bar in bars)]
    if len(kinds) == 1:
        return 0.0
    left = 0.0
    for kind in kinds:
        words, colour = _PARTS[kind]
        canvas.bar(left, 4, left + 12, 16, colour, name=words, part=words, amount="")
        canvas.write(left + 17, 10, words, _QUIET)
        left += 17 + _QUIET.wide(words) + 18
    return 26.0


def _draw(canvas: Canvas, bar: _Cost, corner: tuple[float, float], pixels_an_ore: float) -> None:
    left, top = corner
    for kind, ore in bar.parts:
        right = left + ore * pixels_an_ore
        words, colour = _PARTS[kind]
        told = {"name": plain(bar.name), "part": "kostnad" if bar.other else words, "amount": swedish.whole_kronor(ore)}
        canvas.bar(left, top, right, top + _BAR, theme.MUTED if bar.other else colour, **told)
        left = right
    canvas.write(left + 6, top + _BAR / 2 + 1, plain(bar.amount), _AMOUNT)
