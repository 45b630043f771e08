"""Gaps: what is missing, where, how large. `labor` is openings against awards."""
