"""How a secret travels: anyone can close an envelope, only the desk can open it.

Envelopes are age files (X25519, ChaCha20-Poly1305). Whoever leaves material gets a code of words; a
key made of the code opens the replies, and nobody keeps the code.
"""
