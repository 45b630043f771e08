"""Careers: the list with its filters, the page of one occupation, and the priority rule."""
