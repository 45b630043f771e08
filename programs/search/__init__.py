"""Finding programs: words, facets and distance, with live counts, over documents of any kind.

words       what somebody typed, taken apart
spelling    what the words mean here: synonyms, corrections, unfinished words
matching    from words to documents
stems       which documents hold each stem, in lists, true as of a moment
facets      the declared facets
bands       into which value of a facet an amount falls
columns     facet values of all programs in memory, true in every transaction
value_sets  one facet of all programs, and its counts; names, labels: what else columns hold
places      from "near …" to a point
answer      a Question in, an Answer out: start here
sources     what documents are made of; programs.search_documents writes them
"""
