"""What a cleared person may do, in which order, and when in the day."""
