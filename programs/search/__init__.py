"""Finding programs: words, facets and distance, with live counts, over documents of any kind.

words       what somebody typed, taken apart
spelling    what the words mean here: synonyms, corrections, unfinished words
matching    from words to documents, by PostgreSQL
facets      the declared facets
columns     facet values of all programs in memory, true in every transaction
places      from "near …" to a point
answer      a Question in, an Answer out: start here
sources     what documents are made of; programs.search_documents writes them
"""
