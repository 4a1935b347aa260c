"""What to put to the model for a turn: ``python benchmarks/premise.py [--model NAME]``.

Prints the average precision of the frame probabilities over turns x frames, the coded voices given, for every form of
the premise (``framing.frames.label.PREMISES``), on the coded articles at hand. The base rate is what chance gives.
"""

from __future__ import annotations

import argparse

import pandas as pd
from gold import average_precision, frame_ranking, texts

from framing.frames.codebook import load_codebook
from framing.frames.label import PREMISE, PREMISES
from framing.models import load_model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", default="embedded", help="embedded, a Hub name or a folder")
    model = load_model(parser.parse_args().model)
    codebook = load_codebook("ukraine_war")
    rows = []
    for form in PREMISES:
        probability: list[float] = []
        truth: list[bool] = []
        for gold, article in texts():
            p, t = frame_ranking(article, gold, codebook, model, form=form)
            probability, truth = probability + p, truth + t
        rows.append(
            {
                "premise": form + (" (used)" if form == PREMISE else ""),
                "average precision": average_precision(probability, truth),
                "base rate": sum(truth) / max(len(truth), 1),
                "turns x frames": len(truth),
            }
        )
    print(pd.DataFrame(rows).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
