"""The header of a plain list of programs, and one row of it."""

HEADER = ["College", "Program Title", "Control #", "TOP", "CIP", "SOC", "Type", "Units"]
NURSE = ["San Diego City", "Nursing", "31169", "123010", "51.3801", "29-1141", "AS", "62"]
