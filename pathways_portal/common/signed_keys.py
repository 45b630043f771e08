"""Keys of rows in links that need no account: signed, never stored."""

from django.core.signing import BadSignature, Signer, TimestampSigner

CONFIRM_WITHIN = 3 * 24 * 60 * 60  # seconds


class SignedKeys:
    """Makes and reads the tokens of one kind of row, for managing it and for confirming it."""

    def __init__(self, salt):
        self._manage = Signer(salt=f"{salt}.manage", sep=".")
        self._confirm = TimestampSigner(salt=f"{salt}.confirm", sep=".")

    def to_manage(self, key):
        """Holds as long as the portal's secret does."""
        return self._manage.sign(key)

    def to_confirm(self, key):
        return self._confirm.sign(key)

    def managed(self, token):
        """The key of a token for managing; None if it is not ours."""
        return _key(self._manage, token)

    def confirmed(self, token):
        """The key of a token for confirming; None if it is not ours or too old."""
        return _key(self._confirm, token, max_age=CONFIRM_WITHIN)


def _key(signer, token, **limits):
    try:
        return int(signer.unsign(token, **limits))
    except (BadSignature, ValueError):
        return None
