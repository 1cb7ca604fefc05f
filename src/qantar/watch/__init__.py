"""Feeds and pages of the web visited politely: what they say is captured with all requisites."""
