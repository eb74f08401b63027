"""``python -m zhiyue``: the command line, where its script is not on the path."""

from zhiyue.cli import main

if __name__ == "__main__":
    main()
