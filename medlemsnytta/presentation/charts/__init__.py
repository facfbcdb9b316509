"""The report's charts, a module each: one message, which the title says; alone they make any with Altair.

A chart's text alternative and table are made from the same rows as its marks.
"""

from medlemsnytta.presentation.charts.channel_chart import channels
from medlemsnytta.presentation.charts.cost_chart import costs
from medlemsnytta.presentation.charts.timeline_chart import timeline
from medlemsnytta.presentation.charts.two_questions_chart import two_questions

__all__ = ["channels", "costs", "timeline", "two_questions"]
