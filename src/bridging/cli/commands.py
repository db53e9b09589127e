"""The commands: a parser of every one of them."""

from bridging.cli import copies, estimates, listing, pages, problems
from bridging.cli.arguments import Parser
from bridging.version import __version__


def make_parser(language: str = "en") -> Parser:
    """Return the parser of the command line.

    Parameters
    ----------
    language : {"en", "nl"}
        Of its help and of what it says of a wrong call.
    """
    parser = Parser(language=language, prog="bridging", description=None)
    parser.description = parser.say("cli.about")
    parser.add_option(
        "--version", text="cli.version", action="version", version=f"bridging {__version__}"
    )
    parser.add_language()
    parser.set_defaults(run=None, language=None)
    commands = parser.add_subparsers(
        title=parser.say("cli.commands"), metavar=parser.say("cli.COMMAND")
    )
    for add in (
        *(copies.add_new, pages.add_report, problems.add_check, estimates.add_profile),
        *(estimates.add_chain, copies.add_convert, copies.add_pseudonymise),
        *(listing.add_measures, copies.add_simulate),
    ):
        add(parser, commands)
    return parser
