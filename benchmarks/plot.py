"""Lines and points on two logarithmic axes, as SVG: nothing but text, and the same text for the same numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT = 460, 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 14, 34, 62
_COLOURS = ("#1f5fa8", "#b3501e", "#2f7d4f", "#7a4a9c")
_STEPS = (1, 2, 5)
Point = tuple[float, float]


@dataclass(frozen=True)
class Series:
    """What belongs together: a line, or points alone."""

    name: str
    points: Sequence[Point]
    measured: bool = False
    """Points in place of a line."""


@dataclass(frozen=True)
class Panel:
    """One plot."""

    title: str
    x: str
    y: str
    series: Sequence[Series]


def svg(panels: Sequence[Panel]) -> str:
    """The plots, one beside the other."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH * len(panels)}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH * len(panels)} {_HEIGHT}" font-family="sans-serif" font-size="11">',
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, panel in enumerate(panels):
        parts += [f'<g transform="translate({_WIDTH * number} 0)">', *_panel(panel), "</g>"]
    return "\n".join([*parts, "</svg>\n"])


def _panel(panel: Panel) -> list[str]:
    points = [point for series in panel.series for point in series.points]
    x = _Axis([at for at, _ in points], _LEFT, _WIDTH - _RIGHT)
    y = _Axis([at for _, at in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [f'<text x="{_LEFT}" y="18" font-weight="bold">{escape(panel.title)}</text>']
    for tick in x.ticks:
        at = x.place(tick)
        parts.append(f'<path d="M{at:.1f} {_TOP}V{_HEIGHT - _BOTTOM}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{_HEIGHT - _BOTTOM + 14}" text-anchor="middle">{tick:g}</text>')
    for tick in y.ticks:
        at = y.place(tick)
        parts.append(f'<path d="M{_LEFT} {at:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 6}" y="{at + 4:.1f}" text-anchor="end">{tick:g}</text>')
    middle = (_LEFT + _WIDTH - _RIGHT) / 2
    parts.append(f'<text x="{middle}" y="{_HEIGHT - _BOTTOM + 30}" text-anchor="middle">{escape(panel.x)}</text>')
    up = (_TOP + _HEIGHT - _BOTTOM) / 2
    parts.append(f'<text x="14" y="{up}" text-anchor="middle" transform="rotate(-90 14 {up})">{escape(panel.y)}</text>')
    at = _LEFT
    for number, series in enumerate(panel.series):
        colour = _COLOURS[number % len(_COLOURS)]
        placed = [(x.place(a), y.place(b)) for a, b in series.points]
        if series.measured:
            parts += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="4" fill="{colour}"/>' for a, b in placed]
        else:
            line = " ".join(f"{a:.1f},{b:.1f}" for a, b in placed)
            parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<rect x="{at}" y="{_HEIGHT - 20}" width="10" height="10" fill="{colour}"/>')
        parts.append(f'<text x="{at + 14}" y="{_HEIGHT - 11}">{escape(series.name)}</text>')
        at += 24 + 6 * len(series.name)
    return parts


class _Axis:
    """A logarithmic axis: from 1, 2 or 5 times a power of ten to another."""

    def __init__(self, values: Sequence[float], start: float, end: float) -> None:
        decades = range(math.floor(math.log10(min(values))) - 1, math.ceil(math.log10(max(values))) + 2)
        steps = [step * 10.0**decade for decade in decades for step in _STEPS]
        low = max(step for step in steps if step <= min(values) * 1.0001)
        high = min(step for step in steps if step >= max(values) * 0.9999 and step > low)
        self.ticks = [step for step in steps if low <= step <= high]
        self._low, self._high = math.log(low), math.log(high)
        self._start, self._end = start, end

    def place(self, value: float) -> float:
        """Where a value stands on the paper."""
        return self._start + (math.log(value) - self._low) / (self._high - self._low) * (self._end - self._start)
