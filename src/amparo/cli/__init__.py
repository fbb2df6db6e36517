"""The `amparo` command. Exit status: 0 done, 1 done with rows that failed, 2 unusable input, 130 interrupted."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

from amparo.cli.messages import Speaker, catalogue, language_for
from amparo.cli.sentences import error_in, said_in
from amparo.model import AmparoError

__all__ = ["main", "run"]


def main() -> None:
    """Run the command of this process and end it with its exit status."""
    try:
        status = run(sys.argv[1:])
        # What is done is done: a second Ctrl-C while Python ends must not change the status.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = 130
    except BrokenPipeError:
        # The reader (`| head`) has gone; keep Python from failing on its last flush.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    sys.exit(status)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit status. Errors are told as one sentence on standard error."""
    import typer
    from typer import rich_utils

    from amparo.cli.app import Session, app

    say = Speaker(language_for(arguments))
    for panel in ("ARGUMENTS", "OPTIONS", "COMMANDS"):
        setattr(rich_utils, f"{panel}_PANEL_TITLE", say(f"panel.{panel.lower()}"))
    command = typer.main.get_command(app)
    translate(command, say)
    try:
        status = command.main(list(arguments), prog_name="amparo", standalone_mode=False, obj=Session(say))
    except AmparoError as error:
        print(say("error.prefix", message=error_in(say.lang, error)), file=sys.stderr)
        return 2
    except usage_error() as error:
        print(say("error.prefix", message=usage_sentence(error, say)), file=sys.stderr)
        return 2
    except typer.Abort:
        return 130
    return status if isinstance(status, int) else 0


def usage_sentence(error: Any, say: Speaker) -> str:
    """What was wrong in how the command was called, in one line, and where its help is."""
    context = getattr(error, "ctx", None)
    message = said_in(say.lang, " ".join(error.format_message().split()).rstrip("."))
    message += "" if message.endswith(("?", "!")) else "."
    return say("error.usage", message=message, command=context.command_path if context else "amparo")


def usage_error() -> Any:
    """The base class of the errors in how a command was called; Typer brings its own or click's, by version."""
    import typer

    return next(base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException")


def translate(command: Any, say: Speaker) -> None:
    """Put the words of the catalogue in the place of their keys, in the help of a command and all below it."""
    for slot in ("help", "short_help"):
        key = getattr(command, slot, None) or ""
        if key in catalogue():
            setattr(command, slot, say(key))
    for parameter in command.params:
        key = getattr(parameter, "help", None) or ""
        if key in catalogue():
            parameter.help = say(key)
    with_help_option(command, say)
    for child in getattr(command, "commands", {}).values():
        translate(child, say)


def with_help_option(command: Any, say: Speaker) -> None:
    """Translate `--help`, which a command makes only when it is asked for."""
    make = command.get_help_option

    def translated(context: Any) -> Any:
        option = make(context)
        if option is not None:
            option.help = say("opt.help")
        return option

    command.get_help_option = translated
