"""The cards of the settings, one for each subject; each row is of one field of :class:`desktop.config.Settings`."""
