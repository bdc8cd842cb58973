declined-title = You declined the agreement
declined-nothing-sent = Nothing was sent to the portal.
declined-nothing-stored = No data about you is stored.
declined-come-back = You can come back and read the agreement at any time.
declined-reconsider = Back to reading
