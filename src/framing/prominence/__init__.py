"""How much weight? Visibility of sources and frames, and what the author makes of their words."""
