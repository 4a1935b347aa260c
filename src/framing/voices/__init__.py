"""Who speaks? Attributions, sources, claims and turns."""
