"""The pure core: words, programs, sessions and fades, without Home Assistant."""
