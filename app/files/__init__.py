"""Bytes that people bring or that are made for them: in a folder, in memory or in an S3-compatible store.

A row says what a file is and holds its key; `store.Store` holds the bytes. A key is `school/kind/id`, made by
`store.new_key`, never of anything that a person wrote. Bytes are put before their row is committed, and thrown away by
a job (`actions.discard`) in the transaction that deletes the row; what a crash left behind, `work.sweep` takes.
"""
