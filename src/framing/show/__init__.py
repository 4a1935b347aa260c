"""What the analysis looks like: figures in print, and the article with its voices and frames marked."""
