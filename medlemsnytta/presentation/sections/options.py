"""What can be decided: each option with what it costs, saves, loses or gives, by when, and what has to be done."""

from collections.abc import Iterator, Sequence

from medlemsnytta.analysis.decision_options import ACTIONS, NetworkOptions, Options, Together
from medlemsnytta.analysis.facts import Fact, parameter
from medlemsnytta.presentation.words import actions, swedish, things
from medlemsnytta.presentation.words.sentences import (
    CitedText,
    Text,
    agreeing,
    as_sentence,
    capitalised,
    cell,
    cite,
    counted,
    fact_words,
    joined,
    listed,
    say,
)
from medlemsnytta.rendering.bundles import Column, Prose, Table, paragraph, prose

MOST_IN_TEXT = 3
"""Of more networks than these each has its row in the table, and the text speaks of all together."""
NOTHING_TO_SAY = "–"
LOST = ("slower", "worse", "not_at_all")


def text(options: Options) -> Prose:
    """What must be asked first, the last days to give notice, what waiting costs, and how it stands with applications."""
    each = options.networks if len(options.networks) <= MOST_IN_TEXT else ()
    return prose(
        paragraph(_ask_first(options)),
        paragraph(joined([*_applied(options), *map(_declined, options.of_kind("candidate"))])),
        paragraph(joined(map(_calendar, each))),
        paragraph(joined(map(_waiting, each))),
    )


def _ask_first(options: Options) -> CitedText:
    """That the last day is not known: the first question of all, since a day may be about to pass."""
    unknown = options.notice_unknown
    if not unknown:
        return say("")
    if len(unknown) > MOST_IN_TEXT:
        lacking = [_lacking_of_many(options)]
    else:
        groups: dict[tuple[bool, bool], list[NetworkOptions]] = {}
        for each in unknown:
            groups.setdefault(tuple(fact.known for fact in _terms(each)), []).append(each)
        lacking = [_lacking(group) for group in groups.values()]
    return say(
        "Först behövs svar på vilken dag som är den sista att säga upp: {lacking}. Utan det svaret går det inte att säga vilket år "
        "som först kan sparas, eller vad det kostar att vänta.",
        lacking=joined(lacking, "; "),
    )


def _lacking_of_many(options: Options) -> CitedText:
    unknown, every = options.number_unknown, fact_words(options.number_of_members, swedish.in_words)
    if unknown.value == options.number_of_members.value:
        return say(
            "den dagen {is_not} av de {every} medlemskapen", is_not=cite("är inte känd för något", unknown), every=every
        )
    number = fact_words(unknown, swedish.in_words)
    return say("den dagen är inte känd för {number} av de {every} medlemskapen", number=number, every=every)


def _terms(each: NetworkOptions) -> tuple[Fact, Fact]:
    """The months of notice, and the day that the year of the fee begins."""
    return each.own.membership.fact("notice_months"), each.own.membership.fact("fee_period_start")


def _lacking(group: Sequence[NetworkOptions]) -> CitedText:
    """What is not known of memberships of which the same is; the months of notice where they are."""
    facts = [fact for each in group for fact in _terms(each)]
    names = listed([cell(each.profile, "name") for each in group], "eller")
    months, start = _terms(group[0])
    if not months.known:
        words = "uppsägningstiden" if start.known else "varken uppsägningstiden eller avgiftsårets början"
        return say("{words} för {names}", words=cite(f"{words} är {'inte ' * start.known}känd", *facts), names=names)
    notice = {_terms(each)[0].value: fact_words(_terms(each)[0], _months) for each in group}
    if len(notice) == 1:
        start_words = cite("men när avgiftsåret börjar är inte känt", *facts)
        return say(
            "uppsägningstiden är {notice}, {start} för {names}",
            notice=notice[months.value],
            start=start_words,
            names=names,
        )
    each_with = [
        say("{name} ({notice})", name=cell(each.profile, "name"), notice=notice[_terms(each)[0].value])
        for each in group
    ]
    return say(
        "{known}, {start} för {names}",
        known=cite("uppsägningstiden är känd", *facts),
        start=cite("men inte när avgiftsåret börjar", *facts),
        names=listed(each_with, "eller"),
    )


