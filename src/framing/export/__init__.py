"""Into the paper: figures, tables, captions."""
