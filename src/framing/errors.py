"""The one error that the package raises on purpose: a sentence that says what is wrong and what to do."""

from __future__ import annotations


class FramingError(Exception):
    """Something the user can mend. The message is one clear sentence; the command line shows it without a traceback."""
