"""The toolkit packs are written in: tokens, words, phrases, numbers, dates.

Nothing here knows a language; everything a language knows is fed in by its pack.
"""
