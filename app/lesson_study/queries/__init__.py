"""Reads of cycles, proposals, evidence and discussions. Import the modules directly."""
