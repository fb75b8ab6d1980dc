"""The body of a published document: cleaned, taken from Word, compared, told as plain text.

Pure: no Django, no clock, nothing stored (WEB-05, DOC-05).
"""
