"""Who: organizations in their tree, and the sites where they are."""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import connection, models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from partners.enums import Operating, OrganizationKind, Segment
from partners.models.region import County, Point, point_constraints
from partners.querysets import RUNNING, OrganizationQuerySet
from pathways_portal.common.addresses import page_of
from pathways_portal.common.enums import EditingStatus
from pathways_portal.common.models import Stewarded

# Which page shows an organization of this kind.
DETAIL_PAGES = {
    OrganizationKind.SCHOOL: "partners:school_detail",
    OrganizationKind.ADULT_SCHOOL: "partners:adult_school_detail",
    OrganizationKind.COLLEGE: "partners:college_detail",
    OrganizationKind.CONTINUING_EDUCATION: "partners:college_detail",
}


@pghistory.track()
class Organization(Stewarded):
    """A district, school, college, agency or employer.

    Organizations form a tree by `parent`; rights given at one flow down to all below it.
    `segments` is a set because some schools teach grades 6 to 12. Each is its own owner: whoever
    has a role at it, or above it, keeps its record.
    """

    name = models.CharField(
        max_length=160,
        verbose_name=_("name"),
        help_text=_("Full name, as the organization uses it."),
    )
    short_name = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        verbose_name=_("short name"),
        help_text=_("Short name for cards and charts."),
    )
    slug = models.SlugField(
        max_length=180,
        unique=True,
        verbose_name=_("web name"),
        help_text=_("Name in web addresses."),
    )
    kind = models.CharField(
        max_length=20,
        choices=OrganizationKind,
        verbose_name=_("kind"),
        help_text=_("What it is; decides its page."),
    )
    segments = ArrayField(
        models.CharField(max_length=10, choices=Segment),
        default=list,
        blank=True,
        verbose_name=_("segments"),
        help_text=_("Segments it teaches in: any of ms, hs, ae, noncredit, college, university."),
    )
    aliases = ArrayField(
        models.CharField(max_length=80),
        default=list,
        blank=True,
        verbose_name=_("other names"),
        help_text=_("Other names people type, such as IVC."),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("parent"),
        help_text=_("The organization it belongs to: a school's district, a college's district."),
    )
    county = models.ForeignKey(
        County,
        models.PROTECT,
        related_name="organizations",
        null=True,
        blank=True,
        verbose_name=_("county"),
        help_text=_("The county it is in."),
    )
    operating = models.CharField(
        max_length=7,
        choices=Operating,
        default=Operating.OPEN,
        db_default=Operating.OPEN,
        verbose_name=_("operating"),
        help_text=_("Whether it runs today, as far as the source knows."),
    )
    cds_code = models.CharField(
        max_length=14,
        null=True,
        blank=True,
        verbose_name=_("CDS code"),
        help_text=_("State school code, 14 digits."),
    )
    ipeds_id = models.CharField(
        max_length=6,
        null=True,
        blank=True,
        verbose_name=_("IPEDS number"),
        help_text=_("Federal college number, 6 digits."),
    )
    mis_code = models.CharField(
        max_length=3,
        null=True,
        blank=True,
        verbose_name=_("MIS code"),
        help_text=_("State college code, 3 digits."),
    )
    school_type = models.CharField(
        max_length=60,
        blank=True,
        db_default="",
        verbose_name=_("school type"),
        help_text=_("Type as the state directory says."),
    )
    grades = models.CharField(
        max_length=20,
        blank=True,
        db_default="",
        verbose_name=_("grades"),
        help_text=_("Grades offered, such as 9-12."),
    )
    is_charter = models.BooleanField(
        null=True, blank=True, verbose_name=_("charter school"), help_text=_("Charter school.")
    )
    is_virtual = models.BooleanField(
        null=True, blank=True, verbose_name=_("online only"), help_text=_("Teaches online only.")
    )
    website = models.URLField(
        blank=True, db_default="", verbose_name=_("website"), help_text=_("Public web address.")
    )
    phone = models.CharField(
        max_length=30,
        blank=True,
        db_default="",
        verbose_name=_("phone"),
        help_text=_("Office phone; public."),
    )
    email = models.EmailField(
        blank=True,
        db_default="",
        verbose_name=_("e-mail"),
        help_text=_("Role mailbox such as careers@…; public."),
    )

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            *Stewarded.Meta.constraints,
            CheckConstraint(
                condition=Q(owner=F("id")),
                name="organization_keeps_its_own_record",
                violation_error_message=_("An organization is its own owner."),
            ),
            UniqueConstraint(fields=["cds_code"], name="organization_once_per_cds_code"),
            UniqueConstraint(fields=["ipeds_id"], name="organization_once_per_ipeds_id"),
            UniqueConstraint(fields=["mis_code"], name="organization_once_per_mis_code"),
            CheckConstraint(
                condition=Q(cds_code__isnull=True) | Q(cds_code__regex=r"^\d{14}$"),
                name="organization_cds_code_has_14_digits",
                violation_error_message=_("A state school code has 14 digits."),
            ),
            CheckConstraint(
                condition=Q(ipeds_id__isnull=True) | Q(ipeds_id__regex=r"^\d{6}$"),
                name="organization_ipeds_id_has_6_digits",
                violation_error_message=_("A federal college number has 6 digits."),
            ),
            CheckConstraint(
                condition=Q(mis_code__isnull=True) | Q(mis_code__regex=r"^\d{3}$"),
                name="organization_mis_code_has_3_digits",
                violation_error_message=_("A state college code has 3 digits."),
            ),
            CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="organization_is_not_its_own_parent",
                violation_error_message=_("An organization cannot belong to itself."),
            ),
        ]
        indexes = [GinIndex(fields=["segments"], name="organization_by_segments")]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """A new one needs its number beforehand, to name itself as its owner."""
        if self._state.adding and self.owner_id is None:
            if self.pk is None:
                with connection.cursor() as cursor:
                    cursor.execute(
                        "SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [self._meta.db_table]
                    )
                    (self.pk,) = cursor.fetchone()
            self.owner_id = self.pk
            kwargs.setdefault("force_insert", True)
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        """The page that shows it; the finder filtered to it, for kinds without a page."""
        page = DETAIL_PAGES.get(self.kind)
        if page:
            return page_of(page, self.slug)
        return f"{reverse('programs:list')}?organization={self.slug}"

    @property
    def has_page(self):
        """Whether a page shows it; of other kinds the finder lists the programs, if any."""
        return self.kind in DETAIL_PAGES

    @property
    def is_public(self):
        """Published and not known to be closed: as `OrganizationQuerySet.open`."""
        return self.status == EditingStatus.PUBLISHED and self.operating in RUNNING

    @property
    def label(self):
        """The short name where there is one."""
        return self.short_name or self.name


