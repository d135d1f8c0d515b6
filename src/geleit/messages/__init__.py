"""What Geleit says to a reader: messages, and the catalogue that puts them into words.

A message is a code with raw values; ``str(message)`` is English. Everything that depends on a language stands in the
catalogue: words, their order, plural forms, how numbers, times and lists are written.

To add a sentence
-----------------
1. Add an entry to the module of its subject in ``english/``, under a code that begins with the subject::

       "corridor.no-notice": "How much notice was given is not known: {reason}.",
       "corridor.seats": Plural("seats", "{seats} seat by {at}", "{seats} seats by {at}"),

2. Say it where the finding is made, every field by its name, the values raw::

       say("corridor.seats", seats=1200, at=case.local(deadline))

A field may say how its value is written, ``{left:people}`` (:data:`FORMATS`) or ``{ratio:.2f}``. Without that, names
and words of others stand as they are, whole numbers, times, days and durations in the way of the language, and messages
within a message are put into words in their turn. ``None`` leaves a clause out. Never paste texts together: a clause
that may be missing is a message of its own, and where the sentence changes more than that, write two entries. The
words of others go in with :func:`words`; codes of Geleit's own, such as ``published``, are written by ``{basis:word}``.

The tests find codes without an entry, entries that nothing uses, fields that do not fit the values, and sentences
outside of the catalogue. How a language is added stands in docs/howto/sentence.md.
"""

from __future__ import annotations

from geleit.messages.formats import FORMATS
from geleit.messages.language import Language, Plural
from geleit.messages.message import Amount, Message, Value, say, words

__all__ = ["FORMATS", "Amount", "Language", "Message", "Plural", "Value", "say", "words"]
