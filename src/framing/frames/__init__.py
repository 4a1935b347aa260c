"""What do they say? Codebook, entailment, labels."""