@pghistory.track()
class Site(Point):
    """A place where an organization works: an address and a point."""

    organization = models.ForeignKey(
        Organization,
        models.CASCADE,
        related_name="sites",
        verbose_name=_("organization"),
        help_text=_("Whose site it is."),
    )
    name = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        verbose_name=_("name"),
        help_text=_("Name of the campus or building."),
    )
    street = models.CharField(
        max_length=120,
        blank=True,
        db_default="",
        verbose_name=_("street"),
        help_text=_("Street and number."),
    )
    city = models.CharField(
        max_length=60, blank=True, db_default="", verbose_name=_("city"), help_text=_("City.")
    )
    zip_code = models.CharField(
        max_length=10,
        blank=True,
        db_default="",
        verbose_name=_("ZIP code"),
        help_text=_("ZIP code, such as 92243."),
    )
    is_main = models.BooleanField(
        default=True,
        db_default=True,
        verbose_name=_("main site"),
        help_text=_("The site distances are measured to."),
    )

    class Meta:
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        constraints = [
            UniqueConstraint(
                fields=["organization"],
                condition=Q(is_main=True),
                name="site_one_main_per_organization",
                violation_error_message=_("This organization has a main site already."),
            ),
            *point_constraints("site"),
        ]

    def __str__(self):
        return self.name or self.street or str(self.organization)
