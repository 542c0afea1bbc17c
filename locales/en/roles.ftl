### Organisers at the desk: roles, approvals, accounts that are suspended, what the others did. As in desk.ftl.
### $who: roles and a number, such as “operator 3”.

role-organiser = organiser
role-writer = writer
role-approver = approver
role-operator = operator

desk-own = You are <b>{ $who }</b> here. The others know you by this number only if you tell them.
# Pop-ups, plain, at most 200 characters.
desk-not-yours = Your role at the desk does not include this.
desk-suspended-short = Your account is suspended at the desk. /desk says why, and what lifts it.
desk-changed = It was changed meanwhile. Please look at it again.
desk-own-text = You wrote it or proposed it. Somebody else has to approve it.

## Approvals

# $by, $missing: numbers of organisers, or a dash.
desk-approvals =
    <b>Approvals: { $given } of { $required }</b>
    Approved by: { $by }
    Not yet: { $missing }
desk-approvals-out-of-reach = Too few others are left who could approve it. Whoever wrote a part of it does not count. Let somebody write it anew alone, or ask whoever runs the server.
# $approvals, $signatures: how many are needed. $left: how many organisers could approve.
desk-needs-approvals =
    Before it goes out:
    approvals by others: <b>{ $approvals }</b> (could approve: { $left })
desk-needs-signatures =
    Before it goes out:
    signatures: <b>{ $signatures }</b>
desk-confirm-propose =
    <b>Propose it to the others?</b>

    Kind: { $kind }
    Subscribers who get it: <b>{ $audience }</b>
    Written: { $languages }
    Missing: { $missing }

    It goes out once they have approved and signed what is needed. The button works once.
# Stands below all texts. $given of $required: approvals so far.
desk-approve-ask =
    <b>Approve this alert?</b>
    <code>{ $id }</code>

    Kind: { $kind }
    Subscribers who get it: <b>{ $audience }</b>
    Texts above: { $languages }
    Missing: { $missing }
    Approvals so far: { $given } of { $required }

    Read every text above: this is what people will see. With the last approval it goes out at its time. The button works once.
desk-confirm-reject =
    <b>Reject this alert?</b>
    <code>{ $id }</code>

    It becomes a draft again. Its approvals and signatures are lost. The button works once.
desk-rejected =
    The alert is rejected and is a draft again. Every organiser is told.
    <code>{ $id }</code>
desk-confirm-reopen =
    <b>Change this alert?</b>
    <code>{ $id }</code>

    It becomes a draft again. Its approvals and signatures are lost. The button works once.
desk-confirm-resume =
    <b>Let it go on?</b>
    <code>{ $id }</code>

    Still to come: <b>{ $remaining }</b>

    What is sent is sent. The button works once.
state-awaiting-approvals = waiting for approvals
desk-button-approve = Approve
desk-button-reject = Reject
desk-button-review = Read and approve …
desk-button-propose = Propose it

## Accounts

# $list: a line for each organiser.
desk-organisers =
    <b>Organisers</b>

    { $list }

    Numbers and roles only. Whose number it is, you know from the person.

    Has somebody lost their phone, or been taken? Report their account: the desk does nothing for it until two others confirm it.
desk-organiser = { $who }
desk-organiser-own = { $who } (you)
# $why: such as “reported as lost”. $vouched of $needed have confirmed.
desk-organiser-suspended = <b>{ $who }</b>: suspended, { $why }. Confirmed: { $vouched } of { $needed }
suspended-silent =
    { PLURAL($days) ->
        [one] silent for { $days } day
       *[other] silent for { $days } days
    }
suspended-lost = reported as lost
desk-button-lost = Lost: { $who }
desk-button-vouch = Confirm: { $who }
desk-lost-ask =
    <b>Report this account as lost: { $who }?</b>

    The desk then does nothing for it, and its approvals and its word for wiping count no more. Two others can confirm it again. Every organiser is told. Until this is settled you can report no other.

    The button works once.
desk-vouch-ask =
    <b>Confirm this account: { $who }?</b>

    Do so only if you have met or heard the person and know that they hold their phone themselves. A message in Telegram proves nothing.

    The button works once.
desk-one-at-a-time = You have reported an account that is still suspended. First it has to be settled: by two others who confirm it, or by whoever runs the server.
desk-too-few = There are too few organisers for two others to confirm an account. Whoever runs the server can lift it: <code>klich organisers lift</code>
# $why: such as “silent for 60 days”.
desk-suspended =
    <b>Your account is suspended at the desk.</b>

    You are { $who }. Why: { $why }.

    This protects the others: an account that nobody has used for long, or that may be in other hands, can do nothing here. Nothing is lost, and it says nothing about you.
desk-suspended-confirm =
    <b>What to do:</b> speak with { $needed } other organisers, face to face or by voice. Each of them confirms you under /desk, “Organisers”.
desk-suspended-lift =
    <b>What to do:</b> speak with whoever runs the server. They lift it with <code>klich organisers lift</code> and your number.
forget-desk-stays = Still kept, until it is settled at the desk: that your account is suspended, that you reported another, or that you wrote a part of an alert that has not gone out.

## What others did: such as “№ 12 · Alert paused: k7x2m9qa · operator 3”

told = № { $number } · { $act } · { $who }
told-about = № { $number } · { $act }: <code>{ $about }</code> · { $who }
told-command-line = command line
act-sent = Alert sent
act-scheduled = Alert scheduled
act-awaited = Alert proposed
act-rewritten = Reminder rewritten
act-approved = Alert approved
act-rejected = Alert rejected
act-reopened = Alert taken back to change it
act-signed = Signature handed in
act-paused = Alert paused
act-resumed = Alert goes on
act-cancelled = Alert stopped for good
act-corrected = Alert corrected
act-recalled = Alert recalled
act-retried = Alert sent again to the failed
act-discarded = Draft discarded
act-lost = Account reported as lost
act-silent = Account suspended, it was silent
act-vouched = Account confirmed
act-lifted = Account is active again
act-invited = Invitation to a circle made
act-exported = Sealed letters handed out
act-backed-up = Backup begun
act-restored = Backup restored
act-keys = Keys renewed
act-aside-dropped = Messages set aside were dropped
act-petition-closed = Petition closed
act-reloaded = Configuration and campaigns taken in anew
act-paper-added = Signatures on paper entered
act-paper-undone = Signatures on paper taken back
act-imported = Pledges brought in from a list
act-imported-dropped = Pledge from a list dropped

## The picture of days

desk-button-chart = Chart
desk-button-organisers = Organisers
chart-subscribers = Subscribers
chart-pledges = Pledges
# Plain, under the picture.
chart-caption = Totals at the end of each day, rounded down to fives.
