"""The outbox: every e-mail that must go out once, as a row that is its lock and its record.

`queue.put` writes a row, unique for a kind, a recipient and a period; workers take rows one at a
time (`queue.claim`), write the e-mail (`kinds`), hand it to the mail server (`smtp`) and note what
became of it. The server's answer decides: taken, refused for good, try again, or not known. Where
nobody knows whether it was taken, nothing goes out again until a person says so.
"""
