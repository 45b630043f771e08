"""Protecting students in small groups: what of a release may be shown, and what must not.

Plain Python with numpy, pandas, scipy and HiGHS; no Django. Source of every rule: the equity
method, section 2. Read in this order: `cells` (what goes in and comes out), `grain` (2.4: by year,
one window or only the total), `release` (all steps of one release), `held` (2.4: across releases).

How partners are found: `sums` (the equations of a reader), `knowledge` (what he knows of a count),
`grid` and `trades` (counts that can make up for each other), `swaps` (in large releases) and
`around` with `local_programs` (the cheapest move that gives a count its range), `balance` (all
counts, on all processors), `certify` for what is in no grid or left over.
"""
