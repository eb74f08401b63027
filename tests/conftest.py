"""What all tests share: how Hypothesis searches."""

from hypothesis import settings

# No deadline: how fast a thing is, is measured elsewhere; here other work may run beside the tests.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
