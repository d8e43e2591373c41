"""The project's own measures of a drawing, beside the competition's metric: a picture in, a figure out."""
