"""What an address chooses, and the forms that let a reader choose.

`asked`: one place, pathway, measure, segment and cohort; `split_by`: the dimension. `permalink`,
`builder`: several of each, as an address and as a form. `place_lists`: thousands of places at once.
"""
