"""The command line: parse, call the library, print, exit code.

Exit codes: 0 nothing adverse, 1 adverse findings or a certificate that fails, 2 bad input, 3 a fault of Geleit itself,
130 stopped by Ctrl-C.
"""

from geleit.cli.main import main

__all__ = ["main"]
