"""Lists that schools and colleges keep, as drafts: `manage.py import_programs FILE` and the like.

An importer (`base.Importer`) says which columns it reads, what makes a row good, and what to make
of the good ones; `base.run` does the rest for all of them: one transaction, every row ends as one
outcome with a sentence, and what is on file already is compared, never written over.
"""
