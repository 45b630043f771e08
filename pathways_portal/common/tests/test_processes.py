import os
import subprocess
import sys

from pathways_portal.common.processes import children


def test_children_are_what_a_process_started_itself():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        found = children(os.getpid())
        assert "VmRSS" in found[child.pid]
        assert os.getpid() not in found
        assert os.getppid() not in found
        child.communicate(b"\n")
    assert child.pid not in children(os.getpid())
