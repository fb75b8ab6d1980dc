"""Papers made of the results of ``mingbai check``: the ledger, the marked copy, the letter.

Each takes reports as the objects of ``mingbai check --json``, so that a journal serves as well.
"""
