"""The command line: parse, call the library, print, exit code.

Exit codes: 0 nothing adverse, 1 adverse findings or a certificate that fails, 2 bad input or an answer that cannot be
printed, 3 a fault of Geleit itself, 130 stopped by Ctrl-C, 141 the reader of a pipe went away.
"""

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line; bad input ends with one message and exit code 2."""
    from geleit.cli.exit_codes import run  # nothing is imported before what goes wrong is caught

    run()


__all__ = ["main"]
