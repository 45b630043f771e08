"""The admin: open to members, through the portal's own sign-in, with a second factor to edit."""

from functools import wraps

from allauth.account import views as account
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from partners import desk_notices, mfa, rights

# What coordinators open most, first; the rest follows by name.
FIRST = ["Program", "ProblemReport", "Inventory", "Organization", "Site", "Person"]


class PortalAdminSite(admin.AdminSite):
    """Memberships decide who enters; `is_staff` and model permissions are not asked."""

    def get_app_list(self, request, app_label=None):
        """For members: first the records they keep, then what they may only look up."""
        apps = super().get_app_list(request, app_label)
        if app_label or rights.is_staff(request.user):
            return apps
        models = [model for app in apps for model in app["models"]]
        kept = [model for model in models if not model["view_only"]]
        kept.sort(
            key=lambda model: (
                FIRST.index(model["object_name"]) if model["object_name"] in FIRST else len(FIRST),
                model["name"],
            )
        )
        groups = [
            (_("Records you keep"), "kept", kept),
            (_("To look up"), "reference", [model for model in models if model["view_only"]]),
        ]
        return [
            {
                "name": name,
                "app_label": label,
                "app_url": reverse("admin:index"),
                "has_module_perms": True,
                "models": rows,
            }
            for name, label, rows in groups
            if rows
        ]

    def index(self, request, extra_context=None):
        """Above the records: what waits for this member."""
        waiting = {"notices": desk_notices.notices(request)}
        return super().index(request, waiting | (extra_context or {}))

    def has_permission(self, request):
        return request.user.is_authenticated and rights.is_member(request.user)

    def each_context(self, request):
        return super().each_context(request) | {"site_url": reverse("home")}

    def admin_view(self, view, cacheable=False):
        """Send an editor without a second factor to set one up, saying why."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def second_factor_first(request, *args, **kwargs):
            if request.user.is_authenticated and mfa.is_missing(request.user):
                messages.info(
                    request,
                    _(
                        "You can edit the region's records, so your account needs a second "
                        "factor: a code from an app on your phone. Set it up once, here."
                    ),
                )
                return redirect("mfa_activate_totp")
            return guarded(request, *args, **kwargs)

        return second_factor_first

    def get_urls(self):
        shortcut = path(
            "r/<int:content_type_id>/<path:object_id>/",
            self.admin_view(self.public_page),
            name="view_on_site",
        )
        return [shortcut, *super().get_urls()]

    def public_page(self, request, content_type_id, object_id):
        """Django's way from a form to the public page would tell the address of any draft."""
        kind = get_object_or_404(ContentType, pk=content_type_id)
        page = self._registry.get(kind.model_class())
        if page is None:
            raise Http404
        record = page.get_object(request, object_id)
        if record is None or not hasattr(record, "get_absolute_url"):
            raise Http404
        return redirect(record.get_absolute_url())

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request, extra_context=None):
        """No form of its own: sign-in has limits and the second factor in one place.

        An account without a membership reads what to do about it.
        """
        if not request.user.is_authenticated:
            next_url = request.GET.get("next") or reverse("admin:index")
            return redirect_to_login(next_url, settings.LOGIN_URL)
        if self.has_permission(request):
            return redirect("admin:index")
        return TemplateResponse(request, "admin/no_rights.html", status=403)

    def logout(self, request, extra_context=None):
        return account.logout(request)

    def password_change(self, request, extra_context=None):
        return redirect("account_change_password")

    def password_change_done(self, request, extra_context=None):
        return redirect("account_change_password")
