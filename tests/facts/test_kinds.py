"""No kind of fact that the program can state lacks its few lines among the tests' own."""

import ast
import re

import kinds_of_facts
import kinds_of_use
import overview_anew
from report_text import ROOT


def kinds_stated() -> set[str]:
    """Every text that is the first word of a call that makes a fact, or its `kind`: the f-strings as patterns."""
    found: set[str] = set()
    for file in (ROOT / "medlemsnytta").rglob("*.py"):
        if not {"analysis", "presentation"} & set(file.parts):
            continue
        for call in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(call, ast.Call) and _makes_facts(call):
                first = next(
                    (each.value for each in call.keywords if each.arg == "kind"), call.args[0] if call.args else None
                )
                found |= set(_texts(first))
    return found


def _makes_facts(call: ast.Call) -> bool:
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    of_copy = name == "replace" and any(each.arg == "kind" for each in call.keywords)
    return of_copy or name in ("Fact", "count", "count_of", "_counted", "_fact", "_of_fact") or name.startswith("_of_")


def _texts(node: ast.expr | None):
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=values):
            yield "".join(each.value if isinstance(each, ast.Constant) else "*" for each in values)


def test_each_kind_of_fact_is_worked_out_anew(counted):
    known = {*kinds_of_facts.KINDS, *kinds_of_facts.OF_ROWS, *kinds_of_use.KINDS, *overview_anew.KINDS, "paid_fees_ore"}
    stated = {kind for kind in kinds_stated() if (re.fullmatch(r"[a-z_*]+", kind) and "_" in kind) or kind in known}
    counted("kinds of facts, each worked out anew", len(known))
    lacking = {
        kind for kind in stated if not any(re.fullmatch(kind.replace("*", "[a-z0-9_]+"), each) for each in known)
    }
    assert lacking == set()
