"""What each table and column is for, in Swedish, for the one who fills it in."""

TABLES = {
    "municipalities": "Kommuner och deras koder. Sveriges 290 finns redan.",
    "population": "Folkmängd den 31 december. Alla kommuners finns redan till och med 2025.",
    "networks": "Vad nätverken är. Fyll i ett nätverk som saknas i data/reference/networks.csv.",
    "network_years": "Hur många medlemmar nätverken har haft, år för år. Olika källor får olika rader.",
    "fees": "Avgiftsregler. En rad för varje del av avgiften och varje tid som regeln gäller.",
    "exchange_rates": "Växelkurser, för avgifter i annan valuta. En rad för varje dag som en kurs gäller.",
    "tax_base": "Medelskattekraften i riket, för avgifter som räknas på den.",
    "price_index": "Prisindex, för att räkna om äldre avgifter.",
    "themes": "Vad nätverken arbetar med: ett tema på varje rad, för att se vad de har gemensamt.",
    "key_figures": "Nätverkets egna nyckeltal, och deras motsvarighet i Kolada.",
    "memberships": "Kommunens medlemskap: en rad för varje nätverk.",
    "decisions": "Beslut, uppdrag och förslag om medlemskapen, i den ordning som de kom.",
    "speakers": "De som har intervjuats eller uttalat sig, med beteckning i stället för namn.",
    "documents": "Styrdokument, till exempel miljöprogram och handlingsplaner.",
    "channels": "Vad nätverken erbjuder: webbplats, e-postlista, träffar och annat.",
    "uses": "Tillfällen då nätverket har använts, beskrivna eller räknade.",
    "use_logs": "Vilka tider som all användning har skrivits upp i tabellen uses.",
    "events": "Det som nätverket har bjudit in till, och hur många från kommunen som kom.",
    "overlaps": "Om ett annat nätverk också hade kunnat ge det som en användning gav.",
    "survey": "Svar på en enkät, räknade: ingen rad är en person.",
    "indicators": "Hur stor del av nätverkets nyckeltal som kommunen själv följer upp.",
    "excerpts": "Uttalanden ur intervjuer och dokument: ett uttalande av en person om ett nätverk på varje rad.",
    "network_members": "Vilka kommuner och regioner som är med i nätverken, så långt det är känt.",
    "peer_decisions": "Vad andra kommuner har föreslagit eller beslutat om samma nätverk.",
    "entry_requirements": "Vad nätverken kräver av nya medlemmar, ett krav på varje rad, och om kommunen uppfyller det.",
    "alternatives": "Det som kan ersätta ett medlemskap utan att vara ett nätverk som rapporten utvärderar.",
    "candidates": "Vad nätverk som kommunen kan gå med i ska användas till, av vem och med hur mycket tid.",
    "time_log": "Arbetstid för medlemskapet, per nätverk och år.",
    "privacy_exceptions": "Ord som liknar personuppgifter men inte är det, och egna siffror i texten. Varje rad kräver ett skäl.",
}

COMMON = {
    "source": "Var uppgiften kommer ifrån: dokument och avsnitt, webbadress eller ”intervju”.",
    "source_date": "När källan skrevs eller lästes: 2026, 2026-03 eller 2026-03-15.",
    "status": "Hur säker uppgiften är.",
    "note": "Det som en läsare bör veta. Anteckningar om avgifter och beslut trycks i rapporten.",
    "network_id": "Nätverkets id ur data/reference/networks.csv, till exempel klimatkommunerna.",
    "date": "När: 2026, 2026-03 eller 2026-03-15. Tomt om det inte är känt.",
    "text": "Innehållet, med egna ord.",
    "year": "Årtal med fyra siffror.",
    "channel_id": "Kanalens id ur tabellen channels. Tomt om det inte gäller någon kanal.",
    "document_id": "Dokumentets id ur tabellen documents.",
    "decision_id": "Beslutets id, till exempel b1.",
    "speaker": "Beteckning som S1, aldrig ett namn. Vem det är antecknas på annan plats.",
    "name": "Namnet.",
    "persons": "Antal personer. Tomt om det inte är känt.",
    "hours": "Timmar, med decimalkomma.",
    "set": "Nyckeltalsuppsättningens namn.",
    "code": "Kommunkod, fyra siffror, eller regionens två.",
    "since": "Från när: 2026, 2026-03 eller 2026-03-15.",
    "until": "Till när. Tomt om det pågår.",
    "reason": "Skälet.",
    "vintage": "Vilken utgåva av statistiken.",
    "passage": "Filen som uttalandet är inläst från, och var i den; låt numret efter # stå. Tomt för det som är skrivet för hand.",
    "review": "Det som är inläst är att granska, och det som behöver ett nytt svar är att fråga igen. Raden används när du har "
    "skrivit godkänd eller tömt cellen. Avvisad: den används inte.",
}

