"""What `Model` is made of: a description in, the best valid SVG that the time allows out."""
