"""Invented texts with and without personal data, to measure the search against.

No number here is anybody's. Personal numbers have a birth year in 1800–1839 (the numbers began in 1947), or the birth
number 000 (which is never given out). Telephone numbers are from the series that PTS keeps for books and films. Mail
addresses end in the domains kept for examples. Streets and names are put together by chance.
"""

from itertools import cycle

Sample = tuple[str, str]
"""The kind of personal data ("" for a look-alike) and the text."""

_DAYS = (
    "180102",
    "180229",
    "180430",
    "181212",
    "181511",
    "182006",
    "182231",
    "182503",
    "182808",
    "183001",
    "183615",
    "183909",
)
_BIRTHDAYS = (
    "18010203", "18040229", "18070430", "18121212", "18151101", "18200606",
    "18221231", "18250308", "18280817", "18300101", "18361015", "18390909",
)  # fmt: skip
_AROUND = (
    "{}",
    "Hon har {} enligt registret.",
    "Intervjuad: kommunekologen ({}).",
    "Frågan ställdes av någon med personnummer {}, men svaret uteblev.",
    "Uppgiften lämnades per telefon; {}",
    "pnr {}: vill vara anonym",
    "Mötet 2025-03-12 leddes av {}.",
    "»{}« stod det i marginalen",
)
_PHONES = (
    "070-174 06 05", "0701740611", "070 174 06 23", "070-1740631", "070/174 06 42", "+46 70 174 06 55", "+46701740663",
    "0046 70 174 06 71", "+46 (0)70-174 06 82", "070 17 40 691", "070–174 06 98", "08-465 004 12", "08-46 50 04 23", "08 465 004 31",
    "(08) 465 004 42", "+46 8 465 004 53", "+46(0)8-465 004 64", "031-390 06 15", "031-39 00 626", "+46 31 390 06 37",
    "040-628 04 11", "040-62 80 423", "0046 40 628 04 35", "0980-319 212", "0980-31 92 23", "+46 980 31 92 34",
    "tel 0701740645", "mobil: 070-174 06 56", "+47 22 12 34 56", "+358 40 123 45 67", "+45 20 12 34 56", "+44 20 7946 0958",
)  # fmt: skip
_PHONE_TEXTS = (
    "{}",
    "Ring {} för mer information.",
    "Kontaktuppgift: {}",
    "Hon nås på {} efter klockan 15.",
    "(tfn {})",
)
_MAILS = (
    "anna.lindqvist@example.com", "a.lindqvist@kommun.example", "per-olof.berg@kommun.example", "ALVA.NORD@EXAMPLE.COM",
    "mohammed_hassan@example.org", "erik.s@huddinge.example", "karin1973@example.net", "åsa.öberg@example.se",
    "lindqvist+nat@example.com", "x.y.z@sub.kommun.example", "anna.lindqvist(at)example.com", "bo.ek [at] example.com",
    "bo.ek(snabel-a)example.com", "johan.lund@region.example", "svea@example.com", "kim.dahl@mail.kommun.example",
)  # fmt: skip
_MAIL_TEXTS = ("{}", "Skriv till {}.", "Svar: <{}>", "mailto:{}", "Källa: mejl från {}, 2025-02-11")
_ADDRESSES = (
    "Exempelgatan 12", "Björkvägen 3 B", "Påhittade gränd 7", "Kungsbacken 14", "Södra allén 2A", "Tor Bergs väg 19",
    "Lilla Torps gata 114", "c/o Lindqvist", "Nya Solens stig 5", "Älgstigen 44", "Norra Esplanaden 8", "Ängsvägen 21 C",
    "Herrgårdsvägen 6", "Lingonslingan 31", "Bryggargränden 1", "Kvarntorget 9", "Västra Strandgatan 17 D", "Hamnkajen 3",
)  # fmt: skip
_ADDRESS_TEXTS = ("Bor på {}.", "{}, 141 00 Huddinge", "Skickas hem till {}", "adress: {}")
_NAMES = (
    "Anna Lindqvist", "Erik Sandström", "Fatima Al-Hassan", "Karl-Johan Berg", "Åsa Öberg", "Nguyen Thi Lan", "Maria von Essen",
    "Lars Erik Palm", "Ulla-Britt Ek", "Goran Petrovic", "Kim Dahl", "Siv Nordgren",
)  # fmt: skip
_NAME_TEXTS = (
    "Miljöstrateg {} svarade för kommunen.",
    "Enligt kommunekologen {} används listan ofta.",
    "{}, hållbarhetssamordnare, deltog.",
    "Samtal med enhetschefen {}.",
    "Nämndens ordförande {} frågade om kostnaden.",
    "Kontaktperson: {}",
    "{} (miljöchef) tycker att nätverket är bra.",
    "vår representant {} var på mötet",
    "Projektledaren, {}, var borta.",
)
_SPEECH_TEXTS = ("{} säger att nyhetsbrevet läses.", "Så berättar {} om nätverket.", "Intervju med {} 2025.")
_GIVEN_ALONE = (
    "miljöstrategen Anna läser allt", "vår samordnare Fatima är nöjd", "chefen Erik vill vänta", "Handläggaren Karin skrev ned det.",
    "kommunekologen Lars deltog", "ledamoten Åsa reserverade sig",
)  # fmt: skip


