"""Scripts that come with Python packages, as static files: never copied into the repository."""

from importlib.resources import files

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

# Folder among our static files.
PREFIX = "vendor"
# {name there: (package, folder in it)}. Only these files: their folders hold others, much larger.
PACKAGED = {"plotly.min.js": ("plotly", "package_data")}


class PackagedFinder(BaseFinder):
    """Finds the scripts of PACKAGED as vendor/<name>."""

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        """Where a static file is on disk; an empty list for one that is not ours."""
        folder, _slash, name = path.rpartition("/")
        if folder != PREFIX or name not in PACKAGED:
            return []
        found = str(_folder(name) / name)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        """(name, storage) of each, for collectstatic."""
        for name in PACKAGED:
            storage = FileSystemStorage(location=str(_folder(name)))
            storage.prefix = PREFIX
            yield name, storage


def _folder(name):
    package, folder = PACKAGED[name]
    return files(package) / folder
