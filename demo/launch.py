"""Runs a module as a program that ends when the process which started it does.

``launch.py PARENT MODULE [ARGUMENT …]``; PARENT is the process id to watch.
"""

import ctypes
import os
import runpy
import signal
import sys

PR_SET_PDEATHSIG = 1


def main() -> None:
    """Arrange the end, then become the module."""
    parent, *sys.argv = sys.argv[1:]
    # Only Linux can do this; elsewhere the parent has to end in an orderly way.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != int(parent):
            sys.exit("the process that started this one has ended")
    # The module is to find what is installed, not what lies beside this file.
    del sys.path[0]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main()
