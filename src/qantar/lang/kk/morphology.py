"""Kazakh words by their suffixes (first form: the word is its own lemma)."""

from qantar.grammar.word import Analysis


def analyses(form: str) -> tuple[Analysis, ...]:
    """The form itself."""
    return (Analysis(form, frozenset()),)
