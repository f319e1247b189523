"""All trap sites."""

from __future__ import annotations

from devzone_crawler.simulator import traps_doors as doors
from devzone_crawler.simulator import traps_mazes as mazes
from devzone_crawler.simulator import traps_rows as rows
from devzone_crawler.simulator import traps_twins as twins
from devzone_crawler.simulator.traps import TrapSite

TRAPS: tuple[type[TrapSite], ...] = (
    *(doors.Splash, doors.Frames, doors.Shell, doors.Redirects, doors.Loop),
    *(rows.Undated, rows.Login, rows.SameArticle, rows.Elsewhere, rows.Unlisted, rows.BrokenList),
    *(mazes.ManyLinks, mazes.EndlessList, mazes.Calendar, mazes.Search),
    *(twins.Mobile, twins.Traditional, twins.Print, twins.TwoColumns),
)
