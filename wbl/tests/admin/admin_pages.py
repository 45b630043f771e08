"""Pages of the admin by table: their addresses."""

from django.urls import reverse


def url(model, page, *args, app="wbl"):
    return reverse(f"admin:{app}_{model}_{page}", args=args)
