"""Sound reports with one error planted in each, of seven kinds; every one must be found."""
