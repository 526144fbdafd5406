"""The tests. Compiled modules are saved even if PYTHONDONTWRITEBYTECODE is set: otherwise each process
of a run compiles all of them once more, which takes ten seconds.
"""

import sys

sys.dont_write_bytecode = False
