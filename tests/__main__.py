"""`python3 -m tests [arguments of pytest]` makes the machine ready, tests included, and runs them without a screen."""

import os
import sys

from desktop_app import bootstrap, shared_libraries


def main() -> int:
    """Run the tests with the arguments of this process and return pytest's exit code."""
    bootstrap.ready("test")
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    shared_libraries.load()
    import pytest

    return int(pytest.main(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main())
