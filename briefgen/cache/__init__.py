"""Nothing twice: what was made is kept by the content of all that it was made from.

:mod:`briefgen.cache.store` keeps bytes, :mod:`briefgen.cache.program` tells one program from another,
:mod:`briefgen.cache.record` knows whether a whole build would come out as it stands.
"""
