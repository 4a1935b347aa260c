"""What every command does with the terminal: errors and warnings as sentences, letters that it has not replaced."""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from framing.errors import FramingError


@contextmanager
def sentences() -> Iterator[None]:
    """Turn errors that the user can mend into one sentence on standard error and exit code 1; warnings likewise."""
    with warnings.catch_warnings():
        warnings.showwarning = lambda message, *rest: typer.echo(f"Note: {message}", err=True)
        try:
            yield
        except FramingError as error:
            typer.echo(f"Error: {error}", err=True)
            raise typer.Exit(1) from error
        except KeyboardInterrupt as error:
            typer.echo("Stopped. What was written before is whole; run the same command again to go on.", err=True)
            raise typer.Exit(130) from error


def print_text(text: str) -> None:
    """Print a text; where the terminal has no letters for some of it (a pipe on Windows), others in their place."""
    encoding = sys.stdout.encoding or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        text = text.replace("█", "#").encode(encoding, "replace").decode(encoding)
    typer.echo(text)
