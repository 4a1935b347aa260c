"""Research on media framing: who speaks in an article, in which frames, with which commitment, and how prominently."""

from __future__ import annotations

__version__ = "0.1.0"
