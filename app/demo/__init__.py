"""The demo school: an invented English secondary, its year and its story, all from one seed."""
