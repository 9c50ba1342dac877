"""E-mail that is to go out, kept until it has gone.

`actions.write` stores a message and its job in the transaction of what it tells; a worker sends it. The row's id is
the message's own, so that a message that is sent again, because a worker was killed between the server's word and
ours, is the same message.
"""
