"""Packs: conferences written as TOML files, made into what the rules play.

The door is `diplogame.packs.loader`: `load_pack`, `check_pack`, `discover`. Behind it: `source`
reads files, `locate` and `positions` say where things stand, `schema` and `delegation` are the
format, `check` and its parts find every mistake, `build` makes the conference and `phrasebook`
keeps the words. Guarantee of all of it: what a pack contains is data; nothing in it is executed,
written to disk, or shown before it has passed the gate of `clean`.
"""
