"""Where the time of a run goes: ``python benchmarks/run.py [ARTICLE] [--repeat N]``.

Prints, for every step of the way, its share of the time of one run in which models are loaded and nothing is cached
(the median of N runs), the words a second, and how much of that time a second run needs that reads the tables back.
Shares and ratios hold across machines; seconds do not.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from itertools import pairwise
from pathlib import Path
from time import perf_counter

import pandas as pd

from framing.export.article import export_article, figures_of
from framing.export.figures import export_figures
from framing.study import ARTICLE, Study, open_study

DEMO = Path(__file__).resolve().parents[1] / "data" / "raw" / "could_putin_lose_this_war.txt"


def timed(article: Path, root: Path) -> dict[str, float]:
    """Return the seconds of every step of one run, nothing cached, models loaded before."""
    os.environ["FRAMING_ROOT"] = str(root)  # a folder without data/processed: no cache of scores
    study = open_study(article, folder=root / "out")
    _ = (study.model, study.tagger)
    marks = [("start", perf_counter())]

    def mark(step: str) -> None:
        marks.append((step, perf_counter()))

    for name in ARTICLE:
        study.table(name)
    mark("article: read, furniture, sentences")
    study.table("turns")
    mark("voices: tag, link, resolve, claims")
    study.table("labels")
    mark("frames: scores, labels, prominence")
    export_figures(figures_of(study), root / "figures")
    mark("figures: pdf, svg, png")
    study.reading().page()
    mark("reading.html")
    return {step: b - a for (_, a), (step, b) in pairwise(marks)}


def again(article: Path, root: Path) -> float:
    """Return the seconds of a run that finds its tables and rewrites figures and reading.html."""
    begin = perf_counter()
    export_article(open_study(article, folder=root / "out"))
    return perf_counter() - begin


def words(study: Study) -> int:
    return int(study.articles and study.table("articles")["words"].sum())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("article", nargs="?", type=Path, default=DEMO)
    parser.add_argument("--repeat", type=int, default=3)
    args = parser.parse_args()
    article = args.article.resolve()
    runs, second = [], []
    for _ in range(args.repeat):
        with tempfile.TemporaryDirectory() as folder:
            runs.append(timed(article, Path(folder)))
            second.append(again(article, Path(folder)))
            n = words(open_study(article, folder=Path(folder) / "out"))
    median = pd.DataFrame(runs).median()
    total = median.sum()
    share, speed = ([form(v) for v in median] for form in (lambda v: f"{v / total:.0%}", lambda v: f"{n / v:,.0f}"))
    table = pd.DataFrame({"step": median.index, "share": share, "words a second": speed})
    print(f"{n} words; median of {args.repeat} runs, models loaded, nothing cached: {total:.1f} s")
    print(table.to_string(index=False))
    print(f"A second run, which reads the tables back: {pd.Series(second).median() / total:.0%} of that.")


if __name__ == "__main__":
    main()
