"""Everything that is Qt."""

from desktop.gui.immortal import keep_singletons

keep_singletons()
