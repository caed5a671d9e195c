"""The program's state while its window isn't looked at: an icon by the clock, and notifications."""
