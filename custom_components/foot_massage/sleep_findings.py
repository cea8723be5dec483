"""What somebody's nights have shown so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from homeassistant.core import HomeAssistant
from homeassistant.helpers.importlib import async_import_module

from .core.comparison import Comparison
from .core.metrics import Metric
from .core.nights import Night
from .core.trial import TrialPlan, TrialResult


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


async def async_find(
    hass: HomeAssistant,
    nights: Sequence[Night],
    metrics: Sequence[Metric],
    primary: Metric,
    trial: TrialPlan | None,
) -> Findings:
    """Work the findings out; ``nights`` are those that are over, oldest first."""
    analysis = await async_import_module(hass, f"{__package__}.sleep_analysis")
    findings: Findings = await hass.async_add_executor_job(
        analysis.find, nights, metrics, primary, trial
    )
    return findings
