"""click's help and mistakes in Swedish."""

import re
from difflib import get_close_matches

import click

from medlemsnytta.files.program import COMMAND


class _SwedishHelp:
    """The headings of click's help page, which it has only in English."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)
        words = ["[FLAGGOR]" if piece == "[OPTIONS]" else piece for piece in pieces]
        words = ["KOMMANDO" if piece == "COMMAND [ARGS]..." else piece for piece in words]
        path = ctx.command_path.removesuffix(" build")
        formatter.write_usage(path, " ".join(words), prefix="Användning: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [parameter for parameter in self.get_params(ctx) if isinstance(parameter, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section("Flaggor"):
                formatter.write_dl([(flag, _in_swedish(words)) for flag, words in records])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Visa den här hjälpen."
        return option


def _in_swedish(words: str) -> str:
    """What click adds last to an option's help: its limits, and that it is required."""
    return re.sub(r"(\d+)<=x<=(\d+)", r"\1–\2", words).replace("required]", "krävs]")


class Command(_SwedishHelp, click.Command):
    """A command with Swedish help."""


class Group(_SwedishHelp, click.Group):
    """The group of commands with Swedish help; the first command is the one that needs no name."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Kommandon"):
            formatter.write_dl([(name, command.help or "") for name, command in self.commands.items()])


def explained(mistake: click.UsageError) -> str:
    """A mistake in the arguments in Swedish, with the nearest right word."""
    if isinstance(mistake, click.NoSuchOption):
        near = get_close_matches(mistake.option_name, _options(mistake.ctx), n=1)
        what = f"Flaggan {mistake.option_name} finns inte."
        fix = f" Menade du {near[0]}?" if near else ""
        return f"{what}{fix} Skriv {COMMAND} --help för att se vad som finns."
    if isinstance(mistake, click.BadOptionUsage):
        return f"Flaggan {mistake.option_name} behöver ett värde efter sig, eller tar inget."
    if isinstance(mistake, click.MissingParameter) and mistake.param is not None:
        name = (
            mistake.param.opts[0]
            if isinstance(mistake.param, click.Option)
            else mistake.param.make_metavar(mistake.ctx)
        )
        return f"{name} saknas. Skriv {mistake.ctx.command_path} --help för att se vad som behövs."
    if isinstance(mistake, click.BadParameter) and mistake.param is not None:
        name = mistake.param.opts[0]
        if isinstance(mistake.param.type, click.Choice):
            return f"{name} kan bara vara {', '.join(mistake.param.type.choices)}."
        return f"Värdet för {name} går inte att använda."
    return mistake.message


def _options(ctx: click.Context | None) -> list[str]:
    return [] if ctx is None else [name for parameter in ctx.command.params for name in parameter.opts]
