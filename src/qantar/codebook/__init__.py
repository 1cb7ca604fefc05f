"""What counts as what: the codes of Qantar, with their definitions, as data.

``load()`` gives the codebook; the TOML files beside this module are its text, ``docs/codebook.md``
the same for people.
"""

from qantar.codebook.codes import Act, Code, Codebook, CountedObject, load

__all__ = ["Act", "Code", "Codebook", "CountedObject", "load"]
