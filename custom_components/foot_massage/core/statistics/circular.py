"""Every circular shift of the massage nights along the calendar.

A shift keeps what makes ordinary tests fail: massages come in runs and by weekday, and
a night is like the night before. Only what they have to do with each other is broken.
"""

from collections.abc import Sequence

import numpy as np

from .arrangements import TINY, Arrangements, Array


def shifts(value: Array, massage: Array, covariates: Sequence[Array]) -> Arrangements:
    """Return the arrangements by all shifts of as many calendar slots as there are.

    The last axis is the slots. ``massage`` is 1, 0 or NaN where unknown; ``value`` is
    NaN where missing, else of a size about 1, as are the covariates. A night counts
    where its value, its real and its shifted massage are all known.
    """
    known = np.isfinite(massage)
    usable = known & np.isfinite(value)
    moved = np.where(known, massage, 0.0)
    staying = np.stack(
        [
            np.where(usable, one, 0.0)
            for one in (np.ones_like(value), *covariates, value, moved)
        ]
    )
    last = len(staying)
    products = np.empty((last + 1, last + 1, *value.shape))
    products[:last, :last] = _at_every_shift(
        staying[:, np.newaxis] * staying, known.astype(np.float64)
    )
    products[last, :last] = products[:last, last] = _at_every_shift(staying, moved)
    # It is 1 or 0, and so is its square.
    products[last, last] = products[last, 0]
    return _less_covariates(products)


def _at_every_shift(staying: Array, moving: Array) -> Array:
    """Return the sum of products over all nights for every shift of ``moving``.

    That is a circular correlation, and by Fourier transforms it takes n log n steps.
    """
    spectrum = np.fft.rfft(staying) * np.conj(np.fft.rfft(moving))
    return np.fft.irfft(spectrum, n=moving.shape[-1])


def _less_covariates(products: Array) -> Arrangements:
    """Take the covariates out of the products, one by one.

    The variables are the covariates, the value, the real and the moved massage. A
    covariate that the others make up is left alone.
    """
    nights = products[0, 0]
    # The moved massage takes a degree as well.
    freedom = nights - 1
    for covariate in range(len(products) - 3):
        row = products[covariate]
        tells = row[covariate] > TINY * nights
        share = np.where(tells, row / np.where(tells, row[covariate], 1.0), 0.0)
        products = products - share[:, np.newaxis] * row
        freedom = freedom - tells
    value, real, moved = products[-3:]
    told_apart = (moved[-1] > TINY * nights) & (freedom > 0.5)  # noqa: PLR2004
    return Arrangements(
        moved_moved=np.where(told_apart, moved[-1], np.nan),
        moved_value=moved[-3],
        moved_real=moved[-2],
        value_value=value[-3],
        value_real=value[-2],
        real_real=real[-2],
        freedom=freedom,
    )
