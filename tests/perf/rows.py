"""One figure of a benchmark beside its peer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Row:
    """`value` and `peer_value` in `unit`; `peer` says what it was held against."""

    name: str
    value: float
    unit: str
    peer: str
    peer_value: float
    ratio: float

    def line(self) -> str:
        """The row as a line to read."""
        return (
            f"{self.name:36} {self.value:10.1f} {self.unit:6} {self.ratio:6.2f} times "
            f"{self.peer} ({self.peer_value:.1f})"
        )


def row(name: str, values: Sequence[float], unit: str, peer: str, peers: Sequence[float]) -> Row:
    """The medians of both sides and the median of the ratios, taken pair by pair."""
    ratios = [one / other for one, other in zip(values, peers, strict=True) if other]
    return Row(
        name,
        round(median(values), 2),
        unit,
        peer,
        round(median(peers), 2),
        round(median(ratios), 3) if ratios else 0.0,
    )
