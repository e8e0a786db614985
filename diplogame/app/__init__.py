"""The imperative shell: sessions, narration, debrief, library of packs and saves, settings, paths."""
