"""A description in, questions with choices and answers out, in the style of the competition's public ones.

    make_questions("a red boat on a lake")           by rules alone
    repair_questions(text_of_a_model, description)   what of a model's text keeps to the rules, filled up by rule
    GemmaQuestions().make("a red boat on a lake")    a local Gemma writes, the rules check

Four questions each, about 60 % of them yes/no with both answers present, the others with four choices; choices are
sorted, and the answers are words of the description where they can be.  rules.py and relations.py say what is asked.
"""

from scoring.questions.choosing import MAX_COUNT, make_questions
from scoring.questions.gemma import GemmaQuestions
from scoring.questions.model_text import repair_questions

__all__ = ["MAX_COUNT", "GemmaQuestions", "make_questions", "repair_questions"]
