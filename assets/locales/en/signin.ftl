signin-same-way = If you have joined already, the way is the same: agreement, IIN and EDS.
signin-read = Read the agreement.
signin-enter-number = Enter IIN or BIN.
signin-sign = Sign with your EDS.
signin-recognised = By the EDS the portal recognises you and opens your account. If your agreement is in force, it is not accepted a second time.
