"""The admin of equity: releases, what was published, reference lists, the view of raw counts."""

from equity.admin import cells, raw, reference, releases

__all__ = ["cells", "raw", "reference", "releases"]
