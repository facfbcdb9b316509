"""The two questions answered anew, from the text of docs/method.md and raw rows alone, with no code of the program's.

Written otherwise than the program on purpose: everybody asked is a head in a list, days are numbers, and the independent
part is the same reckoning over fewer rows.
"""

from datetime import date
from fractions import Fraction

WORST = {"same": 0, "slower": 1, "worse": 2, "not_at_all": 3}


def number_of(text, end=False):
    """A day that can be counted with, as months and days: (year * 12 + month, day)."""
    if text in ("", None):
        return (0, 0)
    if isinstance(text, date):
        return (text.year * 12 + text.month, text.day)
    parts = [int(part) for part in text.split("-")]
    month = parts[1] if len(parts) > 1 else (12 if end else 1)
    day = parts[2] if len(parts) > 2 else (31 if end else 1)
    return (parts[0] * 12 + month, day)


def back(day, months):
    """A day so many months earlier; a day that the month does not have is its last, which compares the same."""
    return (day[0] - months, day[1])


TABLES = (
    *(
        "excerpts",
        "speakers",
        "uses",
        "use_logs",
        "documents",
        "indicators",
        "events",
        "survey",
        "channels",
        "alternatives",
    ),
)
COMING = ("candidate", "applied", "declined")
"""The states of what is no membership and has been none."""
BY_WEIGHT = ("unknown", "no", "partly", "yes")
NO_MEMBERSHIP = {"since": "", "until": "", "state": ""}


def state_of(tables):
    """member, candidate, applied, declined or left; who has no row of its own and a plan is a candidate, and else a member."""
    state = next((row["state"] for row in tables["memberships"]), "")
    return state or ("candidate" if tables.get("candidates") else "member")


def answers_anew(tables, as_of, months=36, year=2025, given=()):
    """(use, confirmed), (loss, confirmed, only slower, somebody says same), cell; `given` are (question, answer) that are set."""
    use, loss = _worked_out(tables, as_of, months, year)
    for question, answer in given:
        if question == "use":
            use = (answer, False)
        else:
            loss = (answer, False, False, False)
    return use, loss, cell(*use, *loss, nearest_at_most=state_of(tables) in COMING)


def _worked_out(tables, as_of, months, year):
    today, state = number_of(as_of), state_of(tables)
    everything = reckon(tables, today, months, year, only_certain=False)
    certain = reckon(tables, today, months, year, only_certain=True)

    use, loss, slower = everything["use"], everything["loss"], everything["slower"]
    recent = back(today, months)
    log, log_end, whole = everything["log"]
    year_of_log = whole and log_end >= recent

    says = {"yes": lambda d: d >= 3, "no": lambda d: d <= 1, "partly": lambda d: True, "unknown": lambda d: False}[use]
    sayers = sum(1 for d, said in certain["heads"] if says(d) and any(says(e) and when >= recent for when, e in said))
    log_says = year_of_log and {"yes": log >= 12, "no": log < 4, "partly": True, "unknown": False}[use]
    use_sure = use != "unknown" and certain["use"] == use and (sayers >= 2 or certain["traces"] > 0 or log_says)

    if state in COMING:
        use_sure = False
    if loss == "no" and not everything["things"]:
        loss_sure = year_of_log and log == 0
    else:
        side = {"yes": ("slower", "worse", "not_at_all"), "no": ("same",), "unknown": ()}[loss]
        who = {}
        for thing in certain["things"]:
            for name, (word, when, persons) in certain["said"].get(thing, {}).items():
                if word in side and when >= recent:
                    who[name] = persons
        same = (certain["of_things"] if state in (*COMING, "left") else (certain["loss"], certain["slower"])) == (
            loss,
            slower,
        )
        loss_sure = loss != "unknown" and same and sum(who.values()) >= 2

    says_same = any(
        word == "same" for thing in everything["things"] for word, _, _ in everything["said"].get(thing, {}).values()
    )
    return (use, use_sure), (loss, loss_sure, slower, says_same)


def cell(use, use_sure, loss, loss_sure, slower, says_same, nearest_at_most=False):
    if nearest_at_most:
        use_sure = loss_sure = False
    if use == "unknown":
        return "not_enough"
    if loss == "no":
        return "against" if loss_sure else "nearest_against"
    if loss == "yes":
        if use != "yes" or slower:
            return "weigh"
        return "for" if use_sure and loss_sure else "nearest_for"
    if use == "partly" or (use == "yes" and says_same):
        return "not_enough"
    return {"yes": "nearest_for", "no": "nearest_against"}[use]


