"""How a witness reaches us: a public site that can seal and drop, and cannot read what it holds.

It is a program of its own: own process, own folder, own database, no key but the desk's public half.
It keeps no address, no browser's name, no cookie, and no time finer than an hour.
"""
