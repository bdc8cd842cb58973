withdrawal-title = Stop using the portal
withdrawal-open = End the agreement
withdrawal-at-once = Access ends at once, and the agreement is no longer in force from today, { $date }.
withdrawal-balance = The balance is { $amount }. What becomes of it, support answers under your request.
withdrawal-any-balance = What becomes of the balance, support answers under your request.
withdrawal-come-back = You can come back any day: sign the agreement again.
withdrawal-tick = I stop using the portal
withdrawal-tick-it = Tick it
withdrawal-stop = Stop
withdrawal-sending = Stopping…
withdrawal-done = Use ended
withdrawal-code-words =
    Write the code down or take a picture of the screen. With it any terminal shows the answer: Help → My request.

    The session ends when you press Done.
