"""Start a site, or add to one: small files with comments, written where nothing stands yet.

What an author has written is never changed, but for the step that leads to a new one, where the id alone is replaced.
"""
