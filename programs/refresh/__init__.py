"""Official files as their publishers lay them out: `manage.py refresh SOURCE FILE`.

A source (`source.Source`) says which columns it reads, what makes a row good, and what to write;
`run` does the rest for all of them: one transaction, rows that people edited are kept, what follows
from the rows is derived anew. `catalog` lists the sources.
"""
