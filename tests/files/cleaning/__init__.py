"""Files cleaned for publication: what is planted is gone, what is shown is unchanged."""
