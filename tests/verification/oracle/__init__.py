"""An oracle that starts from the tables of a case folder and shares no code with the package it judges.

``folders`` writes random case folders and small ones with answers known by hand; ``tables`` reads them with the
standard library alone; ``ground`` has streets in metres, what stands on them and what shuts them; ``network`` is an
exact network over time; ``worlds`` puts a case into it, at the generous and at the cautious ends.
"""
