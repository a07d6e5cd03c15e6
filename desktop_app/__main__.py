"""`python3 -m desktop_app [command]`: without a command the window opens, with one the command line answers."""

import sys

from desktop_app import bootstrap, shared_libraries


def main() -> int:
    """Run Rekod with the arguments of this process and return its exit code."""
    arguments = sys.argv[1:]
    bootstrap.ready()
    if _opens_window(arguments):
        shared_libraries.load()
        from desktop_app import app

        return app.main(arguments)
    from desktop_app import cli

    return cli.main(arguments)


def _opens_window(arguments: list[str]) -> bool:
    """Whether no command is among `arguments`: nothing, `--file F`, or a `.rekod` file as a desktop passes it."""
    rest = list(arguments)
    if rest and rest[0] == "--file":
        del rest[:2]
    elif rest and rest[0].startswith("--file="):
        del rest[0]
    return not rest or (len(rest) == 1 and rest[0].endswith(".rekod"))


if __name__ == "__main__":
    sys.exit(main())
