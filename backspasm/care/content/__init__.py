"""From the files of the pack to a catalogue, and what is wrong with them."""
