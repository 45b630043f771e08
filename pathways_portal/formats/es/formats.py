"""Numbers as Spanish readers in California and Mexico write them: 1,758 openings, 2.1 miles.

Django's own Spanish formats are those of Spain: 1.758 and 2,1. Dates stay Django's.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
