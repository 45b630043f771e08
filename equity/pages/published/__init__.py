"""What is published, as readers see it. Read in this order:

`places` (whose students), `addresses` (of their tables), `standing` (which slices there are),
`cells` and `compared` (their cells, of one place and of many), `rows` (a cell in figures and
words), `tables` (a slice by a dimension), `findings` (what it says), `downloads` (as files).
"""
