"""The public equity pages: addresses in, published cells out. Nothing here reads a raw count.

A page is a module of its own, whose class has what the template prints; `views` has all addresses:

- `overview` one table with its chart, `explore` many in one, `compare` one group at many places,
- `trend` cohort by cohort, `entering` who enters and who completes, `gains` the largest gaps,
- `headlines` all measures of a pathway or an organization, `outcome` the one that the page of a
  program, a pathway or an organization shows, `side` what stands beside a table,
- `metrics` what is measured, `methods` how.

They ask `choices` what an address chooses, and `published` what there is of it. Arrows point down:
views, pages, `choices`, `published`.
"""
