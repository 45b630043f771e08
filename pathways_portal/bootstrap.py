"""From a bare Python to the locked packages: makes `.venv`, fills it, and goes on inside it.

Standard library only. An environment that already holds our Django (a container, a CI job, a
developer's own) is left alone. `requirements.txt` is the lock; its SHA-256 stands in a stamp inside
`.venv`, so a changed lock is installed at the next start.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: two first starts at once are not serialised there
    fcntl = None

STARTED_AT = time.time()
BASE_DIR = Path(__file__).resolve().parent.parent
OFFLINE_SIGNS = re.compile(
    r"name resolution|Name or service not known|nodename nor servname|dns error|Failed to fetch"
    r"|NewConnectionError|Network is unreachable|Connection refused|[Tt]imed out"
    r"|No matching distribution|error sending request|offline",
)


def enter_environment(base_dir=BASE_DIR):
    """Return where our packages can be imported; else prepare `.venv` and start over inside it.

    Ends the program with one plain sentence when the packages cannot be had.
    """
    environment = Environment(base_dir)
    if environment.is_entered():
        if environment.is_outdated():
            environment.prepare()
            environment.restart()
        return
    if has_our_django(environment.lock):
        return
    environment.prepare()
    environment.restart()


def has_our_django(lock):
    """Whether this Python already has Django of the series the lock names, such as 5.2."""
    try:
        installed = importlib.metadata.version("django")
    except importlib.metadata.PackageNotFoundError:
        return False
    locked = re.search(r"^django==(\d+\.\d+)", lock.read_text(), re.MULTILINE)
    return locked is not None and installed.startswith(locked[1] + ".")


def run_tests(arguments):
    """Run the whole suite, or what `arguments` select; return pytest's exit code."""
    import pytest

    os.chdir(BASE_DIR)
    print("The tests in a real browser are run by .ci/run (python -m pytest e2e).", flush=True)
    return pytest.main(arguments)


class Environment:
    """The checkout's own `.venv` and the stamp that says which lock it holds."""

    def __init__(self, base_dir):
        self.base_dir = base_dir
        self.lock = base_dir / "requirements.txt"
        self.folder = base_dir / ".venv"
        programs = self.folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = programs / ("python.exe" if os.name == "nt" else "python")
        self.uv = programs / ("uv.exe" if os.name == "nt" else "uv")
        self.stamp = self.folder / "lock.sha256"

    def is_entered(self):
        """Whether this very process runs in `.venv` with Django in it."""
        if not self.folder.exists() or not os.path.samefile(sys.prefix, self.folder):
            return False
        return has_our_django(self.lock) or self.stamp.exists()

    def is_outdated(self):
        """Whether the stamp names another lock; a `.venv` without one was made by hand: trusted."""
        return self.stamp.exists() and self.stamp.read_text() != self.digest()

    def is_ready(self):
        return self.python.exists() and self.stamp.exists() and not self.is_outdated()

    def digest(self):
        return hashlib.sha256(self.lock.read_bytes()).hexdigest()

    def restart(self):
        """Go on as the same command line in the environment's Python; never returns."""
        sys.stdout.flush()
        os.environ["PORTAL_STARTED_AT"] = str(
            STARTED_AT
        )  # so that the demo can say how long it took
        arguments = [str(self.python), *sys.argv]
        if os.name == "nt":  # exec does not wait there
            sys.exit(subprocess.call(arguments))
        os.execv(self.python, arguments)

    def prepare(self):
        """Make `.venv` and install the lock, once, whoever else tries at the same moment."""
        if self.is_ready():
            return
        folder = os.open(self.base_dir, os.O_RDONLY) if fcntl else None
        try:
            if fcntl:
                fcntl.flock(folder, fcntl.LOCK_EX)
            if not self.is_ready():
                self.install()
        finally:
            if folder is not None:
                os.close(folder)

    def install(self):
        started = time.monotonic()
        print("Preparing .venv (only when the locked packages change) …", flush=True)
        self.make_venv()
        problem = self.install_with_uv() and self.install_with_pip()
        if problem:
            sys.exit(explain(problem))
        self.stamp.write_text(self.digest())
        print(f"Packages installed in {time.monotonic() - started:.1f} s.", flush=True)

    def make_venv(self):
        if self.python.exists() and run([self.python, "-m", "pip", "--version"])[0] == 0:
            return
        if (
            importlib.util.find_spec("venv") is None
            or importlib.util.find_spec("ensurepip") is None
        ):
            sys.exit(
                "This Python cannot make virtual environments. On Debian or Ubuntu run "
                "`sudo apt-get install python3-venv` and start again."
            )
        clear = ["--clear"] if self.folder.exists() else []
        code, output = run([sys.executable, "-m", "venv", *clear, self.folder])
        if code:
            sys.exit(
                f"The virtual environment {self.folder} could not be made. On Debian or Ubuntu "
                f"`sudo apt-get install python3-venv` may be missing. It said: {last_lines(output)}"
            )

    def install_with_uv(self):
        """Install the lock with uv, which takes seconds; return what it said if that fails."""
        uv = self.uv if self.uv.exists() else self.fetch_uv()
        if uv is None:
            return "uv could not be had"
        install = [uv, "pip", "install", "--quiet", "--python", self.python, "--require-hashes"]
        # A company's own certificates are known to the system only, and a user without a home has
        # no cache; without a network all that the lock names may still be in the cache.
        for further in [[], ["--system-certs", "--no-cache"], ["--offline"]]:
            code, output = run([*install, *further, "-r", self.lock])
            if code == 0:
                return ""
        return output or "uv failed"

    def fetch_uv(self):
        """Install uv as requirements-dev.txt pins it; else take one from the PATH."""
        pinned = re.search(
            r"^uv==.*?(?=^\S|\Z)",
            (self.base_dir / "requirements-dev.txt").read_text(),
            re.MULTILINE | re.DOTALL,
        )
        with tempfile.TemporaryDirectory() as folder:
            wanted = Path(folder) / "uv.txt"
            wanted.write_text(pinned[0])
            if run([*self.pip(), "--require-hashes", "-r", wanted])[0] == 0 and self.uv.exists():
                return self.uv
        return shutil.which("uv")

    def install_with_pip(self):
        """As `install_with_uv`, with pip: slower, but it reads pip.conf and knows a mirror."""
        print("uv cannot install here; trying pip (half a minute) …", flush=True)
        code, output = run([*self.pip(), "--require-hashes", "-r", self.lock])
        return output or "pip failed" if code else ""

    def pip(self):
        return [
            self.python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check",
            "--retries", "1", "--timeout", "30",
        ]  # fmt: skip


def explain(output):
    """One sentence for the person at the keyboard, then the tool's own last words."""
    if OFFLINE_SIGNS.search(output):
        sentence = (
            "The portal's packages are not on this machine yet and could not be downloaded. "
            "Connect to the internet once (or point pip at a mirror) and start again; later "
            "starts need no network."
        )
    else:
        sentence = "The portal's packages could not be installed from requirements.txt."
    return f"{sentence}\nThe installer said: {last_lines(output)}"


def last_lines(output, count=4):
    return "\n  ".join(output.strip().splitlines()[-count:])


def run(command):
    """Run to the end; return the exit code and all it printed."""
    done = subprocess.run(
        [str(word) for word in command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    return done.returncode, done.stdout
