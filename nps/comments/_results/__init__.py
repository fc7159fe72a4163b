"""What the verbs of comments return."""
