from django.db import migrations

from partners.edits import unwatch, watch

# Not watched: stems and words of the search, which follow from its documents.
TABLES = [
    "programs_alignmentgap",
    "programs_area",
    "programs_articulationagreement",
    "programs_awardcount",
    "programs_choicegroup",
    "programs_code",
    "programs_codeset",
    "programs_completercount",
    "programs_course",
    "programs_coursealias",
    "programs_courseoffering",
    "programs_credential",
    "programs_crosswalk",
    "programs_earlycreditoption",
    "programs_examcredit",
    "programs_gapsnapshot",
    "programs_nearestprogram",
    "programs_occupation",
    "programs_occupationfigure",
    "programs_occupationrelated",
    "programs_occupationskill",
    "programs_offering",
    "programs_organizationsupport",
    "programs_pathway",
    "programs_pathwayprogram",
    "programs_pathwayskill",
    "programs_pathwaysupport",
    "programs_prerequisite",
    "programs_priorityrule",
    "programs_program",
    "programs_program_credentials",
    "programs_programcode",
    "programs_programlink",
    "programs_programoccupation",
    "programs_programskill",
    "programs_programsupport",
    "programs_qualityelement",
    "programs_qualityreview",
    "programs_receivingcourse",
    "programs_regionload",
    "programs_searchdocument",
    "programs_sector",
    "programs_sectorcode",
    "programs_sendingcourse",
    "programs_sequence",
    "programs_sequencestep",
    "programs_signature",
    "programs_skill",
    "programs_supplylink",
    "programs_support",
    "programs_synonym",
    "programs_wagebenchmark",
]


class Migration(migrations.Migration):
    dependencies = [("programs", "0024_course_titles"), ("partners", "0004_edit_stamps")]

    operations = [
        migrations.RunSQL(watch(*TABLES), unwatch(*TABLES)),
    ]
