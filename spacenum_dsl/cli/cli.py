"""The command line: one file per command beside this one, found by itself."""

from __future__ import annotations

import importlib
import pkgutil

import click

import spacenum_dsl.cli.commands as home
from spacenum_dsl import __version__
from spacenum_dsl.cli.console import INTERRUPTED, leave, say

KEPT = {
    "compile": "what was finished is kept; the same command goes on from there",
    "render": "the pictures that are there are kept; the same command makes the others",
}
"""What an interrupted command leaves."""
NOTHING = "no file was changed"


class Commands(click.Group):
    """Loads a command when it is used, so that `--help` and small commands start at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        names = (module.name for module in pkgutil.iter_modules(home.__path__))
        return sorted(name.removesuffix("_command") for name in names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"{home.__name__}.{cmd_name}_command").command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; one that is interrupted says what is kept."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            say(f"interrupted: {KEPT.get(ctx.invoked_subcommand or '', NOTHING)}")
            leave(INTERRUPTED)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="spacenum")
def main() -> None:
    """Spatial-numerical tests of vision-language models, from text files.

    \b
    Start here:
      spacenum preview specs/quickstart.scene    look at a few questions
      spacenum compile specs/quickstart.scene    write a dataset to build/quickstart
      spacenum render build/quickstart           render its pictures with Blender
      spacenum verify build/quickstart           prove that they answer the questions (render --passes)
      spacenum audit build/quickstart            prove that nothing else does
    """
