"""What one report is told: the parameters, their Swedish descriptions and the rules between them."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    Strict,
    WithJsonSchema,
    model_validator,
)

from medlemsnytta.inputs.parameters.kinds import (
    Broken,
    Colour,
    DataFolder,
    IsoDate,
    LogoFile,
    MethodVersion,
    MunicipalityCode,
    NetworkId,
    OfficerText,
    Text,
    at_least_one,
    each_once,
    exact_decimal,
    plain_number,
    refuse_together,
    yes_or_no,
)

Status = Literal["observed", "estimated", "illustrative"]
Action = Literal["stay", "leave", "decide_later", "join", "decline"]
Question = Literal["use", "loss"]
Answer = Annotated[Literal["yes", "partly", "no", "unknown"], BeforeValidator(yes_or_no)]

_HourlyCost = Annotated[
    Decimal,
    BeforeValidator(exact_decimal),
    Strict(),
    Field(ge=50, le=5000),
    PlainSerializer(plain_number, when_used="json"),
    WithJsonSchema({"type": "number", "minimum": 50, "maximum": 5000}),
]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class OfficersAnswer(_Part):
    """An answer to one of the two questions that the officer gives instead of the one that the evidence gives."""

    network: NetworkId = Field(description="Nätverkets id.")
    question: Question = Field(
        description="Frågan: use (används det?) eller loss (skulle något av det som används gå förlorat?)."
    )
    answer: Answer = Field(
        description="Svaret: yes (ja), partly (delvis, bara om användningen), no (nej) eller unknown (vet inte)."
    )
    reason: Text = Field(description="Skälet till att svaret är ett annat än underlagets. Det skrivs ut i rapporten.")


class ExpectedInformation(_Part):
    """Something that is coming, and that a decision may wait for."""

    what: Text = Field(description="Vad som ska komma.")
    from_whom: Text = Field(description="Vem det kommer från.")
    due: IsoDate | None = Field(None, description="Dagen då det ska finnas. Utelämnas om ingen dag är bestämd.")
    network: NetworkId | None = Field(None, description="Det nätverk som det gäller. Utelämnas om det gäller alla.")
    answers: Question | None = Field(
        None,
        description="Frågan som det kan svara på: use (används det?) eller loss (skulle något gå förlorat?).",
    )


class Parameters(_Part):
    """Everything that is chosen for one report; figures and excerpts stand in the data folder."""

    municipality_code: MunicipalityCode = Field(
        description='Kommunkoden enligt SCB, fyra siffror inom citattecken: "0126".'
    )
    year: Annotated[int, Strict()] = Field(ge=2000, le=2100, description="Det år som utvärderas.")
    title: Text = Field(description="Rapportens rubrik.")
    about: Text | None = Field(None, description="En upplysning om vad rapporten är. Den står först i rapporten.")
    report_date: IsoDate = Field(
        description="Rapportens dag, till exempel 2026-05-04. Allt räknas från den dagen, aldrig från datorns klocka."
    )
    case_number: Text | None = Field(None, description="Diarienumret. Utelämnas om det inte är känt.")
    asked_by: Text | None = Field(None, description="Det organ som gav uppdraget.")
    recipient: Text | None = Field(None, description="Det organ som ska besluta.")
    deadline: IsoDate | None = Field(None, description="Sista dag för beslut eller redovisning.")
    networks: Annotated[tuple[NetworkId, ...], at_least_one, each_once] = Field(
        description="Nätverken som utvärderas, med id från data/reference/networks.csv, i den ordning de ska stå.",
        json_schema_extra={"minItems": 1, "uniqueItems": True},
    )
    data_folder: DataFolder = Field(description="Mappen med kommunens tabeller, till exempel data/huddinge.")
    mismatch_reason: Text | None = Field(
        None,
        description="Skälet, om filens namn, året, kommunkoden och mappen med tabeller inte hör ihop. Annars utelämnas det.",
    )
    coder: Text | None = Field(
        None, description="Beteckning på den som har kodat de uttalanden där kolumnen coder är tom, till exempel K1."
    )
    colour: Colour | None = Field(
        None,
        description='Kommunens färg för rubriker och linjer, inom citattecken: "#0a4a5c". Utelämnas: husets mörka blågröna.',
    )
    logo: LogoFile | None = Field(
        None, description="Logotypens fil i kommunens mapp, SVG eller PNG på högst 60 kB. Utelämnas: ingen logotyp."
    )
    monthly_salary_sek: Annotated[int, Strict()] | None = Field(
        None, ge=10_000, le=300_000, description="Månadslön i kronor, för att räkna om avgiften till arbetstid."
    )
    monthly_salary_source: Text | None = Field(None, description="Källan till månadslönen. Krävs när lönen anges.")
    monthly_salary_year: Annotated[int, Strict(), Field(ge=1990, le=2100)] | None = Field(
        None, description="Året som månadslönen är från."
    )
    monthly_salary_status: Status | None = Field(
        None,
        description="Om lönen är avläst (observed), uppskattad (estimated) eller ett exempel (illustrative). "
        "Krävs när lönen anges.",
    )
    hourly_cost_sek: _HourlyCost | None = Field(
        None, description="Kostnad i kronor för en arbetstimme. Anges i stället för månadslön, inte samtidigt."
    )
    conclusion: OfficerText | None = Field(
        None, description="Handläggarens slutsats. Siffror fylls i där det står {{ avgift.sekom }} och liknande."
    )
    recommendation: OfficerText | None = Field(
        None, description="Handläggarens rekommendation. Siffror fylls i på samma sätt som i slutsatsen."
    )
    recommended_actions: dict[NetworkId, Action] = Field(
        {},
        description="Vad som rekommenderas för varje nätverk: stay (fortsätt), leave (utträd), decide_later (besluta "
        "senare), join (gå med) eller decline (avstå).",
        json_schema_extra={"additionalProperties": False},
    )
    departure_reason: OfficerText | None = Field(
        None,
        description="Skälet till rekommendationen. Det krävs när den går emot vad underlaget säger, och skrivs ut.",
    )
    expected_information: tuple[ExpectedInformation, ...] = Field(
        (), description="Uppgifter som är på väg och som beslutet kan vänta på."
    )
    proposed_decision: tuple[OfficerText, ...] = Field(
        (), description="Förslag till beslut, en mening på varje rad, så som det ska stå i protokollet."
    )
    answers: tuple[OfficersAnswer, ...] = Field(
        (),
        description="Svar som handläggaren själv ger på de två frågorna. Vart och ett kräver ett skäl, som skrivs ut.",
    )
    evidence_months: Annotated[int, Strict()] = Field(
        36,
        ge=1,
        le=240,
        description="Så många månader gammalt får det som någon har sagt vara för att bekräfta ett svar.",
    )
    previous: Text | None = Field(
        None,
        description="Namnet på den förra utvärderingen, till exempel huddinge-2025. Rapporten säger då vad som har ändrats.",
    )
    method_version: MethodVersion | None = Field(
        None,
        description="Den version av metoden som rapporten lämnades med. Den står i rapportens bilaga om metoden.",
    )

    @model_validator(mode="after")
    def _agree(self) -> Self:
        refuse_together(_disagreements(self))
        return self


def _disagreements(parameters: Parameters) -> Iterator[Broken]:
    """Rules between fields; each names the fields that it looks at, so that it is silent where one of them is wrong."""
    yield from _salary_disagreements(parameters)
    known = parameters.networks
    yield from _answer_disagreements(parameters)
    for index, expected in enumerate(parameters.expected_information):
        if expected.network is not None and expected.network not in known:
            fields = ("expected_information", "networks")
            yield _unlisted(("expected_information", index, "network"), fields, expected.network, known)
    for network in parameters.recommended_actions:
        if network not in known:
            fields = ("recommended_actions", "networks")
            yield _unlisted(("recommended_actions", network), fields, network, known)


def _salary_disagreements(parameters: Parameters) -> Iterator[Broken]:
    salary = parameters.monthly_salary_sek
    if salary is not None and parameters.hourly_cost_sek is not None:
        fields = ("hourly_cost_sek", "monthly_salary_sek")
        what = "står tillsammans med 'monthly_salary_sek', men bara det ena behövs."
        yield Broken(("hourly_cost_sek",), fields, what, "Ta bort det ena.")
    companions = {
        "monthly_salary_source": ("källa", "var uppgiften är hämtad"),
        "monthly_salary_status": ("status", "observed, estimated eller illustrative"),
    }
    for name, (what, example) in companions.items():
        if salary is not None and getattr(parameters, name) is None:
            fix = f"Skriv {example} på raden '{name}'."
            yield Broken(("monthly_salary_sek",), ("monthly_salary_sek", name), f"anges utan {what}.", fix)


def _answer_disagreements(parameters: Parameters) -> Iterator[Broken]:
    given: set[tuple[str, str]] = set()
    for index, each in enumerate(parameters.answers):
        place = ("answers", index, "network")
        if each.network not in parameters.networks:
            yield _unlisted(place, ("answers", "networks"), each.network, parameters.networks)
        if (each.network, each.question) in given:
            what = f"svarar på {each.question} för {each.network} en gång till."
            yield Broken(place, ("answers",), what, "Ta bort det ena.")
        given.add((each.network, each.question))
        if each.question == "loss" and each.answer == "partly":
            fix = "Skriv yes, no eller unknown."
            yield Broken(("answers", index, "answer"), ("answers",), "kan inte vara partly när frågan är loss.", fix)


def _unlisted(place: tuple[str | int, ...], fields: tuple[str, ...], network: str, known: tuple[str, ...]) -> Broken:
    fix = f"Skriv något av {', '.join(known)}, eller lägg till {network} i networks."
    return Broken(place, fields, f"gäller {network}, som inte står i networks.", fix)