def reckon(tables, today, months, year, only_certain):
    """All that the two questions are answered by; of what was left only what has been said since, of what is coming the plans."""
    state, membership = state_of(tables), next(iter(tables["memberships"]), NO_MEMBERSHIP)
    since, until = membership["since"], membership["until"]
    rows = {name: tables.get(name, []) for name in TABLES}
    if state == "left":
        rows |= {name: [] for name in ("uses", "use_logs", "indicators", "events", "survey")}
    people = {row["speaker"]: (row["role"], row["persons"] or 1) for row in rows["speakers"]}

    def mouth(row):
        """Who speaks in a row: a name, whether independent, for how many; None where nobody is heard."""
        role, persons = people.get(row["speaker"], ("other", 1))
        if row["source_kind"] in ("network_own", "third_party") or role in ("author", "network"):
            return None
        if number_of(row["date"]) > today:
            return None
        if role == "representative":
            return ("the representatives", False, 1)
        return (row["speaker"], role == "user", persons)

    # What people say of use.
    graded = [
        row
        for row in rows["excerpts"]
        if mouth(row)
        and row["criterion"] == "use"
        and row["tense"] in ("past", "present")
        and row["intensity"] is not None
        and not (state == "left" and until and number_of(row["date"]) <= number_of(until, end=True))
    ]
    said_of_use, decides = {}, []
    graded = once(graded, rows["excerpts"])
    for row in graded:
        said_of_use.setdefault(mouth(row), []).append((row["channel_id"], number_of(row["date"]), row["intensity"]))
    now, heads = [], []
    for who, said in said_of_use.items():
        _, independent, persons = who
        if only_certain and not independent:
            continue
        newest_by_channel = {}
        for channel, when, degree in said:
            newest_by_channel[channel] = max(newest_by_channel.get(channel, ((0, 0), -1)), (when, degree))
        last = max(when for when, _ in newest_by_channel.values())
        kept = {ch: (when, deg) for ch, (when, deg) in newest_by_channel.items() if when >= back(last, months)}
        now += [(channel, degree) for channel, (_, degree) in kept.items()]
        heads += [(max(degree for _, degree in kept.values()), list(kept.values()))] * persons
        told = [row for row in graded if mouth(row) == who]
        told = [row for row in told if kept.get(row["channel_id"]) == (number_of(row["date"]), row["intensity"])]
        named = {row["speaker"] for row in told}
        decides += [*told, *(row for row in rows["speakers"] if row["speaker"] in named)]

    # Surveys and attendance.
    questions = [
        row
        for row in rows["survey"]
        if row["question_id"].startswith("anv") and number_of(row["date"]) <= today and answers_in(row)
    ]
    if questions:
        chosen = max(questions, key=lambda row: (number_of(row["date"]), row["kind"] == "scale", row["question_id"]))
        decides.append(chosen)
        for degree, count in answers_in(chosen):
            heads += [(degree, [(number_of(chosen["date"]), degree)])] * count
    asked = [degree for degree, _ in heads]
    offered = {
        (row["date"], row["name"], row["persons"]): row
        for row in reversed(rows["events"])
        if row["persons"] is not None and number_of(row["date"]) <= today
    }
    attended = None
    if offered and not only_certain:
        newest = max(day for day, _, _ in offered)
        first = newest.replace(year=newest.year - 1) + date.resolution
        in_the_year = [persons for day, _, persons in offered if day >= first]
        decides += [row for (day, _, _), row in offered.items() if day >= first]
        share = Fraction(sum(persons > 0 for persons in in_the_year), len(in_the_year))
        degree = 0 if share == 0 else 1 if share < Fraction(1, 2) else 2 if share <= Fraction(3, 4) else 3
        heads.append((degree, [(number_of(newest), degree)]))
        attended = degree

    # The log: different rows in the last year of each.
    used = {
        tuple(sorted((name, str(cell)) for name, cell in row.items() if name not in ("use_id", "row"))): row
        for row in reversed(rows["uses"])
        if row["tense"] != "planned" and len(row["date_from"]) >= 7
    }.values()
    logs = []
    for row in rows["use_logs"]:
        if number_of(row["date_from"]) > today:
            continue
        last = min(row["date_to"] or AS_LATE, from_number(today))
        after = last + date.resolution
        first = max(row["date_from"], after.replace(year=after.year - 1))
        inside = [use for use in used if first <= as_day(use["date_from"]) <= last]
        uses = sum(1 if use["count"] is None else use["count"] for use in inside)
        whole = row["date_from"] <= after.replace(year=after.year - 1)
        logs.append((last, whole, uses, {use["channel_id"] for use in inside if use["count"] != 0}, [row, *inside]))
    years = sorted((log for log in logs if log[1]), key=lambda log: log[0])
    log = years[-1] if years else None
    short = [each for each in logs if not each[1] and each[2] >= 4]
    short = [each for each in short if log is None or (each[0] > log[0] and each[2] > log[2])]
    if short:
        log = max(short, key=lambda each: (each[2], each[0]))
    uses = log[2] if log else None
    decides += log[4] if log else []

    # Key figures.
    shares = {}
    for row in rows["indicators"]:
        if row["share"] is not None and (row["year"] or 0) <= year:
            shares.setdefault(row["set"], {})[row["year"] or 0] = row
    newest_rows = [by_year[max(by_year)] for by_year in shares.values()]
    newest_shares = [Fraction(row["share"]) for row in newest_rows]
    decides += newest_rows
    key = 0
    if newest_shares and not only_certain:
        key = 1 if max(newest_shares) < Fraction(1, 4) else 2 if max(newest_shares) <= Fraction(3, 4) else 3

    # Documents.
    fresh, stale = {}, {}
    documents = {row["document_id"]: row for row in rows["documents"]}
    for row in rows["uses"]:
        if row["kind"] != "document" or row["tense"] == "planned" or not row["document_id"]:
            continue
        start, stop = row["date_from"] or row["date_to"], row["date_to"] or row["date_from"]
        if start and number_of(start) > today:
            continue
        if start and since and number_of(stop, end=True) < number_of(since):
            continue
        if start and until and number_of(start) > number_of(until, end=True):
            continue
        document = documents[row["document_id"]]
        in_force = document["year_to"] is None or document["year_to"] * 12 + 12 >= today[0]
        lately = bool(stop) and number_of(stop, end=True) >= back(today, months)
        if only_certain and not (start and document["seen_by"] and (in_force or lately)):
            continue
        place = ("channel", row["channel_id"]) if row["channel_id"] else ("document", row["document_id"])
        (fresh if in_force or lately else stale).setdefault(place, []).append((row, document))
    traces = fresh
    if first_question(heads, uses, len(fresh), key) == "unknown":
        traces = stale

    use = first_question(heads, uses, len(traces), key)
    if state in COMING:
        plans = tables.get("candidates", [])
        use = max((planned(row) for row in plans), key=BY_WEIGHT.index, default="unknown")
        decides = [*plans, *tables.get("entry_requirements", [])]
        traces = {}

    # Things that are used.
    def place_of(channel):
        if not channel:
            return "nothing named"
        kinds = {row["channel_id"]: row["type"] for row in rows["channels"]}
        if kinds.get(channel) == "key_figures":
            return "key figures"
        return ("document", channel) if channel not in kinds and channel in documents else ("channel", channel)

    things = {place_of(channel) for channel, degree in now if degree >= 2}
    things |= {place_of(channel) for channel in (log[3] if log else ())}
    things |= {place if place[0] == "document" else place_of(place[1]) for place in traces}
    things |= {"key figures"} if key >= 2 else set()

    # What people say of each without the membership.
    answered = [row for row in rows["excerpts"] if mouth(row) and row["without_membership"] != ""]
    said, spoken = {}, {}
    for row in once(answered, rows["excerpts"]):
        name, independent, persons = mouth(row)
        word = row["without_membership"]
        if word != "unknown" and (independent or not only_certain):
            place, this = place_of(row["channel_id"]), (word, number_of(row["date"]), persons)
            before = said.setdefault(place, {}).get(name)
            if before is None or (this[1], WORST[word]) > (before[1], WORST[before[0]]):
                said[place][name] = this
            spoken.setdefault((place, name, *this[:2]), set()).add(row.get("row"))

    if state in (*COMING, "left"):
        # All that it offers, and whatever anybody has said anything of.
        spoken_of = {place_of(row["channel_id"]) for row in once(answered, rows["excerpts"])}
        things = {place_of(row["channel_id"]) for row in rows["channels"]} | spoken_of

    words = set()
    for thing in things:
        if thing in said:
            words.add(max((word for word, _, _ in said[thing].values()), key=WORST.get))
        elif only_certain:
            words.add("not known")
        elif any(place_of(each) == thing or each == "alfa" for row in rows["alternatives"] for each in row["replaces"]):
            words.add("same")
        else:
            doors = {row["open_to_nonmembers"] for row in rows["channels"] if place_of(row["channel_id"]) == thing}
            words.add("not_at_all" if doors == {"no"} else "not known")

    of_things = ("unknown", False)
    if words & {"worse", "not_at_all"}:
        of_things = ("yes", False)
    elif "slower" in words:
        of_things = ("yes", True)
    elif words == {"same"} or (use == "no" and not things and state not in (*COMING, "left")):
        of_things = ("no", False)
    loss, slower = ("unknown", False) if use == "unknown" else of_things
    newest = {place: [(place, name, word, day) for name, (word, day, _) in of.items()] for place, of in said.items()}
    return {
        "said_by": {place: set().union(*(spoken[each] for each in of)) for place, of in newest.items()},
        "use": use, "loss": loss, "slower": slower, "of_things": of_things, "heads": heads, "things": things, "said": said,
        "traces": len(traces if traces is fresh else ()), "asked": asked, "attended": attended, "figures": key if newest_shares else None,
        "documents": {document["document_id"] for uses_of in traces.values() for _, document in uses_of},
        "rows": {row["row"] for row in (*decides, *(row for pairs in traces.values() for pair in pairs for row in pair))
                 if "row" in row},
        "log": (uses, number_of(log[0]) if log else (0, 0), bool(log and log[1])),
    }  # fmt: skip