_AWKWARD = (
    ("name", "miljöstrategen, som heter Anna Lindqvist, läser allt"),
    ("name", "hon som är ekolog, Anna L., läser allt"),
    ("name", "ANNA LINDQVIST, MILJÖSTRATEG"),
    ("name", "anna lindqvist (miljöstrateg)"),
    ("name", "miljöstrateg A. Lindqvist"),
    ("identity_number", "1812 12 12 - 12 12"),
    ("identity_number", "18121212.1212"),
    ("phone", "nås på 070-174-06-05"),
    ("phone", "noll sjuttio, sjutton fyra noll sex noll fem"),
    ("phone", "08/46500412"),
    ("phone", "(070) 174 06 05"),
    ("email", "anna punkt lindqvist snabela example punkt com"),
    ("email", "anna.lindqvist @ example.com"),
    ("address", "bor i det gula huset på Exempelgatan tolv"),
    ("address", "exempelgatan 12"),
)
"""Written so that a person understands and a rule may not; they show where the search ends."""


def checked(nine: str) -> str:
    """Nine digits and the one that makes Luhn's sum even."""
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(nine))
    return nine + str(-total % 10)


def _identity_numbers() -> list[Sample]:
    around, samples = cycle(_AROUND), []
    for number, day in enumerate(_BIRTHDAYS):
        century, short = day[:2], day[2:]
        ten = checked(short + f"{100 + 37 * number:03}")
        never = checked(short + "000")
        later = checked(f"{short[:4]}{int(short[4:]) + 60}" + f"{200 + 41 * number:03}")
        dashed = f"{century}{short[:2]}-{short[2:4]}-{short[4:]}"
        for kind, written in (
            ("identity_number", century + ten),
            ("identity_number", f"{century}{ten[:6]}-{ten[6:]}"),
            ("identity_number", f"{century}{ten[:6]} {ten[6:]}"),
            ("identity_number", f"{dashed}-{ten[6:]}"),
            ("identity_number", f"{never[:6]}-{never[6:]}"),
            ("identity_number", f"{never[:6]}+{never[6:]}"),
            ("identity_number", f"{never[:6]}–{never[6:]}"),
            ("identity_number", never),
            ("coordination_number", century + later),
            ("coordination_number", f"{century}{later[:6]}-{later[6:]}"),
        ):
            samples.append((kind, next(around).format(written)))
    hidden = "1812\u200b1212-1212"
    return [
        *samples,
        ("identity_number", "18900101-9802"),
        ("identity_number", hidden),
        ("identity_number", "１８１２１２１２-１２１２"),
    ]


