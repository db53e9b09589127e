"""Run a command: parse the call, and say in plain words what stopped it."""

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from bridging.cli.arguments import Run
from bridging.cli.commands import make_parser
from bridging.cli.language import asked_language, locale_language
from bridging.cli.telling import DONE, WRONG, tell
from bridging.errors import BridgingError
from bridging.records.in_language import in_language
from bridging.words import say, system_words

STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status.

    Parameters
    ----------
    argv : sequence of str, optional
        The arguments; those of the process, if left out.

    Examples
    --------
    >>> main(["report", "no-such-folder"])
    2
    """
    argv = sys.argv[1:] if argv is None else argv
    language = asked_language(argv) or locale_language()
    parser = make_parser(language)
    try:
        arguments = parser.parse_args(argv)
    except SystemExit as stop:  # the parser has printed what it had to say
        return int(stop.code or 0)
    arguments.words = language  # until a study says otherwise
    command: Run | None = arguments.run
    if command is None:
        parser.print_help(sys.stderr)
        return WRONG
    return _status(command, arguments)


def _status(command: Run, arguments: argparse.Namespace) -> int:
    """Run a command, and say what stops it in the language that was found for it."""
    try:
        status = command(arguments)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read the output has had enough
        _close_output()
        return DONE
    except BridgingError as error:
        tell(in_language(str(error), arguments.words))
    except OSError as error:
        tell(system_words(error.strerror or str(error), arguments.words))
    except KeyboardInterrupt:
        tell(say("cli.stopped", arguments.words))
        return STOPPED
    return WRONG


def _close_output() -> None:
    """Point standard output at nothing, so that Python says nothing when it closes it."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
