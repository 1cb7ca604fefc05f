"""What people look at: plain rows, in an order that depends on nothing but the content.

``ledger`` (who answered which question with what), ``chronology`` (what happened when), ``wording``
(who is called what by whom).
"""
