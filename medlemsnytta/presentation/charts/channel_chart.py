"""Chart: which channels are used, and how much."""

from collections.abc import Sequence
from typing import Any

from medlemsnytta.analysis.network_usage import NetworkUsage, Usage
from medlemsnytta.analysis.usage import ChannelUse
from medlemsnytta.presentation.charts.canvas import NARROW, WIDE, Canvas, Letters
from medlemsnytta.presentation.charts.drawing import table, unchecked
from medlemsnytta.presentation.sections import use
from medlemsnytta.presentation.words.sentences import CitedText, capitalised, cell, cite, listed, plain, say
from medlemsnytta.rendering import theme
from medlemsnytta.rendering.bundles import NOTHING, Chart, Column, Prose

FEWEST = 3
"""Of fewer channels that somebody has said how much are used, the table says it as well."""
_STEPS = list(use.INTENSITY.values())
_NAME, _NETWORK = Letters(13), Letters(13, bold=True)
_STEP, _DOT = 24, 9

Shown = tuple[NetworkUsage, ChannelUse, CitedText]
"""A network, one of its channels, and how often that is used, in words."""


@unchecked()
def channels(usage: Usage) -> Chart | Prose:
    """A point for each channel, from the lowest to the highest said; nothing where few are said of."""
    shown = [
        (network, channel, use.channel_words(network, channel))
        for network in usage.networks
        for channel in network.channels
        if channel.degrees
    ]
    if len(shown) < FEWEST:
        return NOTHING
    silent = [channel.lowest for channel in usage.channels if not channel.degrees]
    known = listed([_said(each) for each in shown])
    alternative = say("Punktdiagram över hur ofta kanalerna används. {known}.", known=capitalised(known))
    if silent:
        alternative += cite(" För övriga är frekvensen inte angiven.", *silent)
    title = _title(shown)
    rows = [
        (cell(channel.record, "name"), cell(network.profile, "short"), capitalised(words))
        for network, channel, words in shown
    ]
    return Chart(
        "diagram-kanaler",
        title,
        alternative,
        _drawn(shown, WIDE),
        table(
            "diagram-kanaler",
            "Hur ofta kanalerna används",
            [Column("Kanal"), Column("Nätverk"), Column("Hur ofta")],
            rows,
        ),
        rows_in="tabell-kanaler",
        narrow=_drawn(shown, NARROW),
        source="Källa: det som har sagts om kanalerna.",
    )


def _said(shown: Shown) -> CitedText:
    network, channel, words = shown
    return say(
        "{channel} ({network}) {words}",
        channel=cell(channel.record, "name").with_first(str.lower),
        network=cell(network.profile, "short"),
        words=words,
    )


def _title(shown: Sequence[Shown]) -> CitedText:
    """The channels that are used most, or how many."""
    most = max(channel.high for _, channel, _ in shown)
    top = [(network, channel) for network, channel, _ in shown if channel.high == most]
    highest = [channel.highest for _, channel in top]
    often = cite(use.INTENSITY[most], *highest)
    if len(top) >= FEWEST:
        return say("Mest används flera av kanalerna: {often}", often=often)
    names = [
        say(
            "{channel} ({network})",
            channel=cell(channel.record, "name").with_first(str.lower),
            network=cell(network.profile, "short"),
        )
        for network, channel in top
    ]
    return say("Mest används {names}: {often}", names=listed(names), often=often)


def _drawn(shown: Sequence[Shown], width: int) -> dict[str, Any]:
    """The names beside the points, or above them where it is narrow."""
    canvas = Canvas(width, network="Nätverk", channel="Kanal", label="Hur ofta")
    wide = width == WIDE
    names = {id(channel): _NAME.lines(channel.name, width / 3 if wide else width) for _, channel, _ in shown}
    left = max(_NAME.wide(line) for lines in names.values() for line in lines) + 22 if wide else _DOT
    step = (width - left - (40 if wide else _DOT)) / (len(_STEPS) - 1)
    networks = list(dict.fromkeys(network.short for network, _, _ in shown))
    top, before = _axis(canvas, left, step, wide), ""
    for network, channel, words in shown:
        if network.short != before:
            canvas.write(0, top + 12, network.short, _NETWORK)
            top, before = top + 24, network.short
        place = networks.index(network.short)
        for number, line in enumerate(names[id(channel)]):
            canvas.write(0, top + 10 + 16 * number, line, _NAME)
        lines = len(names[id(channel)])
        middle = top + 10 if wide else top + 16 * lines + 10
        canvas.ground(left, middle, left + 4 * step, middle + 1, theme.GRID)
        low, high = left + channel.low * step, left + channel.high * step
        canvas.ground(low, middle - 1, high, middle + 2, theme.RULE)
        told = {"network": network.short, "channel": channel.name, "label": plain(words)}
        for at in sorted({low, high}):
            canvas.point(at, middle + 0.5, theme.SERIES[place % 5], theme.SHAPES[place % 5], **told)
        top += max(_STEP, 16 * lines + 8) if wide else 16 * lines + _STEP
    return canvas.spec()


def _axis(canvas: Canvas, left: float, step: float, wide: bool) -> float:
    """The words of the scale, those at its ends within it where it is narrow; the place below."""
    for degree, words in enumerate(_STEPS):
        side = "center" if wide or 0 < degree < len(_STEPS) - 1 else "right" if degree else "left"
        at = {"left": left - _DOT, "center": left + degree * step, "right": left + degree * step + _DOT}[side]
        for number, line in enumerate([words] if wide else words.split(" ")):
            canvas.write(at, 9 + 13 * number, line, Letters(12, colour=theme.MUTED, side=side))
    return 22.0 if wide else 35.0
