"""Figures: one a file, each with the function that gives the rows behind it."""

import lazy_loader as lazy

__getattr__, __dir__, __all__ = lazy.attach_stub(__name__, __file__)
