"""The whole report as plain text, as a reader meets it; run without a kernel, so that it takes a second or two.

`python tests/golden/report_text.py` renews the golden files; read the difference before you commit it.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
NAMES = ("huddinge-2025", "huddinge-2026")
OVERVIEW = "overview"
BATCH = {"reports": ["exempelkommun-2025", "huddinge-2025", "huddinge-2026"], "tables": []}
"""What the golden overview shows side by side."""


def executed_in_process(root: Path, name: str) -> nbformat.NotebookNode:
    """The report's notebook with its bundles as outputs, each cell run in one namespace of this process."""
    from medlemsnytta.files import program
    from medlemsnytta.pages import report
    from medlemsnytta.provenance import recipe

    parameters = BATCH if name == OVERVIEW else report.page(root, name).parameters
    file = program.NOTEBOOKS / (recipe.OVERVIEW if name == OVERVIEW else recipe.REPORT)
    return run_in_process(file.read_text("utf-8"), parameters)


def run_in_process(content: str, parameters: Mapping[str, Any]) -> nbformat.NotebookNode:
    """A notebook of ours, run here with these parameters on the folder that is the current one."""
    notebook = nbformat.reads(content, as_version=4)
    shown: list[Any] = []
    namespace: dict[str, Any] = {"__name__": "__main__"}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        if "parameters" in cell.metadata.get("tags", []):
            namespace |= parameters
            continue
        namespace["__builtins__"] = (
            {**__builtins__, "display": lambda *each: shown.extend(each)}
            if isinstance(__builtins__, dict)
            else {**vars(__builtins__), "display": lambda *each: shown.extend(each)}
        )
        exec(compile(cell.source, cell.id, "exec"), namespace)
        bundles = [one._repr_mimebundle_() for one in shown if one is not None]
        cell.outputs = [nbformat.v4.new_output("display_data", data=json.loads(json.dumps(each))) for each in bundles]
        shown.clear()
    return notebook


def text_of(root: Path, name: str) -> str:
    return notebook_text(executed_in_process(root, name))


def notebook_text(executed: nbformat.NotebookNode) -> str:
    from medlemsnytta.rendering.blocks import document

    report = document(executed)
    head = [f"{key}: {value}" for key, value in report["head"].items() if key != "look"]
    return "\n".join([*head, "", *(line for block in report["blocks"] for line in lines_of(block))]) + "\n"


def lines_of(block: dict[str, Any]) -> Iterator[str]:
    from medlemsnytta.rendering.bundles import header_text, inline_text

    match block["type"]:
        case "heading":
            yield ""
            yield f"{'#' * block['level']} {block['number']} {inline_text(block['content'])}".replace("  ", " ")
        case "paragraph" | "quote":
            yield inline_text(block["content"])
        case "list":
            yield from (f"- {inline_text(item)}" for item in block["items"])
        case "facts":
            yield from (f"{item['term']}: {inline_text(item['content'])}" for item in block["items"])
        case "callout":
            yield f"[{block['title']}]"
            for inner in block["blocks"]:
                yield from lines_of(inner)
        case "table":
            if "label" in block:
                yield f"{block['label']}. {block['caption']}"
            yield " | ".join(header_text(column) for column in block["columns"])
            yield from (" | ".join(row) for row in block["rows"])
            yield from block["notes"]
        case "trial":
            yield f"[{block['title']}] {block['introduction']}"
        case "chart":
            yield f"{block['label']}. {block['question']}"
            yield block["alternative"]
            yield from lines_of({"type": "table", **block["table"]})


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    for each in (*NAMES, OVERVIEW):
        (HERE / f"{each}.txt").write_text(text_of(ROOT, each), "utf-8", newline="\n")