def _months(months: int) -> str:
    return swedish.counted(months, "en månad", "månader")


def _applied(options: Options) -> Iterator[CitedText]:
    """That applications are waiting for their answers, and what was decided of each."""
    waiting = [each for each in options.of_kind("candidate") if each.state == "applied"]
    if waiting:
        states = [each.own.membership.fact("state") for each in waiting]
        one = len(waiting) == 1
        yield say(
            "{what} om medlemskap i {names} {stated}.",
            what=cite("En ansökan" if one else "Ansökningar", *states),
            names=listed([cell(each.profile, "name") for each in waiting]),
            stated=cite("är inlämnad" if one else "är inlämnade", *states),
        )
    yield from (as_sentence(cell(each.decision, "text")) for each in waiting if each.decision is not None)


def _declined(each: NetworkOptions) -> CitedText:
    """What was decided when membership was declined."""
    if each.state != "declined":
        return say("")
    stated = cite("har avböjts", each.own.membership.fact("state"))
    said = say("Ett medlemskap i {name} {stated}.", name=cell(each.profile, "name"), stated=stated)
    return said if each.decision is None else joined([said, as_sentence(cell(each.decision, "text"))])


def _calendar(each: NetworkOptions) -> CitedText:
    """The last day to give notice, the year that it saves, and a day that has passed."""
    if not each.last_notice_day.known:
        return say("")
    said = [
        say(
            "En uppsägning av {short} senast den {day} sparar avgiften från och med {year}.",
            short=cell(each.profile, "short"),
            day=fact_words(each.last_notice_day, swedish.long_date),
            year=fact_words(each.first_year_saved),
        )
    ]
    if each.missed_notice_day.known:
        missed = fact_words(each.missed_notice_day, swedish.long_date)
        said.append(say("Dagen före det, {day}, {passed}.", day=missed, passed=_passed(each)))
    if each.fees.amount.known:
        later = fact_words(each.fees.amount, swedish.whole_kronor)
        said.append(say("Görs den senare betalas {fee} till.", fee=later))
    if each.deadline_is_late:
        late = cite("är dagen för beslut för sen", each.last_notice_day, _deadline(each))
        said.append(say("För att spara det året {late}.", late=late))
    return joined(said)


def _passed(each: NetworkOptions) -> CitedText:
    return cite("har passerat", each.missed_notice_day)


def _deadline(each: NetworkOptions) -> Fact:
    return Fact("params.deadline", each.deadline)


def _waiting(each: NetworkOptions) -> CitedText:
    """What it costs in fees to wait for what is expected on a day, in time or not."""
    if each.kind != "member" or not each.expected_by.known or not each.cost_of_waiting.known:
        return say("")
    short, day = cell(each.profile, "short"), fact_words(each.expected_by, swedish.long_date)
    if not each.cost_of_waiting.value:
        cost = cite("kostar ingen ny avgift", each.cost_of_waiting)
        return say("Att vänta med {short} på det som kommer den {day} {cost}.", short=short, day=day, cost=cost)
    cost = fact_words(each.cost_of_waiting, swedish.whole_kronor)
    return say(
        "Att vänta med {short} på det som kommer den {day} kostar {cost} i avgift.", short=short, day=day, cost=cost
    )


def table(options: Options) -> Table:
    """Each option with its price, what is lost or gained and the last day; of many networks a row each."""
    if len(options.networks) > MOST_IN_TEXT:
        return _table_of_many(options)
    columns = (
        Column("Alternativ"),
        Column("Kostar per år", "number"),
        Column("Sparar per år", "number"),
        Column(_lost_or_given(options)),
        Column("Senaste dag"),
        Column("Vem"),
        Column("Vad som behövs"),
    )
    rows = [row for each in options.networks for row in _rows(each)]
    rows += [_row_together(each) for each in options.together]
    saved = bool(options.of_kind("member"))
    columns, *rows = ((one if saved else (*one[:2], *one[3:])) for one in (columns, *rows))
    return Table("tabell-alternativ", "Vad som kan beslutas", columns, tuple(rows), tuple(_notes(options)))


def _lost_or_given(options: Options) -> str:
    members = options.of_kind("member")
    return "Förlorar" if len(members) == len(options.networks) else "Förlorar eller får" if members else "Får"


