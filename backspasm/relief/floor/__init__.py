"""The questions that are asked of someone who lies on the floor, few words a screen."""
