"""Chinese.

notes      The notes of the results in Chinese, by their English templates; the specific stand
           first.
sentences  What the summaries say in Chinese; the same keys and numbers as in English.
"""
