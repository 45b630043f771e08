"""Extensions that search needs, and text search settings that fold accents in both languages."""

from django.contrib.postgres.operations import (
    BtreeGinExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations


def configuration(name, language):
    """A text search configuration: words lose their accents, then take the language's stem."""
    return migrations.RunSQL(
        f"""
        CREATE TEXT SEARCH CONFIGURATION {name} (COPY = {language});
        ALTER TEXT SEARCH CONFIGURATION {name}
            ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {language}_stem;
        """,
        f"DROP TEXT SEARCH CONFIGURATION {name};",
    )


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    operations = [
        UnaccentExtension(),
        TrigramExtension(),
        BtreeGinExtension(),
        migrations.RunSQL(
            "CREATE EXTENSION IF NOT EXISTS fuzzystrmatch", migrations.RunSQL.noop
        ),
        configuration("portal_english", "english"),
        configuration("portal_spanish", "spanish"),
    ]
