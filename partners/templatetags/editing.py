"""From a public page to the form behind it, for those who keep the record."""

from django import template
from django.urls import reverse

from partners import rights
from partners.contacts import reader_of

register = template.Library()


@register.inclusion_tag("partners/_edit_link.html", takes_context=True)
def edit_link(context, record):
    """The way to the record's form in the admin; nothing for whoever may not change it."""
    reader = reader_of(context["request"])
    if not (reader.is_authenticated and rights.can_change(reader, record)):
        return {}
    form = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return {"url": reverse(form, args=[record.pk])}
