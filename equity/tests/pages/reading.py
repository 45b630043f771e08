"""What a reader reads of a page's HTML."""

import re


def text_of(html):
    """What a reader reads, blanks evened."""
    html = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def table_rows(html):
    """First cells of the table's body, in order."""
    body = html.partition('<tbody role="rowgroup">')[2].partition("</tbody>")[0]
    return [
        text_of(name).strip()
        for name in re.findall(r'<th role="rowheader"[^>]*>(.*?)(?: <span|</th>)', body, flags=re.S)
    ]
