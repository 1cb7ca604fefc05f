"""Document → Claims: who claims what, in which words.

``reader.Reader`` is the door; each kind of claim has a module of its own, all of them work on
``sentence.Sentence`` and know no language.
"""
