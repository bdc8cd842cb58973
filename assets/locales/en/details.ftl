details-title = Your details
details-why = The operator sends notices to your phone and e-mail (3.1.4). The details have to be exact and can be changed at any time (3.4.2, 4.6).
details-name = { $name } — the name in the certificate
details-phone = Phone
details-email = E-mail
details-language = Messages in
details-optional = You need give neither phone nor e-mail: this step can be skipped.
details-code-follows = A confirmation code will come to this number or address.
details-sending = Sending the code…
details-digits-left = { $count ->
    [one] { $count } digit of the number is missing.
   *[other] { $count } digits of the number are missing.
}
details-not-phone = This is no phone of Kazakhstan: ten digits are needed after +7.
details-not-email = The e-mail address is not right. Example: aigul@example.kz
details-too-many-codes = Too many codes were sent.
details-again-after = { $minutes ->
    [one] Try again in { $minutes } minute, or skip this step.
   *[other] Try again in { $minutes } minutes, or skip this step.
}
details-skip = Skip
details-next-field = Next field
details-field-before = Field before
details-clear = Clear the field
details-erase = Erase
