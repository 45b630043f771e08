"""Numbers and days as Spanish readers in California and Mexico write them: 1,758 openings, 31 dic.

Django's own Spanish formats are those of Spain: 1.758 and 2,1. Where a page asks for a day by
"j M Y" or "j M", Django writes the M of every language with a capital letter; Spanish months have
none.
"""

DECIMAL_SEPARATOR = "."
THOUSAND_SEPARATOR = ","
NUMBER_GROUPING = 3
# A format is looked up here by what the template calls it, so each is named by itself.
globals().update({"j M": "j b", "j M Y": "j b Y", "j M Y, H:i": "j b Y, H:i"})
