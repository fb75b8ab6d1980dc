"""The officers' screens of the report: board, workbench, what is behind a cell, typing, review."""
