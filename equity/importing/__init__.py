"""Takes a tidy file of counts, whole or not at all.

Read in this order: `problems` (what is said of a bad file), `guards` and `header` (what is no such
file), `table` (its cells), `names` (what they mean), `numbers` and `sums` (whether they can be),
`storing` (the rows), `loading` (all steps). The columns and checks are those of the equity method,
section 5. `fixture_releases` takes in, and publishes, the files that come with the portal.
"""

from equity.importing.loading import Loaded, load
from equity.importing.problems import Refused

__all__ = ["Loaded", "Refused", "load"]
