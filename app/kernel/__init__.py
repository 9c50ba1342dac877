"""What every module may hold: who asks, what may be refused, what time it is. Pure; knows no framework."""
