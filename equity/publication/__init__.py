"""From checked counts to protected cells: what a release shows, hides and holds."""
