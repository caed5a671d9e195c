"""What the window and the command line ask of the program, in one place."""
