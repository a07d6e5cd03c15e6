"""`python3 -m desktop_app [command]`: without a command the window opens, with one the command line answers."""

import sys

from desktop_app import bootstrap, shared_libraries


def main() -> int:
    """Run Rekod with the arguments of this process and return its exit code."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--read-sheet"]:
        from desktop_app.exchange import reader

        return reader.main(arguments[1:])
    bootstrap.ready()
    files = _files_to_open(arguments)
    if files is None:
        from desktop_app import cli

        return cli.main(arguments)
    shared_libraries.load()
    from desktop_app import app

    return app.main(files)


def _files_to_open(arguments: list[str]) -> list[str] | None:
    """What the window opens: `--file F`, a lone records file as a desktop passes it, or nothing; None for a command."""
    if len(arguments) == 2 and arguments[0] == "--file":
        return arguments[1:]
    if len(arguments) == 1 and arguments[0].startswith("--file="):
        return [arguments[0].partition("=")[2]]
    if not arguments or (len(arguments) == 1 and arguments[0].endswith(".rekod")):
        return arguments
    return None


if __name__ == "__main__":
    sys.exit(main())
