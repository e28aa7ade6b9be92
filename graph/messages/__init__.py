"""The catalogue of all messages to users, one module per area.

Code that reports an error names a message and its values. A second language needs a second text per message and no change there.
"""
