"""The data dictionary: every table and field, in the words of the models themselves."""

from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.utils.functional import Promise
from django.utils.translation import override

OUR_APPS = ("outbox", "partners", "programs", "wbl", "equity")


def our_models():
    """The portal's own models, app by app and by name.

    Tables of the history, and models that only say whose history is kept, are left out.
    """
    for label in OUR_APPS:
        models = apps.get_app_config(label).get_models()
        yield from sorted(
            (m for m in models if not (hasattr(m, "pgh_tracked_model") or m._meta.proxy)),
            key=lambda m: m.__name__,
        )


def own_fields(model):
    """Fields of ours in the model, in their order; what Django keeps in an account is its own."""
    from_django = {f.name for f in AbstractUser._meta.get_fields()} - {"email"}
    for field in model._meta.get_fields():
        inherited = issubclass(model, AbstractUser) and field.name in from_django
        if field.concrete and not field.auto_created and not inherited:
            yield field


def kind_of(field):
    """The field's kind as a reader would say it: text up to 160, one of Segment, link to Code."""
    if field.is_relation:
        arrow = "links to many" if field.many_to_many else "links to one"
        return f"{arrow} {field.related_model._meta.object_name}"
    name = field.get_internal_type().removesuffix("Field")
    inner = getattr(field, "base_field", None)
    choices = field.choices or (inner.choices if inner is not None else None)
    if choices:
        values = ", ".join(f"`{value}`" for value, _ in choices)
        return f"{'any' if inner is not None else 'one'} of {values}"
    if inner is not None:
        return f"list of {kind_of(inner)}"
    if field.max_length:
        return f"{name}, up to {field.max_length}"
    return name


def markdown():
    """The whole dictionary as Markdown, in English whatever the reader's language."""
    lines = [
        "# Data dictionary",
        "",
        "Every table of the portal and every field in it. Made by",
        "`python3 manage.py data_dictionary`; change the models and run it again.",
        "“Empty” says whether a row may leave the field out.",
    ]
    with override("en"):
        for model in our_models():
            lines += [
                "",
                f"## {model._meta.app_label}.{model.__name__}",
                "",
                " ".join((model.__doc__ or "").split()),
                "",
                "| field | kind | empty | meaning |",
                "| --- | --- | --- | --- |",
            ]
            for field in own_fields(model):
                empty = "yes" if field.null or field.blank else "no"
                meaning = field.help_text
                meaning = str(meaning) if isinstance(meaning, Promise) else meaning
                lines.append(f"| `{field.name}` | {kind_of(field)} | {empty} | {meaning} |")
            rules = [c.name.replace("_", " ") for c in model._meta.constraints]
            if rules:
                lines += ["", "Promises kept by the database: " + "; ".join(rules) + "."]
    return "\n".join(lines) + "\n"
