#!/usr/bin/env python3
"""Run the portal: `python3 manage.py demo`, `python3 manage.py test`, and Django's own commands.

Needs nothing but Python 3.11 or newer: the first start makes `.venv` and fills it with the locked
packages.
"""

import os
import signal
import sys


def main():
    if sys.version_info < (3, 11):
        sys.exit(
            "The portal needs Python 3.11 or newer; this is Python "
            + ".".join(str(number) for number in sys.version_info[:2])
            + ". Install a newer one and start again, for example: python3.11 manage.py demo"
        )
    # Python's own answer to these signals skips atexit; the embedded database would stay behind.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if hasattr(signal, "SIGHUP") and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, lambda *_: sys.exit(129))
    from pathways_portal import bootstrap

    bootstrap.enter_environment()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pathways_portal.settings")
    if sys.argv[1:2] == ["test"]:
        sys.exit(bootstrap.run_tests(sys.argv[2:]))
    if sys.argv[1:2] == ["equity_calc"]:  # plain arithmetic: done before Django would have started
        from equity.measures import calc

        sys.exit(calc.main(sys.argv[2:]))
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
