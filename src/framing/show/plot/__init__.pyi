from .frame_ranges import plot_frame_ranges, ranges_by_frame
from .frame_voices import frame_by_voice, plot_frame_voices
from .frames_compared import frames_by_article, plot_frames_compared
from .measure_rows import measures_by_source
from .source_frame import frames_by_source, plot_source_frame
from .stance_rows import stances_by_voice
from .stance_voices import plot_stances
from .uptake import plot_uptake, uptake_by_source
from .visibility_measures import plot_measures
from .voices_compared import plot_voices_compared, voices_by_article
from .words import plot_words, words_by_source
from .xray import plot_xray
from .xray_rows import xray_rows

__all__ = [
    "frame_by_voice",
    "frames_by_article",
    "frames_by_source",
    "measures_by_source",
    "plot_frame_ranges",
    "plot_frame_voices",
    "plot_frames_compared",
    "plot_measures",
    "plot_source_frame",
    "plot_stances",
    "plot_uptake",
    "plot_voices_compared",
    "plot_words",
    "plot_xray",
    "ranges_by_frame",
    "stances_by_voice",
    "uptake_by_source",
    "voices_by_article",
    "words_by_source",
    "xray_rows",
]
