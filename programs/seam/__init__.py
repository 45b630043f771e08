"""The seam view: a pathway on one page, from a first course over every segment to a job.

choose.py    what the address asks: school, college, catalog year, view
rows.py      what is on file for it: boxes and the lines between them, the one source of
             the map, the table, the text, the print sheet and the embedded map
placing.py   which lane, track and column each box of the rows takes
layout.py    plain geometry: grid places and lines become numbers for a drawing
plates.py    where the terms of a line stand on it
page.py      the views
"""
