"""The one error that the package raises on purpose: a sentence that says what is wrong and what to do."""

from __future__ import annotations


class FramingError(Exception):
    """Something the user can mend; the message is one clear sentence and is shown without a traceback by the command line."""
