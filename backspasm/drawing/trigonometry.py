"""Trigonometry that is the same on every machine, so that the figures are too.

The last digit of a sine differs from one C library to the next. Where a point lies half-way
between two roundings, that digit would show in a picture, and a figure that is up to date
here would be stale there. It is rounded off at its source: what comes after are sums,
products and square roots, which IEEE 754 lets no machine do in its own way.

Angles are radians, as in `math`.
"""

import math

DIGITS = 12


def sin(angle: float) -> float:
    """The sine of an angle."""
    return _rounded(math.sin(angle))


def cos(angle: float) -> float:
    """The cosine of an angle."""
    return _rounded(math.cos(angle))


def asin(value: float) -> float:
    """The angle of a sine; raises ValueError beyond -1 … 1."""
    return _rounded(math.asin(value))


def acos(value: float) -> float:
    """The angle of a cosine; raises ValueError beyond -1 … 1."""
    return _rounded(math.acos(value))


def atan2(y: float, x: float) -> float:
    """The angle of the direction (x, y)."""
    return _rounded(math.atan2(y, x))


def hypot(x: float, y: float) -> float:
    """The length of (x, y): by a square root, which `math.hypot` is not."""
    square = x * x + y * y
    return math.sqrt(square)


def _rounded(value: float) -> float:
    return round(value, DIGITS)
