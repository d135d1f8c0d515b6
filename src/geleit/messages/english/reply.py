"""What is said to somebody who is asked to reply before something is published."""

from geleit.messages.language import Entry

REPLY: dict[str, Entry] = {
    # what is asked
    "reply.title": "Request for a reply: {claimant}",
    "reply.asked": (
        "What follows is meant to be published. {claimant} is asked beforehand what in it is wrong, incomplete or out "
        "of its context."
    ),
    "reply.by": "A reply is asked for by {day}. Where it is to be sent, those say who send this sheet.",
    "reply.by-open": "By when a reply is asked for, and where it is to be sent, those say who send this sheet.",
    # headings, and what stands beneath them
    "reply.attributed-heading": "Incidents that others attribute to {claimant}",
    "reply.attributed-note": "As those have it who report them; no report is confirmed by standing here.",
    "reply.attributed-none": "The case has no incident that names {claimant}.",
    "reply.conduct-heading": "What {claimant} announced, agreed to or brought, and what was asked of it",
    "reply.conduct-note": (
        "Of each corridor, pause and load the same is asked, whoever announced it. Here stands what was not met, and "
        "what others say against it; the rest is named beneath."
    ),
    "reply.conduct-none": "Nothing that {claimant} announced, agreed to or brought was found not met.",
    "reply.conduct-rest": "{verdict:capital}: {checks:semicolons}.",
    "reply.conduct-some": "{check:check} ({count})",
    "reply.conduct-of": "{subject}: {check:check}",
    "reply.criterion": "The criterion comes from: {source}",
    "reply.others-heading": "What others say that names {claimant}",
    "reply.others-note": (
        "Statements of others in which {claimant} is named, or which deny what it announced. They are theirs; none is "
        "confirmed by standing here."
    ),
    "reply.others-none": "No statement of others in the case names {claimant}.",
    "reply.own-heading": "What {claimant} said itself",
    "reply.own-note": "Each statement as the case has it, what exactly was tested of it, and what came of that.",
    "reply.own-none": "The case has no statement of {claimant}.",
    # one item
    "reply.who": "{parts:commas}",
    "reply.carried": "carried by {outlet}",
    "reply.no-date": "no date",
    "reply.read-in": "Read in {title}",
    "reply.corrects": "It corrects statement {id}.",
    "reply.corrected": "It was corrected by statement {id}.",
    "reply.repeats": "It passes on statement {id}.",
    "reply.untested": "Nothing of it was tested.",
    "reply.scope": (
        "Scope as entered: where: {about}; who: {whom}; how: {means}; from: {since}; until: {until}; counted: {extent}."
    ),
    "reply.places": "{places:commas}",
    "reply.means": "{means:word}",
    "reply.not-said": "not said",
    "reply.counted-once": "of that time only",
    "reply.counted-total": "all since the beginning",
    "reply.goes-said": "A reply goes to statement {id}.",
    "reply.goes-about": "A reply goes to statement {id}, about {about}.",
    "reply.goes-check": "A reply goes to {finding}, about {subject}.",
    "reply.goes-incidents": "A reply goes to the incidents that {monitor} reports.",
    "reply.attributed": (
        "Incidents from {first} to {last}. {claimant} is named as the side that acted in "
        "{acted}, and as the other side in {faced}."
    ),
    "reply.kinds": "What happened, as reported: {kinds:commas}.",
    "reply.kind": "{kind} ({count})",
    "reply.kind-unsaid": "not said ({count})",
    "reply.kinds-more": "other ({count})",
    # verdicts in words
    "reply.is-supported": "Supported: somebody without a stake in it, or arithmetic, bears it out.",
    "reply.is-refuted": "Refuted: what could decide speaks against it.",
    "reply.is-impossible": "Impossible under the assumptions of the case, by a proof that anyone can check.",
    "reply.is-inconsistent": "Inconsistent: not all of these figures can be right; which one is wrong is not said.",
    "reply.is-undetermined": "Undetermined: nothing that is known decides it.",
    "reply.is-met": "By what is known it was met.",
    "reply.is-not-met": "By what is known it was not met.",
    "reply.is-unknown": "What is known does not decide it.",
    # what would change a verdict
    "reply.depends": "It depends on the {on}: {text}.",
    "reply.question": "An answer could decide it: {question}",
    "reply.changes-supported": "Evidence of somebody without a stake in it that it was otherwise.",
    "reply.changes-refuted": (
        "Evidence of somebody without a stake in it that bears it out, or a correction of the statement as it is given."
    ),
    "reply.changes-impossible": (
        "With a source: another way out, more people an hour or longer hours than the case allows for; or a correction "
        "of the statement as it is given."
    ),
    "reply.changes-inconsistent": (
        "A correction of one of the figures, or a source which says that they count different people, places or times."
    ),
    "reply.changes-undetermined": "Evidence of somebody without a stake in it, for it or against.",
    "reply.changes-met": "Evidence that a time, a place or a party is given wrongly.",
    "reply.changes-not-met": (
        "Evidence that a time, a place or a party is given wrongly, or of somebody without a stake that it was met."
    ),
    "reply.changes-unknown": "Evidence of somebody without a stake in it, or a public word of a party about itself.",
    "reply.changes-agreed": "A public word of a party that it agreed, with where that can be read.",
    "reply.changes-attributed": (
        "Evidence of another time, place or party would change it. What {claimant} says of it is set beside what "
        "{monitor} reports."
    ),
    # what is not claimed
    "reply.not-heading": "What this sheet does not claim",
    "reply.not-lied": "It does not say that anybody lied, or knew better.",
    "reply.not-lawful": "It does not say that anything was lawful or unlawful.",
    "reply.not-words": (
        "A verdict is about what was tested, as it is written out; it is not about other words of the statement, or "
        "about what somebody meant."
    ),
    "reply.not-doubt": "Undetermined and not known mean that nothing decides it: neither doubt nor assent.",
    "reply.not-whole": "Being supported or met does not say that people were safe, or that all was well.",
    # how to reply
    "reply.how-heading": "How to reply, and where a reply goes",
    "reply.how-number": (
        "Answer by number, in your own words: what is wrong or missing, and where evidence for that can be read."
    ),
    "reply.how-entered": (
        "A reply is entered in the case as a statement of {claimant}, in its own words, with its date and where it can "
        "be read, about the same as what it answers. It is shown wherever that is shown."
    ),
    "reply.how-corrected": (
        "Where a statement is not given as it was made, or was corrected since, say what is right and where it can be "
        "read. That is entered as a correction which points to the earlier statement; both stay."
    ),
    "reply.how-columns": "Words such as about, whom and extent in a question are columns of the case's table.",
    "reply.how-weighs": (
        "No party's word decides for itself or against another. A reply can change a verdict where it tells of an act "
        "of its own side, where somebody without a stake bears it out, or where it shows that something was misread."
    ),
    "reply.how-silence": "If there is no reply, that is said, and nothing follows from it.",
    "reply.sources-heading": "Where it was read",
    # labels
    "reply.label-tested": "Tested was",
    "reply.label-found": "Found",
    "reply.label-for": "For",
    "reply.label-against": "Against",
    "reply.label-context": "Context",
    "reply.label-change": "What would change it",
    "reply.worked-out": "worked out by Geleit",
}
