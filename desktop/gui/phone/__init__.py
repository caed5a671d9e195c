"""The window's side of the phone as a camera: the link's life, and the panel with its code."""
