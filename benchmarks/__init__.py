"""Speed, memory and quality beside other programs, growth with the size of a page, and pages that try to break it.

- `pages`: what is read; `peers`: who reads; `process`: each reader in a process; `scores`: how good a reading is
- `reading`, `growth`, `crawling`, `fuzzing`: one benchmark each, from nothing to tables
- `mutations`: how a page is spoilt; `report`: tables, on the terminal and in docs/benchmarks.md
"""
