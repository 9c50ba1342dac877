"""What travels over HTTP about lesson study."""
