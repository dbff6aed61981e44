"""What a person types about an episode, checked."""
