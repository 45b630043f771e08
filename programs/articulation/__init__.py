"""Articulation agreements for readers: the list with its filters, one agreement, a course's own."""
