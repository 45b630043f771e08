"""What is being done about a gap: open actions, and the forms that start one or adopt a goal."""

from equity.pages.published.addresses import about_place, about_table, form_url
from partners.models import ActionItem


def open_actions(place, pathway):
    """Open actions about any table of a place (and pathway), overdue first. One query."""
    return list(ActionItem.objects.open_actions(about_prefix=about_place(place, pathway)))


def forms_of(row, standing, place, pathway):
    """(the form that starts an action, the form that adopts a goal) about a row's table."""
    about = about_table(place, standing.metric, pathway=pathway, by=row.group.dimension.code)
    label = f"{row.people_title} · {standing.metric.local_name} · {place.name}"
    return (
        form_url("partners:action_new", about, label),
        form_url("partners:goal_new", about, label),
    )
