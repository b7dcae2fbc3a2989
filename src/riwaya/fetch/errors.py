"""Why something was not fetched."""

from riwaya.model.errors import InputError


class NotFetched(InputError):
    """An address that gave nothing. `source` is the address as it was asked for."""

    code = "not_fetched"


class BadAddress(NotFetched):
    """The address is none that is ever fetched: of another scheme, of a private network, or no address at all."""

    code = "address"


class Forbidden(NotFetched):
    """The site's robots.txt asks not to."""

    code = "robots"


class NetworkProblem(NotFetched):
    """No whole answer came: no such name, no connection, no end of it in time, or too much of it."""

    code = "network"


class BadStatus(NotFetched):
    """The site answered that there is nothing to be had."""

    code = "http_status"
