"""Something wrong here? A reader's words, sent to the organization that owns the page.

No account and no cookie but the form's own. Nothing is e-mailed; the report waits in the admin.
"""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from partners.models import Organization, ProblemReport, Term
from pathways_portal.common import limits
from programs.models import Occupation, Program, Sector

# Reports in an hour: from one address, and from everyone together.
MOST_FROM_ONE = 5
MOST_FROM_ALL = 200

ORGANIZATION_PAGES = {
    "partners:school_detail",
    "partners:college_detail",
    "partners:adult_school_detail",
}


@dataclass(frozen=True)
class About:
    """What a report is about: the page's path, its title, and the organization that owns it."""

    path: str
    title: str
    owner: Organization | None = None


def about_path(path):
    """Find the record that `path` shows to the public; the portal itself where it shows none."""
    path = "".join(letter for letter in path if letter.isprintable())  # a NUL cannot be stored
    path = path[: ProblemReport._meta.get_field("page").max_length]
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            match = resolve(path.partition("?")[0])
        except Resolver404:
            return About("/", str(_("The whole site")))
    if match.view_name == "home":
        return About("/", str(_("The whole site")))
    with_record = _record(match.view_name, match.kwargs.get("slug") or match.kwargs.get("soc"))
    title, owner = with_record or (path, None)
    return About(path, title, owner)


def _record(view_name, slug):
    """(title, owner) of the public record behind a page, or None."""
    if slug is None:
        return None
    if view_name == "programs:detail":
        program = (
            Program.objects.open_to_students()
            .select_related("owner", "organization")
            .filter(slug=slug)
            .first()
        )
        return program and (
            f"{program.local_title}, {program.organization.label}",
            program.owner,
        )
    if view_name in ORGANIZATION_PAGES:
        organization = Organization.objects.open().filter(slug=slug).first()
        return organization and (organization.name, organization)
    if view_name == "partners:term":
        term = Term.objects.published().select_related("owner").filter(slug=slug).first()
        return term and (term.local_term, term.owner)
    if view_name == "programs:sector_detail":
        sector = Sector.objects.filter(slug=slug).first()
        return sector and (sector.local_name, None)
    if view_name == "programs:career":
        occupation = Occupation.objects.filter(code__code=slug, code__is_match=True).first()
        return occupation and (f"{occupation.local_title} ({slug})", None)
    return None


class FeedbackForm(forms.Form):
    """What is wrong and, if the reader likes, where to answer. `website` is bait for machines."""

    message = forms.CharField(
        label=_("What is wrong or missing?"),
        help_text=_("Say what stands there and what would be right. Please no names of students."),
        max_length=ProblemReport._meta.get_field("message").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    reply_to = forms.EmailField(
        label=_("Your e-mail"),
        help_text=_("Only if you want an answer. Only the people who mend the record see it."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    website = forms.CharField(label=_("Leave this empty"), required=False)


def too_many(request):
    """Count this report for the hour; say whether its sender, or everyone, has sent too many."""
    return limits.too_many(
        request, form="feedback", most_from_one=MOST_FROM_ONE, most_from_all=MOST_FROM_ALL
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_not_required
def feedback(request):
    """The form; `?about=` is the path of the page that it is about."""
    about = about_path(request.POST.get("about") or request.GET.get("about") or "/")
    form = FeedbackForm(request.POST or None)
    context = {"form": form, "about": about, "contact": settings.CONTACT_EMAIL}
    if request.method != "POST" or not form.is_valid():
        return TemplateResponse(
            request, "feedback.html", context, status=422 if request.method == "POST" else 200
        )
    if not form.cleaned_data["website"]:
        if too_many(request):
            return TemplateResponse(request, "feedback_limit.html", context, status=429)
        ProblemReport.objects.create(
            organization=about.owner,
            page=about.path,
            about=about.title[: ProblemReport._meta.get_field("about").max_length],
            message=form.cleaned_data["message"],
            reply_to=form.cleaned_data["reply_to"],
            language=get_language(),
        )
    return HttpResponseRedirect(reverse("feedback_thanks"))


@require_safe
@login_not_required
def thanks(request):
    return TemplateResponse(request, "feedback_thanks.html")
