"""How fast Qantar reads and how much memory it takes, beside two other ways of doing it."""
