"""Where documents are set: processes of their own, with limits, that have WeasyPrint at hand.

:class:`~briefgen.press.press.Press` is the ``concurrent.futures`` executor of this machine;
:mod:`briefgen.press.worker` is what runs on its other side.
"""
