"""Whether a site is still what it was: a run is held against those before it. Pure: from records and runs to findings.

Nothing here has a threshold to tune. What a run shows is compared with what its own past lets one expect; a finding is
what happens by chance in fewer than one of ten thousand runs of a site that is well (ALARM_FALSE_RATE), and is large
besides.
"""
