"""Writes of learning fairs. Import the modules directly."""
