"""What is acknowledged is kept, whatever ends the server."""
