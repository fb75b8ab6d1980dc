"""Known random tables rendered through many layouts with damage, fitted to no file."""
