"""The learning fair as an event: rooms, stalls and talks, who visits and who was there."""
