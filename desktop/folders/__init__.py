"""Watching folders, a scanner's or a phone's synced one: each by a thread of its own, that looks every few seconds.

Looking again and again (polling) is all there is to it: it works on local disks, network drives and synced folders
alike, finds a folder again that was gone, and misses nothing when the system's queue of events overflows.
"""
