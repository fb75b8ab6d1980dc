"""Views of 办件, one module for each thing an officer opens."""
