"""The competition's side: the notebook that carries this project, and the rehearsal of a run without Kaggle."""
