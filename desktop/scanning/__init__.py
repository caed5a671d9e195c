"""Scanners, by the way each system has: SANE's ``scanimage`` on Linux, WIA on Windows, Image Capture on macOS."""

from desktop.scanning.choice import scanner_port
from desktop.scanning.facts import Abilities, Colour, Paper, Port, ScanEar, Scanner, Wish

__all__ = ["Abilities", "Colour", "Paper", "Port", "ScanEar", "Scanner", "Wish", "scanner_port"]
