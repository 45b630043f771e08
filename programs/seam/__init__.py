"""The seam view: a pathway on one page, from a first course over every segment to a job.

choose.py    what the address asks: school, college, catalog year, view
roster.py    who has programs on the pathway, which all else starts from
ways_in.py   which on-ramps are drawn
rows.py      what is on file for it: boxes and the lines between them, the one source of
             the map, the table, the text, the print sheet and the embedded map
placing.py   which lane, track and column each box of the rows takes
layout.py    plain geometry: grid places and lines become numbers for a drawing
plates.py    where the terms of a line stand on it
page.py      the views

Boxes and lines become HTML in programs/templatetags/seam_said.py and, drawn, in seam_svg.py.
"""
