"""What a report is made of has one spelling, which an independent library agrees on."""

import pytest
import rfc8785

from medlemsnytta.recipe import canonical

VALUES = [
    {"b": 1, "a": [True, False, None], "å": "ä ö \u2028 \U0001f600"},
    {"parameters": {"year": 2026, "hourly_cost_sek": 452.75, "title": 'citat " och \\ och /', "tom": ""}},
    {"tal": [0, -1, 1.5, 0.1, 123456789012]},
    [],
    "text\n\t",
]


@pytest.mark.parametrize("value", VALUES, ids=range(len(VALUES)))
def test_the_canonical_form_is_that_of_rfc_8785(value):
    assert canonical(value).encode() == rfc8785.dumps(value)
