"""Protecting students in small groups: what of a release may be shown, and what must not.

Plain Python with numpy, pandas and scipy; no Django. Source of every rule: the equity method,
section 2. Read in this order: `cells` (what goes in and comes out), `grain` (2.4: by year, one
window or only the total), `release` (all steps of one release), `held` (2.4: across releases).
"""
