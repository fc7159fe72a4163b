"""Kernels of comments.

keyness  Which words go with one class rather than another: log-odds and likelihood ratio.
"""
