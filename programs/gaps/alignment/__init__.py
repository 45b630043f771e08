"""Alignment gaps: courses and programs that lead nowhere on file, or that nothing leads to."""
