"""Numbers as a person says them: the phrases that reports are made of."""

from collections.abc import Mapping
from typing import Final

from .comparison import Estimate, by_ratio
from .metrics import Metric, Reading, Unit
from .phrases import Phrase

_NAMES: Final[Mapping[Unit, str]] = {
    Unit.MINUTES: "minutes",
    Unit.COUNT: "awakenings",
    Unit.MILLISECONDS: "milliseconds",
    Unit.BPM: "beats",
    Unit.POINTS: "points",
    Unit.PERCENT: "percent",
    Unit.MMHG: "pressure",
}
_HOUR: Final = 60
# From here on tenths are more than anyone wants to hear.
_WHOLE: Final = 10


def rounded(value: float, metric: Metric | Reading) -> float:
    """Return a value as it is told: whole minutes, tenths of what is below 10."""
    whole = metric.scale.unit is Unit.MINUTES or abs(value) >= _WHOLE
    return round(value) if whole else round(value, 1)


def amount(value: float, metric: Metric | Reading) -> Phrase:
    """Return a size with its unit, its sign left out."""
    size = abs(rounded(value, metric))
    if metric.scale.unit is Unit.MINUTES and size >= _HOUR:
        hours, minutes = divmod(size, _HOUR)
        parts = {"hours": Phrase("amount.hours", hours)}
        if not minutes:
            return parts["hours"]
        parts["minutes"] = Phrase("amount.minutes", minutes)
        return Phrase("amount.hours_and_minutes", parts=parts)
    return Phrase(f"amount.{_NAMES[metric.scale.unit]}", size)


def finding(value: float, metric: Metric) -> Phrase:
    """Return how massage nights were, up to the "than" before the other nights."""
    size = rounded(value, metric)
    if not size:
        return Phrase(f"metric.{metric}.same")
    direction = "higher" if size > 0 else "lower"
    return Phrase(
        f"metric.{metric}.{direction}", abs(size), {"amount": amount(value, metric)}
    )


def interval(estimate: Estimate, metric: Metric) -> Phrase:
    """Return the interval of an estimate, if it has one, and how it was come by."""
    how = Phrase(f"how.{'_and_'.join(estimate.adjusted_for) or 'nothing'}")
    if by_ratio(metric):
        how = Phrase("how.by_ratio", parts={"how": how})
    if estimate.low is None or estimate.high is None:
        return Phrase("interval.none", parts={"how": how})
    # An end near 0 is told to a tenth, so that it shows on which side it is.
    low, high = (
        _signed(rounded(end, metric) or round(end, 1))
        for end in (estimate.low, estimate.high)
    )
    return Phrase(
        f"interval.{_NAMES[metric.scale.unit]}",
        parts={"low": low, "high": high, "how": how},
    )


def verdict(value: float, metric: Metric, *, clear: bool) -> str:
    """Return what a difference amounts to: clear, tiny (and clear), same or unclear."""
    if not rounded(value, metric):
        return "tiny" if clear else "same"
    return "clear" if clear else "unclear"


def times(p: float, of: str) -> Phrase:
    """Return how many of a hundred "records" or "draws" show as much by chance."""
    number = round(100 * p)
    return Phrase(f"{of}.about", number) if number else Phrase(f"{of}.hardly_any")


def smallest(estimate: Estimate, metric: Metric) -> tuple[Phrase, ...]:
    """Return the sentence about what would have been missed, if it can be told."""
    if estimate.smallest is None or not rounded(estimate.smallest, metric):
        return ()
    return (Phrase("smallest", parts={"amount": amount(estimate.smallest, metric)}),)


def name(metric: Metric) -> Phrase:
    """Return the name of a metric, as it stands within a sentence."""
    return Phrase(f"metric.{metric}.name")


def counts(massage: int, others: int, kind: str = "other") -> dict[str, Phrase]:
    """Return the numbers of massage nights, and of "other" or "rest" nights."""
    return {
        "massage_nights": Phrase("nights.massage", massage),
        "other_nights": Phrase(f"nights.{kind}", others),
    }


def _signed(number: float) -> Phrase:
    sign = "minus" if number < 0 else "plus" if number > 0 else "none"
    return Phrase(f"sign.{sign}", abs(number))
