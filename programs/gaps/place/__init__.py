"""Place gaps: where students have no program of a sector at their school or near it."""
