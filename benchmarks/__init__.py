"""Speed, as ratios between programs measured in turns within one run."""