def _rows(each: NetworkOptions) -> Iterator[tuple[Text, ...]]:
    pays, saves = ACTIONS[each.kind]
    member, short = each.kind == "member", cell(each.profile, "short")
    cost = fact_words(each.yearly, swedish.whole_kronor)
    yield (
        *(_option(pays, short), _first_year(each, cost), NOTHING_TO_SAY, _given(each), NOTHING_TO_SAY),
        *(NOTHING_TO_SAY if member else _who_lets_in(each), _needed(each)),
    )
    if member:
        day, needed = _day(each.last_notice_day), "Beslut, sedan uppsägning"
        yield _option(saves, short), NOTHING_TO_SAY, cost, _lost(each), day, _recipient(each), needed
    else:
        yield (_option(saves, short), *([NOTHING_TO_SAY] * 6))
    if each.answers.waiting.allowed:
        last = fact_words(each.last_day_to_act, swedish.long_date)
        needed = say("Svar senast den {day}", day=fact_words(each.answer_by, swedish.long_date))
        pays_on = cost if member else NOTHING_TO_SAY
        yield _option("decide_later", short), pays_on, NOTHING_TO_SAY, NOTHING_TO_SAY, last, _who_answers(each), needed


def _recipient(each: NetworkOptions) -> CitedText:
    """Whom the recommendation goes to."""
    return capitalised(fact_words(parameter("recipient", each.recipient)))


def _who_lets_in(each: NetworkOptions) -> CitedText:
    """Who has the next step on the way in: the network where an application waits for its answer."""
    return cell(each.profile, "short") if each.state == "applied" else _recipient(each)


def _who_answers(each: NetworkOptions) -> CitedText:
    """Those whose answers are waited for, each once; and who comes back, where a row says so."""
    coming = [(one.from_whom, one) for one in each.answers.waiting.coming if one.what]
    said = [cite(whom, Fact("information_due", one.due, about=one.what)) for whom, one in dict(coming).items()]
    if any(one.asked for one in each.answers.waiting.coming):
        said.append(cite("de som får frågorna", each.answer_by))
    if each.follow_up is not None and each.follow_up["body"].lower() not in (one.text.lower() for one in said):
        said.append(cell(each.follow_up, "body").with_first(str.lower))
    return capitalised(listed(said))


def _option(action: str, short: CitedText) -> CitedText:
    return capitalised(say(actions.action(action), network=short))


def _first_year(each: NetworkOptions, cost: CitedText) -> CitedText:
    """The yearly cost, and what is paid once beside it."""
    if each.kind == "member" or not each.once.known or not each.once.value:
        return cost
    return say("{cost}, och {once} en gång", cost=cost, once=fact_words(each.once, swedish.whole_kronor))


def _given(each: NetworkOptions) -> Text:
    """What one who joins would get that cannot be had anyway; of a membership held nothing is gained by staying."""
    return NOTHING_TO_SAY if each.kind == "member" else _things(each, "Ger inget som inte går att få ändå")


def _lost(each: NetworkOptions) -> Text:
    return _things(each, "Inget som används går förlorat")


def _things(each: NetworkOptions, nothing: str) -> CitedText:
    """The things that would be lost or gained by name; or that there is nothing, or that nobody knows."""
    found = each.found
    concerned = [thing for thing in found.loss.things if thing.word in LOST]
    if found.loss.answer == "no":
        return cite(nothing, found.loss_answer)
    if found.loss.answer == "unknown" or not concerned:
        return cite({"yes": "Ja, enligt förvaltningen"}.get(found.loss.answer, "Vet vi inte"), found.loss_answer)
    return capitalised(listed(things.each_named(concerned, found.loss.things, each.names, each.kind)))


def _needed(each: NetworkOptions) -> Text:
    """The steps on the way in; what is asked and not met stands first."""
    if each.kind == "member":
        return NOTHING_TO_SAY
    lacking = each.number_that_are("not_met")
    if lacking.value:
        demands = counted(lacking, "ett krav till uppfylls", "krav till uppfylls")
        return say("Att {demands}, sedan beslut om att ansöka", demands=demands)
    return "Svar på ansökan" if each.state == "applied" else "Beslut om att ansöka"


