"""An app of the tests: one person with sealed fields."""
