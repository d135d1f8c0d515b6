"""The public functions: what the commands do, for scripts and notebooks.

Each checks what it is given (:mod:`~geleit.library.arguments`) and calls a recipe. ``import geleit`` loads neither
solver nor numerical library, which come with the first function that needs them.
"""
