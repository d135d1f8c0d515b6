"""Articles: files of text, HTML and PDF, as what a reader sees, with the way back to every place in the file."""
