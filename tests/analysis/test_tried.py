"""An answer that somebody tries: every pair of answers, beside every certainty that the report's own can have."""

from dataclasses import replace
from itertools import product

import pytest

from medlemsnytta.analysis.cells import cell_of
from medlemsnytta.analysis.judgements import tried
from tests.analysis.answer_cases import judged, rows

USES, LOSSES, EITHER = ("yes", "partly", "no", "unknown"), ("yes", "unknown", "no"), (False, True)


@pytest.mark.parametrize("state", ["member", "candidate"])
def test_what_is_changed_counts_as_reported_and_what_is_kept_keeps_its_certainty(state):
    start = judged(rows(memberships=[{"state": state}]))
    for use, loss, use_confirmed, loss_confirmed, slower, same in product(USES, LOSSES, *(4 * [EITHER])):
        own = replace(
            start,
            use=replace(start.use, answer=use, confirmed=use_confirmed),
            loss=replace(
                start.loss, answer=loss, confirmed=loss_confirmed, only_slower=slower, somebody_says_same=same
            ),
        )
        for other_use, other_loss in product(USES, LOSSES):
            kept = other_loss == loss
            assert tried(own, other_use, other_loss) == cell_of(
                other_use,
                other_loss,
                use_confirmed=use_confirmed and other_use == use,
                loss_confirmed=loss_confirmed and kept,
                only_slower=slower and kept,
                somebody_says_same=same and kept,
                at_most_nearest=state == "candidate",
            )
