"""The lab: whether opponents are strong and puzzles are good, measured by playing (R21).

* :mod:`diplogame.lab.bots`: simple players, as functions of a delegation's view.
* :mod:`diplogame.lab.lineup`: who sits where; which games a study consists of.
* :mod:`diplogame.lab.play`: one game to one record.
* :mod:`diplogame.lab.store`: records on the drive; :mod:`diplogame.lab.runner` and
  :mod:`diplogame.lab.cluster`: many games, on processes or on a Dask cluster.
* :mod:`diplogame.lab.balance`, :mod:`diplogame.lab.coverage`, :mod:`diplogame.lab.calibrate`: what the
  records say.

Guarantees: a record depends on the pack, the seed and the line-up alone - not on the machine, the
number of processes or what was played before. Nothing here is imported by the game itself.
"""
