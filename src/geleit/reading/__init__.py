"""Reading articles: text in, proposed statements with their exact places out; no input, no output, nothing learned."""

from geleit.reading.reader import read_statements

__all__ = ["read_statements"]
