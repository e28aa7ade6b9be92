"""The catalogue of all messages to users, one module per area.

Code that reports an error names a message and its values. Both languages of it go as far as the edge that shows it: the request's
`Accept-Language` or the terminal's locale chooses one. Logs are in English.
"""
