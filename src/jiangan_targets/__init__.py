"""Track a city district's yearly targets: records, pace, standing, summaries."""

__version__ = "0.1.0"
