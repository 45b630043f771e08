"""A term as PostgreSQL's text search reads it, at a place or anywhere."""

from programs.search.words import fold

# Tiers, the best first: what the words are to a document.
EXACT_TITLE, IN_TITLE, IN_HEADLINES, ANYWHERE, NOWHERE = range(5)
# The weights that each tier looks at; the last one looks at all.
WEIGHTS = ((IN_TITLE, "A"), (IN_HEADLINES, "AB"), (ANYWHERE, ""))


def queries(term, parameters):
    """{tier: SQL of a tsquery}; the text of each goes to `parameters` under a name of its own."""
    return {tier: _query(term, weights, parameters) for tier, weights in WEIGHTS}


def tier(queries):
    """SQL of the best tier of a document's `vector` for these queries."""
    whens = " ".join(f"WHEN vector @@ ({query}) THEN {tier}" for tier, query in queries.items())
    return f"CASE {whens} ELSE {NOWHERE} END"


def _query(term, weights, parameters):
    name = f"text{len(parameters)}"
    parameters[name] = _alternatives(term, weights)
    # A term may be said in English and the next one in Spanish.
    return f"to_tsquery('portal_english', %({name})s) || to_tsquery('portal_spanish', %({name})s)"


def _alternatives(term, weights):
    """The term as to_tsquery reads it. Words are letters and digits only: nothing to escape."""
    mark = f":{weights}" if weights else ""
    parts = [word + mark for word in term.words]
    for phrase in term.phrases:
        parts.append("(" + " <-> ".join(word + mark for word in fold(phrase).split()) + ")")
    parts += [f"{beginning}:*{weights}" for beginning in term.beginnings]
    return " | ".join(parts)
