"""Plans research lessons, cover and debriefs for every group of a school at once."""
