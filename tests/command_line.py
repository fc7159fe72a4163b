"""The command as a program calls it: `cli.main([...])` returns its exit status."""

from nps._command import main as cli

__all__ = ["cli"]
