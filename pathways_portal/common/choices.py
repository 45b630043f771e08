"""A chosen value in words, in the reader's language."""


def words_of(row, name):
    """The words of a field with choices; what is no choice as it stands, None too.

    Django's own `get_…_display` puts together the words of all choices to find those of one.
    """
    value = getattr(row, name)
    choices = row._meta.get_field(name).flatchoices
    return next((str(words) for choice, words in choices if choice == value), value)
