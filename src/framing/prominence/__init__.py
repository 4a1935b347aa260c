"""How much weight? Visibility of sources and frames."""
