message-code = Kezekte.kz: confirmation code { $code }. It is valid for 10 minutes. Tell it to nobody.
