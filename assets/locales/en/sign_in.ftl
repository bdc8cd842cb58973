sign-in-same-way = If you have joined already, the way is the same: agreement, IIN and EDS.
sign-in-read = Read the agreement.
sign-in-enter-number = Enter IIN or BIN.
sign-in-sign = Sign with your EDS.
sign-in-recognised = By the EDS the portal recognises you and opens your account. If your agreement is in force, it is not accepted a second time.
