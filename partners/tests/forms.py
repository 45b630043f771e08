"""What a browser sends of a form in the admin, for tests that send one."""

from partners import more_parts


def untouched_parts(model):
    """Of the parts that higher apps added to the form of a record, when nobody touched them."""
    data = {}
    for inline, key in more_parts.parts_of(model):
        prefix = inline.model._meta.get_field(key).remote_field.related_name
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    return data
