"""The command as a program calls it: `cli.main([...])` returns its exit status."""

from nps._command import main as cli
from nps._command.pages import figures, pictures, style

main = cli.main
__all__ = ["cli", "figures", "main", "pictures", "style"]
