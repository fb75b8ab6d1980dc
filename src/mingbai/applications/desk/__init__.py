"""The officers' screens of the procedure: 办件, from the list to the archived file."""
