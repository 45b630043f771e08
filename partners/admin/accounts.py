"""Accounts, and the memberships that give them rights."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import AdminUserCreationForm
from django.contrib.auth.models import Permission
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partners import actions
from partners.models import Membership, SecondFactor, User
from partners.scoped_admin import ScopedAdmin, own_related
from partners.scoped_form import ScopedForm


class MembershipForm(ScopedForm):
    """Leads know the people they trust by their e-mail; the list of accounts stays closed."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        help_text=_("The address of their account, confirmed by them."),
    )

    def clean_email(self):
        """The one active account with this confirmed address."""
        email = self.cleaned_data["email"].strip().lower()
        user = User.objects.filter(email=email, is_active=True).first()
        confirmed = EmailAddress.objects.filter(user=user, email__iexact=email, verified=True)
        if user is None or not confirmed.exists():
            raise forms.ValidationError(
                _("No account has confirmed this address yet. Ask them to sign up first.")
            )
        if user == self.user:
            raise forms.ValidationError(_("Nobody gives rights to themselves."))
        self.instance.user = user
        return email


@admin.register(Membership)
class MembershipAdmin(ScopedAdmin):
    """Leads give and take rights in their own tree; nobody changes their own."""

    list_display = ["user", "organization", "role"]
    list_filter = ["role", own_related("organization")]
    list_select_related = ["user", "organization"]
    search_fields = ["user__email", "user__first_name", "user__last_name", "organization__name"]
    autocomplete_fields = ["organization"]
    ordering = ["organization__name", "user__email", "pk"]
    form = MembershipForm

    def get_fields(self, request, obj=None):
        return ["email" if obj is None else "user", "organization", "role"]

    def get_readonly_fields(self, request, obj=None):
        return [] if obj is None else ["user"]

    def get_form(self, request, obj=None, change=False, **kwargs):
        if obj is not None:
            kwargs["form"] = ScopedForm
        return super().get_form(request, obj, change=change, **kwargs)


@admin.register(User)
class UserAdmin(ScopedAdmin, DjangoUserAdmin):
    """Staff only. Accounts are deactivated, never deleted: history keeps its names."""

    list_display = ["email", "first_name", "last_name", "is_active", "is_superuser", "last_login"]
    list_filter = ["is_active", "is_superuser", "memberships__role"]
    search_fields = ["email", "first_name", "last_name"]
    ordering = ["email"]
    actions = ["take_second_factor_away", "download_csv"]
    form = DjangoUserAdmin.form
    add_form = AdminUserCreationForm
    change_form_template = DjangoUserAdmin.change_form_template
    readonly_fields = ["last_login", "date_joined", "is_demo"]
    history_parts = [(Membership, "user"), (SecondFactor, "user")]
    filter_horizontal = ()
    fieldsets = [
        (None, {"fields": ["email", "password"]}),
        (_("Name"), {"fields": ["first_name", "last_name"]}),
        (_("Rights"), {"fields": ["is_active", "is_superuser", "is_demo", "user_permissions"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["email", "usable_password", "password1", "password2"]}),
    ]

    def get_form(self, request, obj=None, **kwargs):
        return DjangoUserAdmin.get_form(self, request, obj, **kwargs)

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Memberships give all rights but this one, which is given by name."""
        if db_field.name == "user_permissions":
            kwargs["queryset"] = Permission.objects.filter(codename="view_unsuppressed_counts")
            kwargs["widget"] = forms.CheckboxSelectMultiple
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if change and "email" in form.changed_data:
            actions.replace_addresses(obj, by=request.user)

    @admin.action(
        description=_("Take the second factor away: whoever lost the phone sets up a new one"),
        permissions=["change"],
    )
    def take_second_factor_away(self, request, queryset):
        """Their recovery codes go too; the next page of the admin asks for a new factor."""
        users = list(queryset)
        Authenticator.objects.filter(user__in=users).delete()
        self.tell(
            request,
            ngettext(
                "%d account sets up a second factor anew.",
                "%d accounts set up a second factor anew.",
                len(users),
            )
            % len(users),
        )

    def csv_fields(self, request):
        return ["email", "first_name", "last_name", "is_active", "is_superuser", "last_login"]
