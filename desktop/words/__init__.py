"""Translation, and the sentences behind every fault."""

from desktop.words.translation import N_, _, choose_language, current_language, ngettext, use_language

__all__ = ["N_", "_", "choose_language", "current_language", "ngettext", "use_language"]
