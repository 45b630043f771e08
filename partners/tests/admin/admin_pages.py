"""Pages of the admin by table: their addresses, and what they show."""

from django.urls import reverse


def url(model, page, *args):
    return reverse(f"admin:partners_{model}_{page}", args=args)


def rows(client, model, **query):
    return list(client.get(url(model, "changelist"), query).context["cl"].result_list)


def errors(response):
    return response.context["adminform"].form.errors
