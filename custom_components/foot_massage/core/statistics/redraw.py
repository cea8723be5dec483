"""A trial's nights drawn again, in the way in which they were drawn.

What was measured stays; had there been no effect, every one of these draws was as
likely as the real one, and its difference as good. So the test holds whatever else
sleep depends on.
"""

from collections.abc import Sequence
from itertools import combinations
from math import comb

import numpy as np
from numpy.typing import NDArray

from ..trial import TrialPlan
from .arrangements import TINY, Arrangements, Array

# All draws are worked out if they are no more than this; else so many are drawn.
_ALL = 10_000
_SOME = 1_999


def schedules(plan: TrialPlan) -> NDArray[np.bool_]:
    """Return schedules as rows, the real one first; a trial ended early is whole.

    Each that could have been drawn is there once, or else the real one and a fixed
    number drawn from the plan's seed.
    """
    real = np.array(plan.schedule)
    blocks, half = plan.days // plan.block, plan.block // 2
    if comb(plan.block, half) ** blocks <= _ALL:
        drawn = _every(plan.block, blocks)
        real_row = np.flatnonzero((drawn == real).all(axis=1))
        return np.concatenate([real[np.newaxis], np.delete(drawn, real_row, axis=0)])
    order = np.random.default_rng(plan.seed).random((_SOME, blocks, plan.block))
    drawn = (order.argsort(axis=-1) < half).reshape(_SOME, plan.days)
    return np.concatenate([real[np.newaxis], drawn])


def _every(block: int, blocks: int) -> NDArray[np.bool_]:
    """Return every schedule of so many balanced blocks."""
    halves = list(combinations(range(block), block // 2))
    one = np.zeros((len(halves), block), dtype=np.bool_)
    for row, half in zip(one, halves, strict=True):
        row[list(half)] = True
    choices = np.indices((len(halves),) * blocks).reshape(blocks, -1).T
    return one[choices].reshape(-1, block * blocks)


def redraws(
    value: Array, drawn: NDArray[np.bool_], covariates: Sequence[Array]
) -> Arrangements:
    """Return the arrangements by schedules of nights that all have a value."""
    columns = np.column_stack([np.ones_like(value), *covariates])
    basis, _ = np.linalg.qr(columns)
    moved = drawn.astype(np.float64)
    moved -= (moved @ basis) @ basis.T
    rest = value - basis @ (basis.T @ value)
    squares = np.einsum("ij,ij->i", moved, moved)
    freedom = value.size - basis.shape[1] - 1
    same = np.ones_like(squares)
    return Arrangements(
        moved_moved=np.where(squares > TINY * value.size, squares, np.nan),
        moved_value=moved @ rest,
        moved_real=moved @ moved[0],
        value_value=same * (rest @ rest),
        value_real=same * (moved[0] @ rest),
        real_real=same * squares[0],
        freedom=same * freedom,
    )
