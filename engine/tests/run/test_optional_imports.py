import subprocess
import sys

SCRIPT = """\
import sys
from walkback.run.execute.optional_imports import leave_out_slow_extras
leave_out_slow_extras()
import nbformat
print("lark" in sys.modules, nbformat.v4.new_notebook().nbformat)
"""


def test_nbformat_works_without_the_slow_extra():
    command = [sys.executable, "-c", SCRIPT]
    assert subprocess.run(command, capture_output=True, text=True).stdout == "False 4\n"
