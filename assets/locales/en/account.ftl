account-statement = Operations
account-receipt = Receipt
account-sign-out = Sign out
account-balance = Balance
account-as-of = as of { $at }
account-does-not-sum = The operations do not sum to the balance. Please tell the operator. Code: ledger sum
account-lines-loading = Loading the operations…
account-number = Account
account-state = State
account-agreement = Agreement
account-valid-until = in force until { $until }
account-was-valid-until = ended on { $until }
account-not-in-force = not accepted
account-expires-soon = { $days ->
    [0] The agreement ends within a day ({ $until }). It does not renew itself: it is then concluded for a new term (5.2).
    [one] The agreement ends in { $days } day ({ $until }). It does not renew itself: it is then concluded for a new term (5.2).
   *[other] The agreement ends in { $days } days ({ $until }). It does not renew itself: it is then concluded for a new term (5.2).
}
account-has-ended = The agreement ended on { $until }. It has to be concluded for a new term (5.2).
account-months = Balance at the end of each of 12 months
account-last-lines = Last operations
account-amount = Amount
account-balance-after = Remainder
account-no-lines = No operations yet.
account-state-registered = Registered
account-state-active = Active
account-state-blocked = Blocked
account-state-access-stopped = Access stopped
account-state-refused = Registration refused
account-state-withdrawn = Use ended
account-state-deleted = Deleted
account-stopped-under =
    { $state }
    Clause { $clause } of the agreement
account-clause-says = Clause { $clause } of the agreement:
account-cause-technical = The cause is technical: you have breached nothing.
account-cause-services = Cause: the conditions of using the services were not met.
account-cause-information = Cause: the information given is inexact or incomplete.
account-cause-law = Cause: actions that may break the law or disturb the portal.
account-cause-comments = Cause: entries on the portal contradict the law or moral norms.
account-cause-identity = Cause: rules of safe use were broken — acting as another person, harmful material, or access given to others.
account-cause-forbidden = Cause: the portal was used for purposes the law forbids.
account-cause-data = Cause: the data given at registration is untrue or out of date.
account-cause-obligations = Cause: obligations under another contract with the operator are not met.
account-cause-third-parties = Cause: untrue information about yourself, or data and EDS given to other people.
account-cause-other = Cause: a term of the agreement was breached.
account-do-data = What to do: give the operator the right data and ask for access to be restored.
account-do-obligations = What to do: meet the obligations (pay the debt, say) and ask the operator to restore access.
account-do-third-parties = What to do: if others have your key, revoke it at a service centre or on pki.gov.kz and get a new one. Then contact the operator.
account-do-ask = What to do: contact the operator for details and to have access restored.
account-january = Jan
account-february = Feb
account-march = Mar
account-april = Apr
account-may = May
account-june = Jun
account-july = Jul
account-august = Aug
account-september = Sep
account-october = Oct
account-november = Nov
account-december = Dec
account-details = My details
account-history = History
account-notices = Notices
