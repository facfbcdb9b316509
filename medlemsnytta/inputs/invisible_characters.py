"""Marks that nobody sees and that have no place in typed text: they hide words from a reader or turn their order.

The joiners of emoji and of Persian and Indic script are let through: there a reader does see what they do.
"""

import re

_CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_NOTHING_TO_SEE = (
    r"\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb"
)
_TURNERS = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_LINE_ENDS = r"\u2028\u2029"
_NO_CHARACTERS = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\U0001fffe\U0001ffff\U000e0000-\U000e007f\U0010fffe\U0010ffff"

INVISIBLE = re.compile(f"[{_CONTROLS}{_NOTHING_TO_SEE}{_TURNERS}{_LINE_ENDS}{_NO_CHARACTERS}]")
