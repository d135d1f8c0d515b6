"""Street files of all kinds, and the compact file that a case keeps."""
