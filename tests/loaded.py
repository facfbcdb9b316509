"""Tables as the program loads them, and what it makes of them, for tests that need neither files sent nor a notebook."""

from dataclasses import dataclass
from pathlib import Path

from medlemsnytta.analysis import evaluate as stages
from medlemsnytta.analysis import rows
from medlemsnytta.analysis.decision_options import Options, options_of
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.memberships import Memberships, memberships_of
from medlemsnytta.analysis.network_answers import answers_of
from medlemsnytta.analysis.network_costs import fees_of
from medlemsnytta.analysis.other_municipalities import Others, others_of
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.analysis.statements import Statements, statements_of
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.report_rows import Reading


def load_tables(root: Path, data_folder: str) -> Tables:
    """Every table of the reference folder and of `data_folder`, both under `root`; raises ProblemsFound with all."""
    return Reading(root).whole(data_folder)


def evaluate(tables: Tables, parameters: Parameters) -> Evaluation:
    """The evaluation as of the report's date; raises ProblemsFound."""
    return stages.evaluate(ReportInputs(parameters, rows.until_report_date(tables, parameters)))


@dataclass(frozen=True)
class Decided:
    """The stages that say what can be decided."""

    memberships: Memberships
    statements: Statements
    options: Options
    others: Others


def decided(tables: Tables, parameters: Parameters) -> Decided:
    """What can be decided as of the report's date; raises ProblemsFound."""
    inputs = ReportInputs(parameters, rows.until_report_date(tables, parameters))
    memberships = memberships_of(inputs)
    statements = statements_of(inputs, memberships)
    answers = answers_of(inputs, statements, memberships.last_notice_days)
    options = options_of(memberships, fees_of(inputs, memberships), answers, inputs)
    return Decided(memberships, statements, options, others_of(inputs, memberships))
