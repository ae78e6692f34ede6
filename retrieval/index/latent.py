"""The little linear algebra that the latent embedder needs, on numpy alone.

Sparse rows -> their principal axes, by a randomised range finder. Deterministic: the seed is fixed.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.integer]

OVERSAMPLING = 10  # more directions than asked for, so that the last ones are right too
POWER_STEPS = 1  # the spectrum of text falls slowly; a second step changed no ranking that we looked at
BLOCK_ROWS = 512  # are made dense at a time: faster than sparse sums, and 32 MB at 16,384 columns


@dataclass(frozen=True, slots=True)
class Sparse:
    """A matrix of which each row holds few values: row i holds those from starts[i] to starts[i + 1]."""

    starts: Ints
    columns: Ints
    values: Floats
    width: int

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(self.starts) - 1

    def scaled(self, by_column: Floats) -> "Sparse":
        """Each column times its factor."""
        return replace(self, values=(self.values * by_column[self.columns]).astype(np.float32))

    def normalised(self) -> "Sparse":
        """Each row with length 1; an empty one as it is."""
        sums = np.concatenate(([0.0], np.cumsum(self.values**2, dtype=np.float64)))
        lengths = np.sqrt(np.maximum(np.diff(sums[self.starts]), 1e-12))
        return replace(
            self, values=(self.values / np.repeat(lengths, np.diff(self.starts))).astype(np.float32)
        )

    def times(self, dense: Floats) -> Floats:
        """This matrix times a dense one."""
        products = [block @ dense for _, block in self._blocks()]
        return np.concatenate(products) if products else np.zeros((0, dense.shape[1]), np.float32)

    def turned_times(self, dense: Floats) -> Floats:
        """Columns as rows, times a dense matrix."""
        product = np.zeros((self.width, dense.shape[1]), np.float32)
        for first, block in self._blocks():
            product += block.T @ dense[first : first + len(block)]
        return product

    def _blocks(self) -> Iterator[tuple[int, Floats]]:
        """Rows made dense, a block at a time, each with its first row's number."""
        for first in range(0, self.rows, BLOCK_ROWS):
            starts = self.starts[first : first + BLOCK_ROWS + 1]
            span = slice(starts[0], starts[-1])
            block = np.zeros((len(starts) - 1, self.width), np.float32)
            block[np.repeat(np.arange(len(starts) - 1), np.diff(starts)), self.columns[span]] = self.values[
                span
            ]
            yield first, block


def principal_axes(matrix: Sparse, dimensions: int) -> Floats:
    """The axes along which the rows differ most: a row a column of the matrix, a column an axis."""
    directions = min(dimensions + OVERSAMPLING, matrix.rows, matrix.width)
    random = np.random.default_rng(seed=1)
    span = _orthonormal(matrix.times(random.standard_normal((matrix.width, directions), dtype=np.float32)))
    for _ in range(POWER_STEPS):
        span = _orthonormal(matrix.times(matrix.turned_times(span)))
    small = matrix.turned_times(span)
    strengths, turns = np.linalg.eigh(small.T.astype(np.float64) @ small)
    best = np.argsort(-strengths)[:dimensions]
    lengths = np.sqrt(np.maximum(strengths[best], 1e-12))
    return _with_fixed_signs((small @ (turns[:, best] / lengths)).astype(np.float32))


def _orthonormal(columns: Floats) -> Floats:
    return np.linalg.qr(columns)[0].astype(np.float32)


def _with_fixed_signs(axes: Floats) -> Floats:
    """An axis may point either way; its largest part is made positive, so that two runs agree."""
    largest = np.abs(axes).argmax(axis=0)
    signs = np.sign(axes[largest, np.arange(axes.shape[1])])
    return np.ascontiguousarray(axes * np.where(signs == 0, 1, signs), dtype=np.float32)
