"""A page as a tree of elements, comments and scripts kept: what a reader of the source sees."""

from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
# Elements whose text runs into that of their neighbors.
INLINE = {"a", "b", "em", "span", "strong"}


class Element:
    """`children`: elements and texts in order."""

    def __init__(self, tag="", attributes=()):
        self.tag, self.attributes, self.children = tag, dict(attributes), []

    def get(self, name):
        return self.attributes.get(name) or ""

    def __iter__(self):
        """This element and all within, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child

    def all(self, tag="", css="", id=""):
        """Elements within by tag, class and id."""
        return [
            one
            for one in self
            if one is not self
            and (not tag or one.tag == tag)
            and (not css or css in one.get("class").split())
            and (not id or one.get("id") == id)
        ]

    def one(self, tag="", css="", id=""):
        """The first of `all`, or an empty element."""
        return next(iter(self.all(tag, css, id)), Element())

    @property
    def text(self):
        """The words within, spaces made one."""
        return " ".join(self._words().split())

    def without(self, css):
        """The words but those of elements of a class."""
        return " ".join(self._words(css).split())

    def _words(self, leave_out=""):
        found = []
        for child in self.children:
            if isinstance(child, str):
                found.append(child)
            elif child.tag not in ("script", "style") and not (
                leave_out and leave_out in child.get("class").split()
            ):
                words = child._words(leave_out)
                found.append(words if child.tag in INLINE else f" {words} ")
        return "".join(found)


class _Builder(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.top, self.comments = Element(), []
        self._open = [self.top]
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag, attributes):
        self._open[-1].children.append(Element(tag, attributes))

    def handle_endtag(self, tag):
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return

    def handle_data(self, data):
        self._open[-1].children.append(data)

    def handle_comment(self, data):
        self.comments.append(data)


def tree(html):
    """(the page, its comments)."""
    built = _Builder(html)
    return built.top, built.comments
