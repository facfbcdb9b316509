"""One invented municipality in the smallest tables that obey every rule; each test changes what it is about."""

from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from medlemsnytta.errors import Problem, ProblemsFound
from medlemsnytta.inputs.places import in_order
from medlemsnytta.inputs.tables.checks import check_cells
from medlemsnytta.inputs.tables.coding_checks import CODING_RULES
from medlemsnytta.inputs.tables.cross_checks import CROSS_RULES
from medlemsnytta.inputs.tables.fee_checks import FEE_RULES
from medlemsnytta.inputs.tables.filled_in import fill_in
from medlemsnytta.inputs.tables.frames import Tables, load_table
from medlemsnytta.inputs.tables.layouts import LAYOUTS
from medlemsnytta.inputs.tables.one_spelling import unify
from tests.loaded import load_tables

FOLDER = "data/exempel"
FROM = "påhittat,2025-04-01,illustrative,"

PARAMETERS = {
    "municipality_code": "0001",
    "year": 2025,
    "title": "Utvärdering",
    "report_date": "2025-04-01",
    "networks": ["alfa"],
    "data_folder": FOLDER,
}
"""Those of a report on the municipality."""

FILES = {
    "data/reference/municipalities.csv": f"""\
code,name,county_code,type,source,source_date,status,note
0001,Exempelkommun,01,kommun,{FROM}
""",
    "data/reference/population.csv": f"""\
code,year,inhabitants,kind,vintage,source,source_date,status,note
0001,2024,10000,outcome,2024,{FROM}
""",
    "data/reference/networks.csv": f"""\
network_id,name,short,founded,org_types,scope,profile,entry_requirement,website,source_kind,source,source_date,status,note
alfa,Nätverket Alfa,Alfa,,,,,,,network_own,{FROM}
beta,Nätverket Beta,Beta,1995,,,,,,network_own,{FROM}
""",
    "data/reference/network_years.csv": f"""\
network_id,year,members,qualifier,engagement,said_by,source,source_date,status,note
alfa,2024,50,cirka,,föreningen,{FROM}
""",
    "data/reference/fees.csv": f"""\
network_id,member_type,member_class,valid_from,valid_to,part,fixed_sek,per_inhabitant_sek,tax_base_permille,\
tax_base_reference,floor_sek,cap_sek,cap_inhabitants,tier_from,tier_to,currency,vat,pop_reference,undefined,source,source_date,status,note
alfa,kommun,,2025-01-01,2025-12-31,medlemsavgift,4000,0.30,,,,49000,150000,,,SEK,unknown,unknown,,{FROM}
""",
    "data/exempel/memberships.csv": f"""\
network_id,since,until,state,notice_months,decision_id,stated_fee_sek,stated_fee_year,fee_class,source,source_date,status,note
alfa,2022,,member,,b1,,,,{FROM}
""",
    "data/exempel/decisions.csv": f"""\
decision_id,date,body,case_number,kind,network_id,text,on_recommendation_of,due_date,source,source_date,status,note
b1,2022-04-21,nämnden,,membership,alfa,Kommunen går med.,,,{FROM}
""",
    "data/exempel/speakers.csv": f"""\
speaker,description,network_id,persons,network_representative,source,source_date,status,note
S1,kommunens representant,alfa,1,yes,{FROM}
""",
    "data/exempel/documents.csv": f"""\
document_id,name,type,year_from,year_to,source,source_date,status,note
d1,Miljöprogrammet,programme,2022,2025,{FROM}
""",
    "data/exempel/channels.csv": f"""\
channel_id,network_id,type,name,open_to_nonmembers,feature,source,source_date,status,note
k1,alfa,website,Webbplatsen,unknown,,{FROM}
""",
    "data/exempel/uses.csv": f"""\
use_id,network_id,channel_id,date_from,date_to,kind,document_id,count,count_words,persons,hours,tense,text,\
source,source_date,status,note
u1,alfa,k1,2024,2024-06,document,d1,4,,2,1.5,past,Underlag till programmet.,{FROM}
""",
    "data/exempel/indicators.csv": f"""\
network_id,set,year,size,in_own_followup,share,share_low,share_high,share_words,source,source_date,status,note
beta,Gröna nyckeltal,2024,12,6,0.5,0.4,0.6,cirka hälften,{FROM}
""",
    "data/exempel/excerpts.csv": f"""\
excerpt_id,network_id,date,text,form,theme,criterion,valence,intensity,cause,tense,certainty,source_kind,speaker,coder,\
intensity_coder2,consent,channel_id,source,source_date,status,note
e1,alfa,2025-04-01,Används ofta.,paraphrase,klimat,use,1,3,na,present,stated,interview,S1,K1,,publish,k1,{FROM}
""",
}


def write(root: Path, **tables: str) -> Path:
    """All small tables under `root`, with the named ones in place of the usual."""
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(tables.get(file.stem, text), encoding="utf-8")
    return root


def changed(name: str, old: str, new: str) -> str:
    """A small table with one piece of its text replaced."""
    text = next(text for path, text in FILES.items() if path.endswith(f"/{name}.csv"))
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    return text.replace(old, new)


def loading_problems(root: Path) -> list[Problem]:
    try:
        load_tables(root, FOLDER)
    except ProblemsFound as found:
        return list(found.problems)
    return []


@cache
def small_tables() -> Tables:
    with TemporaryDirectory() as folder:
        return load_tables(write(Path(folder)), FOLDER)


def problems_in(tables: Tables, *examined: str) -> list[Problem]:
    """As `check_tables`, with the cells of only the `examined` tables looked at: a tenth of the time."""
    cells = [problem for name in examined for problem in check_cells(tables, name)]
    return in_order(
        [*cells, *(problem for rule in (*CROSS_RULES, *FEE_RULES, *CODING_RULES) for problem in rule(tables))]
    )


def checked(root: Path, **tables: str) -> list[str]:
    """What the checks say when the named small tables are changed, as the strategist reads it."""
    write(root, **tables)
    changed_frames = {name: load_table(root, FOLDER, name) for name in tables}
    frames = {name: small_tables().frame(name).copy(deep=False) for name in LAYOUTS} | changed_frames
    fill_in(frames)
    unify(frames)
    return [str(problem) for problem in problems_in(replace(small_tables(), **frames), *tables)]
