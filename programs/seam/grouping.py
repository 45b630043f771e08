"""Which courses of a grade share a box of a seam: a plain rule over steps in their order."""


def together(steps, credit):
    """Steps in groups, each a box: what earns credit stands alone, the rest of a grade together."""
    groups = []
    for step in steps:
        alone = step.course_id in credit
        same = (
            groups
            and not alone
            and groups[-1][0].place == step.place
            and groups[-1][0].course_id not in credit
        )
        if same:
            groups[-1].append(step)
        else:
            groups.append([step])
    return groups
