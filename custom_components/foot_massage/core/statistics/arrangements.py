"""The nights as they were, against other ways in which they could have been arranged.

Values and covariates stay where they are; what moves is which nights are called massage
nights. Sums of products are all that is needed, so every arrangement is worked out at
once, and so are several records of the same length.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

type Array = NDArray[np.float64]

# What is left of a sum of squares below this share of the nights is rounding.
TINY = 1e-9
# Statistics that differ by less than this share are the same.
_TIE = 1e-9
# In standard errors; an interval this wide has no end.
_FARTHEST = 1000.0
_HALVINGS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangements:
    """Sums of squares and products over the nights, the covariates taken out.

    The last axis is the arrangements, the real one first. ``moved`` stands for the
    massage nights of an arrangement (1, else 0), ``real`` for the real ones, ``value``
    for what was measured. Where an arrangement cannot tell massage nights from a
    covariate, ``moved_moved`` is NaN. ``freedom`` is what is left for the residuals.
    """

    moved_moved: Array
    moved_value: Array
    moved_real: Array
    value_value: Array
    value_real: Array
    real_real: Array
    freedom: Array

    def difference(self) -> Array:
        """Return the adjusted difference of each record; NaN if there is none."""
        difference: Array = self.moved_value[..., 0] / self.moved_moved[..., 0]
        return difference

    def standard_error(self) -> Array:
        """Return the ordinary standard error of each record's difference."""
        return np.sqrt(self.residual_variance() / self.moved_moved[..., 0])

    def residual_variance(self) -> Array:
        """Return the variance of the values that nothing accounts for."""
        explained = self.moved_value[..., 0] ** 2 / self.moved_moved[..., 0]
        left = np.maximum(self.value_value[..., 0] - explained, 0)
        variance: Array = left / self.freedom[..., 0]
        return variance

    def p(self, difference: Array | float = 0.0) -> Array:
        """Return how often chance alone shows as much, were this the true difference.

        The share of arrangements with a t statistic at least as far from 0 as the real
        one's. An arrangement without one counts as farther.
        """
        t_squared = self._t_squared(np.asarray(difference, dtype=np.float64))
        nearer = t_squared < t_squared[..., :1] * (1 - _TIE)
        share: Array = np.mean(~nearer, axis=-1)
        return share

    def interval(self, level: float = 0.95) -> tuple[Array, Array]:
        """Return the differences that the test does not reject; infinite if endless.

        With no value missing the p of a difference only falls on the way out from the
        estimate, so that halving finds the very end.
        """
        middle, unit = self.difference(), self.standard_error()
        low, high = (self._end(middle, sign * unit, 1 - level) for sign in (-1, 1))
        return low, high

    def _end(self, middle: Array, unit: Array, alpha: float) -> Array:
        """Return where p falls to ``alpha``, going from the middle by units."""
        inside = np.zeros_like(middle)
        outside = np.full_like(middle, _FARTHEST)
        endless = self.p(middle + outside * unit) > alpha
        for _ in range(_HALVINGS):
            tried = (inside + outside) / 2
            holds = self.p(middle + tried * unit) > alpha
            inside = np.where(holds, tried, inside)
            outside = np.where(holds, outside, tried)
        return middle + np.where(endless, np.inf, inside) * unit

    def _t_squared(self, difference: Array) -> Array:
        """Return the squared t statistics of what is left without ``difference``."""
        less = difference[..., np.newaxis]
        product = self.moved_value - less * self.moved_real
        square = (
            self.value_value - 2 * less * self.value_real + less**2 * self.real_real
        )
        with np.errstate(divide="ignore", invalid="ignore"):
            explained = product**2 / self.moved_moved
            squared: Array = explained / np.maximum(square - explained, 0)
            return squared * self.freedom
