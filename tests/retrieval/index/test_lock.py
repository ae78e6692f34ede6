"""One builder at a time."""

import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import BuildInProgress
from retrieval.index.lock import builder_lock

HOLDER = """
import sys, time
from pathlib import Path
from retrieval.index.lock import builder_lock
with builder_lock(Path(sys.argv[1]), 0):
    print("held", flush=True)
    time.sleep(60)
"""


def test_a_second_builder_waits_in_vain_until_the_first_is_gone_even_by_a_kill(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env={"PYTHONPATH": str(Path(__file__).parents[3])}
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(BuildInProgress), builder_lock(tmp_path, 0.2):
            pass
        holder.kill()
    with builder_lock(tmp_path, 0):
        assert True
