from .frame_ranges import plot_frame_ranges, ranges_by_frame
from .frame_voices import frame_by_voice, plot_frame_voices
from .source_frame import frames_by_source, plot_source_frame
from .words import plot_words, words_by_source
from .xray import plot_xray
from .xray_rows import xray_rows

__all__ = [
    "frame_by_voice",
    "frames_by_source",
    "plot_frame_ranges",
    "plot_frame_voices",
    "plot_source_frame",
    "plot_words",
    "plot_xray",
    "ranges_by_frame",
    "words_by_source",
    "xray_rows",
]