def planned(row):
    """Of one purpose of a network that is not joined."""
    purpose, who, hours = row["purpose"], row["person_role"], row["hours"]
    if purpose and who and hours:
        return "yes"
    if hours == 0 and not who:
        return "no"
    return "partly" if purpose or who or hours is not None else "unknown"


def first_question(heads, uses, documents, key):
    everybody, often, hardly = len(heads), sum(d >= 3 for d, _ in heads), sum(d <= 1 for d, _ in heads)
    if not everybody and uses is None and not documents and key < 2:
        return "unknown"
    enough_people = (often >= 2 and Fraction(often, everybody) >= Fraction(1, 3) and often > hardly) or (
        often == 1 and everybody <= 3 and hardly == 0
    )
    few_against = everybody == 0 or Fraction(hardly, everybody) <= Fraction(1, 3)
    if uses is not None and uses >= 12:
        return "yes"
    if not (uses is not None and uses < 4) and (enough_people or ((documents or key == 3) and few_against)):
        return "yes"
    if documents or key >= 2 or (uses is not None and uses >= 4):
        return "partly"
    if all(d < 2 for d, _ in heads):
        return "no"
    if not often and everybody >= 3 and Fraction(hardly, everybody) >= Fraction(2, 3):
        return "no"
    return "partly"


def once(rows, every):
    """The rows without those that repeat one that is among them; where they repeat each other the first by name stays."""
    leads = {row["excerpt_id"]: row["same_as"] for row in every}
    present = {row["excerpt_id"] for row in rows}

    def reached(name):
        seen, name_now = [], leads.get(name, "")
        while name_now in leads and name_now not in seen:
            seen.append(name_now)
            name_now = leads[name_now]
        return seen

    kept = []
    for row in rows:
        name = row["excerpt_id"]
        others = [each for each in reached(name) if each in present and each != name]
        ring = [each for each in others if name in reached(each)]
        if not [each for each in others if each not in ring or each < name]:
            kept.append(row)
    return kept


AS_LATE = date(9999, 1, 1)


def from_number(day):
    year, month = divmod(day[0] - 1, 12)
    return date(year, month + 1, day[1])


def as_day(text):
    parts = [int(part) for part in text.split("-")]
    return date(*parts, *[1] * (3 - len(parts)))


def answers_in(row):
    """Each degree with how many gave it."""
    if row["kind"] == "scale":
        return [(degree, count) for degree, count in enumerate(row["counts"]) if count]
    return [(degree, count) for degree, count in ((0, row["counts"][0]), (2, row["counts"][1])) if count]
