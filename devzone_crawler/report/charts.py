"""Charts as plain SVG, drawn by Vega-Lite: no script in the page, colours and fonts those of the page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

import vl_convert

from devzone_crawler.report.bins import Bin

Axis = Literal["time", "size"]

_WIDE, _NARROW = 680, 318
"""Pixels between the axes: of a page on a desk, of a page on a telephone."""
_HEIGHT = 170
_WIDEST_BAR = 34
_WIDEST_STEP = 52
"""From one bar to the next: few bars make a small chart, not a wide one with gaps."""
_BAND = 0.78
"""Of the room that a bar has, what it takes."""
_FEW_MONTHS = 18
_YEARS = "slice(datum.value, 5) == '01' || datum.index == 0 ? slice(datum.value, 0, 4) : ''"
"""Of many months only the first and the Januaries have a label: their year."""
_LAST_WITH_ROOM = "09"
"""A first month after this one stands too near to the January that follows."""
_DAYS = "slice(datum.value, 5)"
_LENGTH_OF_MONTH, _LENGTH_OF_DAY = len("2026-01"), len("2026-01-31")
_FROM = "split(datum.value, '–')[0]"
"""Of a bin of numbers the label says where it begins; the table says all."""
_OPEN = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)" viewBox="[^"]*">')


class Chart(NamedTuple):
    """The same bars twice, so that their labels are as large on a telephone as on a desk."""

    wide: str
    narrow: str


def bars(bins: Sequence[Bin], axis: Axis) -> Chart:
    """Bars side by side, one a bin; there must be one. `axis`: what the names of the bins are, days or numbers."""
    return Chart(_svg(bins, axis, _WIDE), _svg(bins, axis, _NARROW))


def _svg(bins: Sequence[Bin], axis: Axis, width: int) -> str:
    width = min(width, len(bins) * _WIDEST_STEP)
    step = width / len(bins)
    spec: dict[str, Any] = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": _HEIGHT,
        "padding": 2,
        "background": None,
        "data": {"values": [{"name": one.name, "size": one.size} for one in bins]},
        "mark": {
            "type": "bar",
            "color": "var(--accent)",
            "width": min(step * _BAND, _WIDEST_BAR),
            "cornerRadiusEnd": min(step * _BAND / 4, 2),
            "aria": False,
        },
        "encoding": {
            "x": {
                "field": "name",
                "type": "ordinal",
                "sort": None,
                "scale": {"paddingInner": 0, "paddingOuter": 0},
                "axis": {
                    **{"title": None, "labelAngle": 0, "grid": False, "ticks": False, "domain": True},
                    **{"labelExpr": _label(bins, axis), "labelOverlap": "greedy", "labelSeparation": 10},
                    **{"labelPadding": 7},
                },
            },
            "y": {
                "field": "size",
                "type": "quantitative",
                "axis": {
                    **{"title": None, "tickCount": 4, "tickMinStep": 1, "format": ",d", "ticks": False},
                    **{"domain": False, "labelPadding": 8},
                },
            },
        },
        "config": {
            "font": "Roboto, sans-serif",
            "view": {"stroke": None},
            "axis": {
                **{"labelFontSize": 12, "labelColor": "var(--quiet)", "aria": False},
                **{"gridColor": "var(--line)", "domainColor": "var(--edge)"},
            },
        },
    }
    svg = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return _OPEN.sub(r'<svg width="\1" height="\2" viewBox="0 0 \1 \2" aria-hidden="true" focusable="false">', svg)


def _label(bins: Sequence[Bin], axis: Axis) -> str:
    if axis == "size":
        return _FROM
    length = len(bins[0].name)
    if length == _LENGTH_OF_MONTH and len(bins) > _FEW_MONTHS:
        return _YEARS if bins[0].name[5:] <= _LAST_WITH_ROOM else _YEARS.replace(" || datum.index == 0", "")
    return _DAYS if length == _LENGTH_OF_DAY else "datum.value"
