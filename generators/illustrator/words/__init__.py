"""A sentence in, a scene out: what things, of which colours and materials, how many, and where to each other."""
