"""What a methodologist would ask of a codebook: rules, each with an example that it is for, and one that it is not."""
