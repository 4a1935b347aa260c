"""The weights of a composite of visibility: in a codebook if the researcher writes them there, never by default."""

from __future__ import annotations

import difflib
import math
from typing import Annotated, Any

from pydantic import AfterValidator, Field

from framing.frames.codebook_wording import rule
from framing.schema import VISIBILITY


def _weigh(weights: dict[Any, Any]) -> dict[str, float]:
    """Return the weights if each is that of a measure, a number from 0 to 1, and they sum to 1."""
    for measure, weight in weights.items():
        at = ("weights", str(measure))
        if measure not in VISIBILITY:
            close = difflib.get_close_matches(str(measure), VISIBILITY, n=1)
            hint = f"perhaps you mean '{close[0]}'" if close else f"choose from {', '.join(VISIBILITY)}"
            raise rule(f"names '{measure}', which is no measure of visibility; {hint}", at=at)
        number = isinstance(weight, int | float) and not isinstance(weight, bool)
        if not (number and 0 <= weight <= 1):
            raise rule(f"gives '{measure}' the weight '{weight}'; it must be a number from 0 to 1", at=at)
    total = sum(weights.values())
    if weights and not math.isclose(total, 1, abs_tol=1e-6):
        raise rule(f"sum to {total:g}; change them so that they sum to 1", at=("weights",))
    return {measure: float(weight) for measure, weight in weights.items()}


# any key and value: what is wrong with them is said above in one sentence
Weights = Annotated[dict[Any, Any], Field(default_factory=dict), AfterValidator(_weigh)]
