"""What the first page of the admin says of agreements: those past their end, those to sign."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import ngettext

from partners import desk_notices, rights
from partners.desk_notices import Notice
from programs.admin.agreement_signing import waiting_for
from programs.articulation.phases import Phase, condition
from programs.models import ArticulationAgreement


def _listed(query):
    return f"{reverse('admin:programs_articulationagreement_changelist')}?{query}"


def past_their_end(request):
    """Agreements that the user can end or renew: marked active, though their last year is over."""
    mine = rights.editable(request.user, ArticulationAgreement.objects.all())
    count = mine.filter(condition(Phase.PAST_END, timezone.localdate())).count()
    if not count:
        return None
    words = ngettext(
        "%(count)s agreement is marked active, though its last year is over. End or renew it.",
        "%(count)s agreements are marked active, though their last year is over. End or renew "
        "them.",
        count,
    )
    return Notice(words % {"count": f"{count:,}"}, _listed("end=past-kept"))


def to_sign(request):
    """Agreements in which a place of the user's own organizations signs next."""
    count = waiting_for(request.user).count()
    if not count:
        return None
    words = ngettext(
        "%(count)s agreement waits for a signature of your organization.",
        "%(count)s agreements wait for a signature of your organization.",
        count,
    )
    return Notice(words % {"count": f"{count:,}"}, _listed("sign=mine"))


desk_notices.add(past_their_end)
desk_notices.add(to_sign)
