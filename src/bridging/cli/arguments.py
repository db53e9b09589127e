"""A parser of arguments that speaks a language; `argparse` itself speaks English."""

import argparse
import sys
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

from bridging.words import LANGUAGES, say, usage_words

Run = Callable[[argparse.Namespace], int]
WRONG_CALL = 2


class Parser(argparse.ArgumentParser):
    """A parser with its usage, headings, help and errors in a language.

    Parameters
    ----------
    language : {"en", "nl"}
    epilog : str
        Key of the text under the help.
    **options
        As of `argparse.ArgumentParser`.
    """

    def __init__(self, *, language: str = "en", epilog: str = "cli.status", **options: Any) -> None:
        usage = say("cli.usage", language)

        class Help(argparse.HelpFormatter):
            def add_usage(
                self,
                usage_text: str | None,
                actions: Iterable[argparse.Action],
                groups: Iterable[Any],
                prefix: str | None = None,
            ) -> None:
                prefix = f"{usage}: " if prefix is None else prefix
                super().add_usage(usage_text, actions, groups, prefix)

        super().__init__(
            add_help=False, formatter_class=Help, epilog=say(epilog, language), **options
        )
        self.language = language
        self.given = self.add_argument_group(say("cli.arguments", language))
        self.options = self.add_argument_group(say("cli.options", language))
        self.options.add_argument("-h", "--help", action="help", help=say("cli.help", language))

    def add_given(self, name: str, shown: str, text: str, **options: Any) -> None:
        """Add what must be given, in its place; `shown` and `text` are keys of texts."""
        self.given.add_argument(name, metavar=self.say(shown), help=self.say(text), **options)

    def add_option(
        self, *names: str, text: str, shown: str = "", values: Any = None, **options: Any
    ) -> None:
        """Add an option; `shown` and `text` are keys of texts, `values` go in their places."""
        if shown:
            options["metavar"] = self.say(shown)
        self.options.add_argument(*names, help=self.say(text, **(values or {})), **options)

    def add_language(self, text: str = "cli.language") -> None:
        """Add the option for the language; before and after the command it is the same one."""
        self.add_option("--language", text=text, choices=LANGUAGES, default=argparse.SUPPRESS)

    def add_command(
        self, commands: Any, name: str, run: Run, epilog: str = "cli.status"
    ) -> "Parser":
        """Add a command with what it runs; its text is that of its name."""
        text = self.say(f"cli.{name}")
        parser: Parser = commands.add_parser(
            name, help=text, description=f"{text}.", language=self.language, epilog=epilog
        )
        parser.set_defaults(run=run)
        return parser

    def say(self, key: str, **values: object) -> str:
        """Return a text in the language of the parser."""
        return say(key, self.language, **values)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the call, under its usage, and stop."""
        self.print_usage(sys.stderr)
        said = usage_words(message, self.language)
        self.exit(WRONG_CALL, f"{self.prog}: {self.say('cli.error')}: {said}\n")
