"""``python -m geleit``, where no script is on the path."""

from geleit.cli import main

main()
