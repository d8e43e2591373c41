"""The project in, the notebook that carries it to Kaggle out; and the rehearsal of a submission without Kaggle."""