COLUMNS = {
    "municipalities": {"county_code": "Länskod, två siffror.", "type": "Kommun eller region."},
    "population": {
        "inhabitants": "Antal invånare den 31 december.",
        "kind": "Utfall eller prognos.",
    },
    "networks": {
        "network_id": "Ett kort id som du hittar på: små bokstäver a–z, siffror och understreck.",
        "name": "Nätverkets fulla namn.",
        "short": "Kortnamn, som står i tabeller och diagram.",
        "founded": "Året då nätverket bildades.",
        "org_types": "Vilka som kan vara medlemmar.",
        "scope": "Var nätverket verkar, till exempel Sverige.",
        "profile": "Vad nätverket säger om sig självt, med egna ord.",
        "entry_requirement": "Vad som krävs för att bli medlem.",
        "website": "Webbadress.",
        "entry_process": "Hur det går till att bli medlem: ansökan, prov, vem som beslutar.",
        "reentry": "Vad som gäller för den som har lämnat och vill komma tillbaka.",
        "source_kind": "Vem beskrivningen kommer från.",
    },
    "network_years": {
        "members": "Antal medlemmar.",
        "qualifier": "Om antalet är exakt eller ungefärligt.",
        "engagement": "Engagemanget: \N{MINUS SIGN}1 minskar, 0 oförändrat, 1 ökar. Tomt om ingen har sagt något.",
        "said_by": "Vem som säger det.",
    },
    "fees": {
        "member_type": "Kommun eller region: regeln gäller den sortens medlem.",
        "valid_from": "Första dagen som regeln gäller. Regeln den 1 januari avgör årets avgift.",
        "valid_to": "Sista dagen. Tomt om regeln gäller tills vidare.",
        "part": "Delens namn, till exempel medlemsavgift. Har avgiften flera delar läggs de ihop.",
        "fixed_sek": "Fast belopp. 0 om det inte finns något.",
        "per_inhabitant_sek": "Belopp per invånare, till exempel 0,30. 0 om det inte finns något.",
        "member_class": "Klassen som nätverket delar in medlemmarna i. Tomt om alla betalar lika.",
        "tax_base_permille": "Promille av medelskattekraften för varje invånare. Tomt om avgiften inte räknas så.",
        "tax_base_reference": "Vilket års medelskattekraft avgiften räknas på.",
        "undefined": "Vad källan lämnar öppet. En sådan rad har inget belopp.",
        "floor_sek": "Lägsta avgift. Tomt om ingen finns.",
        "cap_sek": "Högsta avgift. Tomt om ingen finns.",
        "cap_inhabitants": "Det antal invånare som avgiften högst räknas på. Tomt om inget finns.",
        "tier_from": "Första antalet invånare i ett steg av en trappa. Tomt om det inte är en trappa.",
        "tier_to": "Sista antalet invånare i steget. Tomt i det översta.",
        "currency": "Valuta.",
        "vat": "Om moms läggs på avgiften.",
        "pop_reference": "Vilket års folkmängd avgiften räknas på.",
        "entry_fee_sek": "Inträdesavgift, som betalas en gång. Tomt om den inte är känd, 0 om det inte finns någon.",
        "reentry_share": "Hur stor del av inträdesavgiften den betalar som kommer tillbaka: hälften är 0,5.",
    },
    "exchange_rates": {"currency": "Valuta.", "date": "Dagen som kursen gäller.", "sek": "Kronor för en enhet."},
    "tax_base": {"sek_per_inhabitant": "Medelskattekraften i kronor per invånare."},
    "price_index": {"index": "Indexets namn.", "value": "Indexets värde."},
    "key_figures": {
        "number": "Nyckeltalets nummer i uppsättningen.",
        "name": "Nyckeltalets namn.",
        "kolada_id": "Id i Kolada, till exempel N00401.",
        "in_kolada": "Om måttet finns i Kolada.",
    },
    "memberships": {
        "since": "När kommunen blev medlem: 2026, 2026-03 eller 2026-03-15.",
        "until": "När medlemskapet upphörde. Tomt om det pågår.",
        "state": "Om kommunen är medlem, kan gå med, har ansökt, har lämnat eller har avstått.",
        "fee_period_start": "Första dagen i ett avgiftsår, till exempel 2026-01-01. Tomt om den inte är känd.",
        "notice_months": "Uppsägningstid i månader.",
        "decision_id": "Beslutet om medlemskapet, ur tabellen decisions.",
        "stated_fee_sek": "Avgiften enligt kommunens egna handlingar, avrundad. Den jämförs med regeln.",
        "fee_class": "Kommunens klass i nätverkets avgiftsregel. Tomt om alla betalar lika.",
        "stated_fee_year": "Året som den avgiften gäller.",
    },
    "decisions": {
        "body": "Vem som beslutade eller föreslog: nämnd, styrelse eller förvaltning.",
        "case_number": "Diarienummer.",
        "kind": "Vad det är.",
        "network_id": "Nätverkets id; gäller beslutet flera skrivs semikolon mellan dem. both: alla som utvärderas.",
        "text": "Vad som beslutades, i en mening.",
        "on_recommendation_of": "På vems förslag.",
        "due_date": "Sista dag, om beslutet satte någon.",
    },
    "speakers": {
        "source": "Varifrån det som personen säger kommer, till exempel ”intervju”. Tomt: personens egen uppgift.",
        "description": "Rollen, till exempel ”kommunens representant i nätverket”. Aldrig ett namn.",
        "network_id": "Nätverket som personen företräder kommunen i. Tomt om inget.",
        "network_representative": "Om personen företräder kommunen i nätverket. Behövs inte när kolumnen role är ifylld.",
        "role": "Om den som talar företräder kommunen i nätverket, använder det, skrev utvärderingen eller hör till nätverket.",
    },
    "documents": {
        "document_id": "Ett kort id som du hittar på, till exempel d1.",
        "type": "Vad för slags dokument.",
        "year_from": "Första året som dokumentet gäller.",
        "year_to": "Sista året.",
        "seen_by": "Beteckning på den som själv har sett spåret i dokumentet, till exempel K1. Tomt om ingen har det.",
    },
    "channels": {
        "channel_id": "Ett kort id som du hittar på, till exempel k-webb.",
        "type": "Vad för slags kanal.",
        "name": "Kanalens namn, som det ska stå i rapporten.",
        "open_to_nonmembers": "Om den som inte är medlem når kanalen.",
        "feature": "Vad som utmärker den.",
    },
    "uses": {
        "use_id": "Ett kort id som du hittar på, till exempel u1.",
        "date_from": "Från när: 2026, 2026-03 eller 2026-03-15.",
        "date_to": "Till när.",
        "kind": "Vad nätverket användes till.",
        "document_id": "Styrdokumentet, om användningen gällde ett.",
        "count": "Antal gånger, om någon har räknat.",
        "count_words": "Orden om hur ofta, om ingen har räknat: ”ofta”, ”cirka hälften”.",
        "tense": "Om det har hänt, pågår eller planeras.",
    },
    "themes": {"theme": "Temat, med samma ord för samma sak i alla nätverk."},
    "use_logs": {
        "date_from": "Första dagen som all användning skrevs upp.",
        "date_to": "Sista dagen. Tomt om loggen fortfarande förs.",
        "how": "Hur loggen fördes.",
    },
    "events": {
        "event_id": "Ett kort id som du hittar på, till exempel h1.",
        "date": "Dagen, som 2026-03-15.",
        "name": "Vad det var, till exempel seminarium.",
        "persons": "Hur många från kommunen som kom. 0 om ingen kom, tomt om det inte är antecknat.",
    },
    "overlaps": {
        "use_id": "Användningens id ur tabellen uses.",
        "network_id": "Det andra nätverkets id.",
        "met": "Om det nätverket också hade kunnat ge det.",
    },
    "survey": {
        "date": "När svaren kom: 2026, 2026-03 eller 2026-03-15.",
        "question_id": "Ett kort id för frågan, samma från år till år.",
        "question": "Frågan, som den trycks i rapporten.",
        "kind": "Om svaret är 0–4 eller ja och nej.",
        "users": "Hur många som använder nätverket, alla räknade.",
        "asked": "Hur många som fick frågan.",
        "count_0": "Hur många som svarade 0, eller nej.",
        "count_1": "Hur många som svarade 1, eller ja.",
        "count_2": "Hur många som svarade 2.",
        "count_3": "Hur många som svarade 3.",
        "count_4": "Hur många som svarade 4.",
    },
    "indicators": {
        "size": "Hur många nyckeltal uppsättningen har.",
        "in_own_followup": "Hur många av dem som kommunen själv följer upp.",
        "share": "Andelen, 0–1, om antalet inte är känt: hälften är 0,5.",
        "share_low": "Lägsta rimliga andel.",
        "share_high": "Högsta rimliga andel.",
        "share_words": "Orden i källan, till exempel ”cirka hälften”.",
    },
    "excerpts": {
        "date": "När det sades: 2026, 2026-03 eller 2026-03-15. Utan datum bekräftar uttalandet ingenting.",
        "excerpt_id": "Ett kort id som du hittar på, till exempel e01. Tomt: radens nummer, som rad7.",
        "network_id": "Nätverkets id. Gäller uttalandet flera skrivs semikolon mellan dem: klimatkommunerna;sekom.",
        "text": "Uttalandet. Med egna ord, om den som talar inte har godkänt att bli citerad.",
        "form": "Ordagrant eller med egna ord. Tomt: med egna ord.",
        "theme": "Ämnet, till exempel klimat. Får lämnas tomt.",
        "criterion": "Vad uttalandet säger något om.",
        "valence": "\N{MINUS SIGN}1 emot, 0 varken eller, 1 för. Tomt: varken eller.",
        "intensity": "Hur mycket: 0 används inte, 1 mycket litet, 2 ibland, 3 ofta, 4 löpande. Tomt om inget sägs.",
        "cause": "Orsaken till låg användning. Tomt: ingen orsak angiven.",
        "tense": "Om det gäller det som varit, det som är eller det som planeras. Tomt: det som är.",
        "certainty": "Hur bestämt det sägs. Tomt: bestämt.",
        "source_kind": "Vems ord det är. Det som nätverket säger om sig självt betygsätts aldrig. Tomt: det följer av vem som talar.",
        "channel_id": "Kanalens id ur tabellen channels, ett dokuments id eller key_figures. Tomt om det inte gäller någon.",
        "speaker": "Beteckningen ur tabellen speakers. Tomt för nätverkets egna ord.",
        "coder": "Beteckning på den som kodade, till exempel K1. Tomt: den som står i parametrarna.",
        "same_as": "Id för ett annat uttalande som det här upprepar. Raden visas, och räknas en gång.",
        "without_membership": "Hur det som används skulle gå utan medlemskapet. Tomt om ingen har sagt något.",
        "source": "Var uppgiften kommer ifrån. Tomt: det som står för den som talar.",
        "status": "Hur säker uppgiften är. Tomt: belagd.",
        "intensity_coder2": "Graden enligt en andra person som kodar utan att se den första.",
        "consent": "Vad den som talar har godkänt.",
    },
    "network_members": {"code": "Medlemmens kommunkod, fyra siffror, eller regionens två."},
    "peer_decisions": {
        "code": "Kommunkod, fyra siffror, för den som beslutade.",
        "decision": "Vad som föreslogs eller beslutades.",
        "stage": "Om det är ett förslag, ett beslut eller något som någon annan uppger.",
    },
    "entry_requirements": {
        "demand": "Kravet. Egna rader om ett nätverk gäller i stället för de gemensamma: skriv alla krav.",
        "state": "Om kommunen uppfyller kravet. Tomt: inte undersökt.",
        "text": "Hur kravet är uppfyllt, eller vad som saknas.",
    },
    "alternatives": {
        "id": "Ett kort id som du hittar på, till exempel a1.",
        "name": "Vad det är, till exempel ett köpt verktyg.",
        "kind": "Verktyg, nätverk utan avgift, egen arbetstid eller pengarna till annat.",
        "replaces": "Vad det skulle ersätta: id för kanaler, användningar, dokument eller nätverk, med semikolon emellan.",
        "cost_sek": "Kostnad i kronor om året. 0 om det är gratis, tomt om den inte är känd.",
        "hours": "Egen arbetstid i timmar om året.",
        "text": "Det som en läsare bör veta.",
    },
    "candidates": {
        "purpose": "Vad nätverket ska användas till. Tomt om ingen har sagt det.",
        "person_role": "Rollen hos den som ska använda det, aldrig ett namn.",
        "hours": "Timmar om året som är avsatta.",
    },
    "time_log": {
        "hours": "Arbetstimmar under året.",
        "hourly_cost_sek": "Vad en timme kostar, om det är känt.",
        "travel_sek": "Resor och boende för medlemskapet, i kronor.",
        "how": "Hur tiden mättes eller uppskattades.",
    },
    "privacy_exceptions": {
        "kind": "Vad ordet liknar.",
        "text": "Ordet, precis som det står.",
        "reason": "Varför det inte är en personuppgift eller ett fel, eller varför det får stå med.",
    },
}


