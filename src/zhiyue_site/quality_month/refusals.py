"""What a person may not do, or not so: every service of the room says it by one of these, in Chinese."""


class Refused(Exception):
    """It was not done, and nothing changed; the message says why, to the person who asked."""
