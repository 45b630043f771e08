"""The one page that shows raw counts: to permitted staff, of their own organization, logged."""
