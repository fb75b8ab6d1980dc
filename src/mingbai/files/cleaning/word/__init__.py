"""Word documents (docx) cleaned for publication."""
