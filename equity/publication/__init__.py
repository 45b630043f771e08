"""From checked counts to protected cells: what a release shows, hides and holds.

Read in this order: `reading` (counts out of the database), `places` (which are sums of which),
`standing` (what was published before), `plan` (everything that publishing would do, without doing
it), `figures` (gaps and indexes of what is shown), `preview` (a plan in figures), `publishing`,
`withdrawing`. The rules are those of the equity method, section 2.
"""

from equity.publication.plan import make_plan
from equity.publication.preview import Preview, preview_words
from equity.publication.publishing import draft_to_discard, publish
from equity.publication.reading import how_many
from equity.publication.unsafe import Unsafe
from equity.publication.withdrawing import withdraw, withdraw_release, withdraw_slices

__all__ = [
    "Preview",
    "Unsafe",
    "draft_to_discard",
    "how_many",
    "make_plan",
    "preview_words",
    "publish",
    "withdraw",
    "withdraw_release",
    "withdraw_slices",
]
