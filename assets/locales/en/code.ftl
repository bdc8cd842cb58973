code-from-sms = Enter the code from the SMS
code-from-letter = Enter the code from the letter
code-sent = Sent: { $to } · valid until { $until }
code-hint = Six digits of the message.
code-left = { $count ->
    [one] { $count } digit is missing.
   *[other] { $count } digits are missing.
}
code-wrong = { $count ->
    [one] The code is wrong. { $count } try is left.
   *[other] The code is wrong. { $count } tries are left.
}
code-over = This code is no longer valid. Ask for a new one.
code-confirming = Checking the code…
code-sending = Sending a new code…
code-sent-anew = A new code was sent.
code-phone-confirmed = The phone is confirmed.
code-email-confirmed = The e-mail is confirmed.
code-confirm = Confirm
code-anew = New code
code-change = Change
code-later = Later
code-demonstration-sms = SMS (demonstration)
code-demonstration-letter = Letter (demonstration)
