"""The command as a program calls it: `cli.main([...])` returns its exit status."""

from nps._command import main as cli

main = cli.main
__all__ = ["cli", "main"]