def _row_together(each: Together) -> tuple[Text, ...]:
    return (
        capitalised(say("lämna {names}", names=_names(each))),
        NOTHING_TO_SAY,
        _saved_together(each),
        "Se raderna för vart och ett",
        _day(each.last_notice_day),
        _recipient(each.networks[0]),
        "Beslut, sedan uppsägningar",
    )


def _names(each: Together) -> CitedText:
    """The networks by name; all the memberships of a long list by their number."""
    if len(each.networks) <= MOST_IN_TEXT or each.why == "recommended":
        return listed([cell(one.profile, "short") for one in each.networks])
    return say("{all} medlemskap", all=cite(f"alla {swedish.in_words(each.number.value)}", each.number))


def _saved_together(each: Together) -> CitedText:
    saved = fact_words(each.saved, swedish.whole_kronor)
    if not each.unknown.value:
        return saved
    lacking = counted(each.unknown, "en kostnad", "kostnader")
    return say(
        "{saved}; {lacking} är inte {known}",
        saved=saved,
        lacking=lacking,
        known=agreeing(each.unknown, "känd", "kända"),
    )


def _day(day: Fact) -> CitedText:
    return capitalised(fact_words(day, swedish.long_date))


def _notes(options: Options) -> Iterator[Text]:
    """Who is to act, and what the cost leaves out."""
    yield _who_acts(options)
    unmeasured = [each.fees.total for each in options.networks if not each.fees.total.known]
    if len(unmeasured) == len(options.networks):
        yield cite("Arbetstiden är inte känd och ingår inte i kostnaden.", *unmeasured)
    elif unmeasured:
        yield cite("Arbetstiden ingår bara där den är känd.", *unmeasured)


def _who_acts(options: Options) -> CitedText:
    """Whom the table names; of many networks the one whom the recommendation goes to, once. Who gives notice no row says."""
    many, recipient = len(options.networks) > MOST_IN_TEXT, _recipient(options.networks[0])
    known = options.networks[0].recipient is not None
    said = [
        say("Rekommendationen går till{colon} {who}.", colon="" if known else ":", who=recipient.with_first(str.lower))
        if many
        else say("Vem: den som rekommendationen går till, eller de som ska svara eller återkomma.")
    ]
    if options.of_kind("member"):
        said.append(say("Vem som skickar uppsägningen framgår inte."))
    return joined(said)


def _table_of_many(options: Options) -> Table:
    """One row a network: what can be done, the price, and of memberships the last day and the year saved."""
    columns: list[Column] = [
        Column("Nätverk"),
        Column("Att besluta"),
        Column("Kostar per år", "number"),
        Column("Senaste dag för uppsägning"),
        Column(_lost_or_given(options)),
    ]
    rows: list[tuple[Text, ...]] = [_row_of_many(each) for each in options.networks]
    rows += [
        (capitalised(say("lämna {names}", names=_names(each))), "Tillsammans", say("sparar {sum}", sum=_saved_together(each)), _day(each.last_notice_day), NOTHING_TO_SAY)
        for each in options.together
    ]  # fmt: skip
    if not options.of_kind("member"):
        del columns[_LAST_DAY]
        rows = [(*row[:_LAST_DAY], *row[_LAST_DAY + 1 :]) for row in rows]
    return Table("tabell-alternativ", "Vad som kan beslutas", tuple(columns), tuple(rows), tuple(_notes(options)))


_LAST_DAY = 3
"""The column that only a membership has something in."""


def _row_of_many(each: NetworkOptions) -> tuple[Text, ...]:
    member = each.kind == "member"
    return (
        cell(each.profile, "short"),
        {"member": "Stanna eller lämna", "candidate": "Gå med eller avstå", "left": "Gå med igen eller inte"}[
            each.kind
        ],
        _first_year(each, fact_words(each.yearly, swedish.whole_kronor)),
        _day_and_year(each) if member else NOTHING_TO_SAY,
        _things(each, "Inget"),
    )


def _day_and_year(each: NetworkOptions) -> CitedText:
    if not each.last_notice_day.known:
        return _day(each.last_notice_day)
    return say("{day} (från {year})", day=_day(each.last_notice_day), year=fact_words(each.first_year_saved))
