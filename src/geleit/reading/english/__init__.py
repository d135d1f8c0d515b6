"""English: its rules, and the frames that they rest on."""
