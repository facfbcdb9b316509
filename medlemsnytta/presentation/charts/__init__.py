"""The report's charts, a module each: one message, and the title is the question it answers; alone they know Altair.

A chart's text alternative and table are made from the same rows as its marks.
"""

from medlemsnytta.presentation.charts.channels import channels
from medlemsnytta.presentation.charts.fees import fees
from medlemsnytta.presentation.charts.ratings import ratings
from medlemsnytta.presentation.charts.result import result
from medlemsnytta.presentation.charts.timeline import timeline

__all__ = ["channels", "fees", "ratings", "result", "timeline"]
