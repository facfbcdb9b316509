"""The report's sections, one module each: `text` gives the sentences, `table` the section's table."""

from medlemsnytta.presentation.sections import (
    appendix,
    assessment,
    change,
    choices,
    conclusion,
    cost,
    cost_appendix,
    evidence,
    mandate,
    networks,
    result,
    since,
    summary,
    unknowns,
    use,
    values,
)

__all__ = [
    "appendix",
    "assessment",
    "change",
    "choices",
    "conclusion",
    "cost",
    "cost_appendix",
    "evidence",
    "mandate",
    "networks",
    "result",
    "since",
    "summary",
    "unknowns",
    "use",
    "values",
]
