"""Records with a page of their own: the last part of its address, when they are first saved."""

from django.db import IntegrityError, transaction

from partners.stewardship_admin import StewardedAdmin


class AddressedAdmin(StewardedAdmin):
    """Makes the `slug` of a new record; nobody types it, and it stays when the title changes."""

    readonly_fields = ("slug", *StewardedAdmin.readonly_fields)

    def new_slug(self, obj):
        """An address that nobody has; each admin page says from which words."""
        raise NotImplementedError

    def save_model(self, request, obj, form, change):
        if obj.slug:
            super().save_model(request, obj, form, change)
            return
        obj.slug = self.new_slug(obj)
        try:
            with transaction.atomic():
                super().save_model(request, obj, form, change)
        except IntegrityError:
            # Somebody else took the address between the question and the answer.
            obj.slug = self.new_slug(obj)
            super().save_model(request, obj, form, change)
