"""``python -m villagepub.cli``, where the command itself is not on the path."""

from villagepub.cli import main

main()
