"""Rows that the database refuses: why, in a sentence, and which row is in the way."""

from django.db import connection

UNIQUE_VIOLATION = "23505"


def taken(model, error, instances):
    """{position of an instance: primary key of the row in its way} after an IntegrityError.

    Empty if the database refused for another reason than a value that may stand only once, or if
    the instances collide among themselves.
    """
    cause = error.__cause__
    if getattr(cause, "pgcode", None) != UNIQUE_VIOLATION:
        return {}
    name = cause.diag.constraint_name
    with connection.cursor() as cursor:
        columns = connection.introspection.get_constraints(cursor, model._meta.db_table)[name][
            "columns"
        ]
    by_column = {field.column: field.attname for field in model._meta.concrete_fields}
    names = [by_column[column] for column in columns if column in by_column]
    rule = next((rule for rule in model._meta.constraints if rule.name == name), None)
    condition = getattr(rule, "condition", None)
    rows = model._default_manager.all()
    rows = rows.filter(condition) if condition else rows
    holders = {
        tuple(values): pk
        for pk, *values in rows.values_list("pk", *names)
        if None not in values  # NULL is equal to nothing
    }
    found = {}
    for at, instance in enumerate(instances):
        holder = holders.get(tuple(getattr(instance, name) for name in names))
        if holder in (None, instance.pk):
            continue
        if condition is None or condition.check(_values(instance)):
            found[at] = holder
    return found


def _values(instance):
    return {
        field.name: getattr(instance, field.attname) for field in instance._meta.concrete_fields
    }


def sentence(table, row, error):
    """What to tell about a line that the database refuses."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", "") or ""
    for rule in table.model._meta.constraints:
        if rule.name == name:
            return (
                f"{table.file}, line {row.line} ({row.key}): {rule.get_violation_error_message()}"
            )
    detail = getattr(diagnosis, "message_detail", "") or str(error)
    return f"{table.file}, line {row.line} ({row.key}): the database refuses it: {detail}"
