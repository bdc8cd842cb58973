# Signed, and not in force yet.
pending-title = The agreement is signed and comes into force after a check
pending-received = Signature received { $at }
pending-status-awaited = Waiting for the authority: is the certificate revoked
pending-stamp-awaited = Waiting for the authority's time stamp
pending-request = Request number
pending-until = The answer is awaited until
pending-moment = { $at }
pending-no-need-to-wait = You need not wait here: the Portal asks again by itself.
pending-come-back = Sign in later with your EDS: you will see the request’s state or the receipt.
pending-check = Check
pending-checked = Last checked: { $at }. No answer yet.
pending-in-force = ✓ The agreement is in force
pending-in-force-words = Sign in with your EDS to see the receipt.
pending-sign-in = Sign in
pending-too-late = No usable answer came in time. Sign the agreement anew.
pending-refused = The agreement has not come into force
pending-anew = Sign anew
