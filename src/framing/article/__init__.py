"""What is the text? Reading, furniture, paragraphs, sentences."""
