"""The project and its rivals in, figures out: those that the README and the docs name."""
