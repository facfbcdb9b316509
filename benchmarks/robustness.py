"""What counting every weighting costs for one network and year, beside the plainest way of counting the same.

`python benchmarks/robustness.py` prints CPU milliseconds, the least of many rounds, with nothing remembered from before:
shares at four levels under three readings, the overlap, and what each of 25 answers would change.
"""

import sys
import time
from itertools import product
from pathlib import Path

ROUNDS = 60
PROFILES = {
    "everything unknown": ((0, 4, 8),) * 5,
    "Klimatkommunerna 2025": ((0, 4, 8), (6, 8, 8), (4, 6, 8), (0, 4, 8), (0, 4, 8)),
    "everything sure": ((6, 6, 6),) * 5,
}
OTHER = ((0, 4, 8), (0, 2, 4), (0, 4, 8), (0, 4, 8), (0, 4, 8))
LEVEL = 2


def counted(robustness, profile, order=()) -> None:
    """Everything that the report of one network asks for."""
    robustness.shares(profile, order)
    robustness.what_if(profile, LEVEL, order)
    robustness.shares(robustness.with_full_overlap(profile, [OTHER]), order, (LEVEL,))


def one_by_one(robustness, profile) -> int:
    """One reading and one level, case by case: what one of the forty counts takes in plain Python."""
    values = [int(value) for value in robustness.half_step_values("even")]
    weightings = robustness.weightings().tolist()
    required = robustness.TENTHS * values[2 * LEVEL]
    return sum(
        sum(weight * values[half] for weight, half in zip(weights, halves, strict=True)) >= required
        for weights in weightings
        for halves in product(*profile)
    )


def least_ms(task, rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.process_time_ns()
        task()
        times.append(time.process_time_ns() - started)
    return min(times) / 1e6


def main() -> None:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    from medlemsnytta.analysis import robustness

    def afresh(profile, order):
        robustness.shares.cache_clear()
        robustness._shares_read.cache_clear()
        counted(robustness, profile, order)

    print("| network and year | afresh, ms | with three criteria in order, ms | remembered, ms |\n|---|---|---|---|")
    for name, profile in PROFILES.items():
        ordered = ("use", "steering", "relevance")
        robustness.weightings(), robustness.weightings(ordered)
        times = [
            least_ms(lambda order=order, profile=profile: afresh(profile, order), ROUNDS) for order in ((), ordered)
        ]
        counted(robustness, profile)
        times.append(least_ms(lambda profile=profile: counted(robustness, profile), ROUNDS))
        print(f"| {name} | {' | '.join(f'{each:.2f}' for each in times)} |")
    plain = least_ms(lambda: one_by_one(robustness, PROFILES["everything unknown"]), 2)
    print(f"\nOne reading and one level of the first row, case by case in plain Python: {plain:.0f} ms")


if __name__ == "__main__":
    main()
