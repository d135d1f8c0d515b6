"""The tables of a case, each declared once: its columns, and what several of them must say together."""