def positives() -> list[Sample]:
    """Texts with one piece of personal data each."""
    samples = _identity_numbers()
    for kind, values, texts in (
        ("phone", _PHONES, _PHONE_TEXTS),
        ("email", _MAILS, _MAIL_TEXTS),
        ("address", _ADDRESSES, _ADDRESS_TEXTS),
        ("name", _NAMES, _NAME_TEXTS),
    ):
        for number, value in enumerate(values):
            chosen = (texts[number % len(texts)], texts[(number + 1) % len(texts)])
            samples += [(kind, text.format(value)) for text in chosen]
    samples += [("name", text.format(name)) for name in _NAMES[:5] for text in _SPEECH_TEXTS]
    samples += [("name", text) for text in _GIVEN_ALONE]
    samples += _AWKWARD
    return list(dict.fromkeys(samples))


_CASE_NUMBERS = (
    "KS-2025/475", "KS kka 96/445.829", "KSN-2024/000123", "MHN 2023-1812", "dnr 2019/1234-5", "MSN/2022:118", "BUN-2021/0412-7",
    "KS/2025-0475", "2025-475-KS", "§ 112, 2024-05-21", "N2022/01812", "M2021/01212-3", "LST-2024-121212", "dnr 25-1812-3",
    "SOU 2018:12", "prop. 2020/21:1212", "SFS 2009:400", "PTSFS 2018:5", "RiR 2023:8", "Ds 2019:18",
)  # fmt: skip
_CASE_TEXTS = ("{}", "Ärendet har diarienummer {}.", "Se {}, sidan 12.", "Källa: {}, Slutsats")
_ORGANISATIONS = (
    "212000-0068", "212000-0142", "802002-4769", "802400-1233", "556016-0680", "556703-7485", "165560160680", "16212000-0068",
    "202100-4441", "232100-0016", "969600-1234", "SE212000006801", "222000-0315", "556000-4615",
)  # fmt: skip
_ORGANISATION_TEXTS = ("Organisationsnummer {}", "Föreningen ({}) fakturerar i mars.")
_DATES = (
    "2025-04-01", "1 april 2025", "20250401", "2025-04-01 – 2026-05-30", "01/04/2025", "2025-04-01 12:30", "250401", "v. 12 2025",
    "2022–2025", "1996-06-12", "20250401-20260530", "2025-04", "april 2025", "202504011230", "2024/25", "kl. 10.15–12.00",
    "08-09-2025", "2025-04-01--2025-04-30",
)  # fmt: skip
_SUMS = (
    "38 291,20 kr", "+5 715 kr", "114 304 invånare", "0,30 kr per invånare", "1 234 567 890 kr", "8501010009 kr", "10 551 707",
    "40 000", "cirka 40 000 kr", "±300 kr", "49 000,00 SEK", "0,4–0,6", "4 000 + 0,30 × 114 304", "12 345 678 kronor", "+46 000 000 kr",
    "070 000 kr", "0 700 123 kr", "3 500 000,50 euro", "+100 000 000 kr", "46 procent", "1 001 vägningar", "290 kommuner",
)  # fmt: skip
_SWITCHBOARDS = (
    "08-535 300 00", "08-508 00 000", "031-365 00 00", "040-34 10 00", "010-698 10 00", "+46 8 535 300 00", "020-12 34 56", "0771-793 336",
    "växel 0980-319 212", "kontaktcenter: 08-465 004 12", "telefonväxeln 031-390 06 15", "Kundtjänst 040-628 04 11", "112", "1177", "113 13",
    "receptionen, 08-465 004 31", "077-456 78 00", "0200-21 43 00",
)  # fmt: skip
_MAILBOXES = (
    "info@example.com", "kommun@huddinge.example", "huddinge@huddinge.example", "registrator@example.com", "kansliet@sekom.example",
    "servicecenter@kommun.example", "miljonamnden@kommun.example", "klimat-kontoret@kommun.example", "press.info@example.com",
    "kommunstyrelsen@kommun.example", "noreply@example.com", "bygglov.kontoret@kommun.example", "@huddinge", "kommun@", "100 @ 4 kr",
    "https://cdn.jsdelivr.net/npm/vega-lite@6.4.1?noext", "vega-lite@6.1.0", "npm/three@0.150.0/build/three.min.js", "react@18.2.0-rc.1",
    "plotly.js-dist@v2.35.2", "lodash@4.17.21.min.js", "vega@6?noext", "openpyxl@3.1.5",
)  # fmt: skip
_PLACES = (
    "Riksväg 73", "länsväg 226", "väg 259", "E4", "Huddingevägen", "handlingsplan 2030", "Översiktsplan 2050", "Agenda 2030", "141 85 Huddinge",
    "Kommunhuset, Kommunalvägen 28", "Besöksadress: Exempelgatan 12", "Stadshuset på Torggatan 4", "Gatan 2024", "Cykelväg 5",
    "Miljövägen framåt", "stadsdelen Flemingsberg 2025", "detaljplan 14", "kvarteret 12", "Klimatvägen 2045", "steg 3 av 4", "Torget",
    "biblioteket, Norra Esplanaden 8", "Skolgatan byggs om", "vägen 2030",
)  # fmt: skip
_ROLES = (
    "ordförande i Klimatkommunerna", "samordnare Region Stockholm", "kommunens miljöstrateg", "Sveriges Ekokommuner, ordförande",
    "representant Sveriges Kommuner och Regioner", "Klimat- och stadsmiljönämndens ordförande", "handläggare Huddinge kommun",
    "Kommunstyrelsens ordförande fick uppdraget", "miljöstrategerna i Huddinge", "enligt Klimatkommunerna", "säger Sveriges Ekokommuner",
    "Intervju med Klimat- och stadsmiljönämnden", "Enligt Sveriges Miljömål nås målet inte", "projektledaren Klimatkommunerna",
    "chefen för Miljö- och bygglovsförvaltningen", "nätverkets samordnare", "en ledamot", "Miljöstrateg, Huddinge", "Gröna Nyckeltal anser många",
    "förvaltningschefen", "kontaktperson saknas", "representant: uppgift saknas", "experter Climate Alliance", "specialist (Energi)",
    "utredare Naturvårdsverket", "samordnaren tycker att Fairtrade City är bra", "konsulten Svenskt Vatten", "Enligt Region Skåne är det dyrt",
    "ordföranden: Det var bra", "ansvarig Kommunen Själv",
)  # fmt: skip
_OTHER_NUMBERS = (
    "ISBN 978-91-7000-000-7", "bankgiro 5050-1055", "plusgiro 90 19 50-6", "version 2.10.1234", "192.168.101.254", "59.2379, 17.9819",
    "kommunkod 0126", "SSYK 2182", "N00935", "U23401", "https://example.com/artikel/202504011234567", "sid. 12–14", "kap. 4 § 12",
    "000007SF", "punkt 1.2.3", "5–2–1", "850230-1234", "991301-1234", "19850101-1235", "180102-0001", "18010203-1111", "sha256 a8501010009b",
    "ÅÅMMDD-NNNN", "123456789012345", "0126-2025-01", "rad 14 kolumn 3", "3 av 5 (60 %)", "10–20–30–40", "2025:4", "nr 18121212",
)  # fmt: skip


def look_alikes() -> list[Sample]:
    """Texts that resemble personal data and are none."""
    texts = [text.format(number) for number in _CASE_NUMBERS for text in _CASE_TEXTS]
    texts += [text.format(number) for number in _ORGANISATIONS for text in _ORGANISATION_TEXTS]
    texts += [text.format(day) for day in _DATES for text in ("{}", "Mötet den {} hölls digitalt.")]
    texts += [text.format(amount) for amount in _SUMS for text in ("{}", "Det blir {} om året.")]
    texts += [text.format(number) for number in _SWITCHBOARDS for text in ("{}", "Ring {}.")]
    texts += [text.format(box) for box in _MAILBOXES for text in ("{}", "Skriv till {} först.")]
    texts += [*_PLACES, *_ROLES, *_OTHER_NUMBERS]
    return [("", text) for text in dict.fromkeys(texts)]
