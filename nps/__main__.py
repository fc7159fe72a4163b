"""The command: `python -m nps FILE`."""

from __future__ import annotations

if __name__ == "__main__":
    from nps._command.main import run

    run()
