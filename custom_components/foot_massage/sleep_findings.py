"""What somebody's nights have shown so far."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .core.comparison import Comparison
from .core.metrics import Metric
from .core.trial import TrialResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The comparison of each metric, and the trial's result if there is a trial."""

    primary: Metric
    comparisons: Mapping[Metric, Comparison] = field(default_factory=dict)
    trial: TrialResult | None = None

    @property
    def main(self) -> Comparison | None:
        """Return the comparison that all is about; None before there is any."""
        return self.comparisons.get(self.primary)
