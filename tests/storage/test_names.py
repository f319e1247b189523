"""What runs are called."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from devzone_crawler.storage.names import run_id_of


@given(st.datetimes(datetime(2000, 1, 1), datetime(2999, 1, 1)), st.integers(1, 2_000_000))
def test_ids_of_runs_sort_as_the_runs_began_also_within_a_second(first: datetime, microseconds: int) -> None:
    earlier, later = run_id_of(first), run_id_of(first + timedelta(microseconds=microseconds))
    assert earlier < later
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{6}", earlier)