def of_column(table: str, column: str) -> str:
    """What to type in a column; "" where nobody has explained it."""
    return COLUMNS.get(table, {}).get(column) or COMMON.get(column, "")


EXAMPLES = {
    "memberships": (
        {"network_id": "SEKOM", "state": "medlem", "since": "2019-05", "notice_months": "6", "source": "stadgarna § 4"},
    ),
    "excerpts": (
        {
            "network_id": "SEKOM", "date": "2026-03", "text": "Vi jämför våra nyckeltal varje vår.", "criterion": "användning",
            "intensity": "ofta", "speaker": "S1", "consent": "med egna ord",
        },
        {
            "network_id": "SEKOM", "date": "2026-03", "text": "Utan nätverket hade vi fått räkna själva.", "criterion": "relevans",
            "speaker": "S1", "consent": "med egna ord", "without_membership": "långsammare",
        },
    ),
    "uses": (
        {
            "network_id": "SEKOM", "date_from": "2026-02", "kind": "för att jämföra", "text": "Nyckeltalen i årsredovisningen.",
            "count": "1", "source": "årsredovisningen s. 12",
        },
    ),
    "decisions": (
        {
            "date": "2026-01-20", "body": "kommunstyrelsen", "kind": "uppdrag", "network_id": "SEKOM",
            "text": "Medlemskapet ska utvärderas.", "due_date": "2026-10-01", "source": "protokoll § 12",
        },
    ),
    "speakers": (
        {"speaker": "S1", "role": "användare", "description": "handläggare för klimatfrågor"},
        {"speaker": "S2", "role": "företrädare i nätverket", "network_id": "SEKOM", "description": "miljöstrateg"},
    ),
}  # fmt: skip
"""Rows of the tables to begin with as somebody might type them; all invented. They are shown and never stand in a table."""


def example_of(table: str, column: str) -> str:
    """What the examples have in a column; "" where they have nothing."""
    return " eller ".join(dict.fromkeys(filter(None, (row.get(column, "") for row in EXAMPLES.get(table, ())))))


def example_rows(table: str) -> list[str]:
    """The examples of a table, a line each."""
    return [" · ".join(row.values()) for row in EXAMPLES.get(table, ())]
