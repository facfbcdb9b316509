"""Tables as the program loads them, and what it makes of them, for tests that need neither files sent nor a notebook."""

from pathlib import Path

from medlemsnytta.analysis import evaluate as stages
from medlemsnytta.analysis import rows
from medlemsnytta.analysis.evaluation import Evaluation
from medlemsnytta.analysis.report_inputs import ReportInputs
from medlemsnytta.inputs.parameters.params import Parameters
from medlemsnytta.inputs.tables.frames import Tables
from medlemsnytta.inputs.tables.report_rows import Reading


def load_tables(root: Path, data_folder: str) -> Tables:
    """Every table of the reference folder and of `data_folder`, both under `root`; raises ProblemsFound with all."""
    return Reading(root).whole(data_folder)


def evaluate(tables: Tables, parameters: Parameters) -> Evaluation:
    """The evaluation as of the report's date; raises ProblemsFound."""
    return stages.evaluate(ReportInputs(parameters, rows.until_report_date(tables, parameters)))
