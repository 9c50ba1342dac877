"""What people are told, and by which way: mail, push, a school's webhooks.

Whoever changes something calls `actions.tell` in the same transaction, with the kind of notice and whom it is for; what
each person has chosen, and their quiet hours, decide what goes out and when. Nothing leaves before the commit: mail by
app/outbox, push and webhooks by jobs.
"""
