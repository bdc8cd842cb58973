over-still-there = Still there?
over-will-be-wiped = If nobody answers, what was entered is wiped and the home screen opens.
over-seconds-left = { $seconds ->
    [one] { $seconds } second left
   *[other] { $seconds } seconds left
}
over-go-on = Continue
over-end = Finish
over-maintenance = Planned maintenance
over-maintenance-words = The portal is under planned maintenance. { $detail }
over-no-connection = No connection to the portal
over-no-connection-words = The portal does not answer: the line may be down. It is not your fault.
over-portal-ill = The portal is unavailable for now
over-portal-ill-words = The portal cannot serve the request at the moment. It is tried again by itself.
over-busy = Too many requests
over-busy-words = This device sent requests too often. Please wait a little.
over-nothing-lost = Everything you entered is kept.
over-retry-in = { $seconds ->
    [one] The next try is in { $seconds } second.
   *[other] The next try is in { $seconds } seconds.
}
over-retrying = Checking the connection…
over-retry-now = Retry
over-dismiss = Back
over-this-device = A fault of this device
over-this-device-words = The portal does not know this device. Call the staff of the service centre, or use your own computer.
over-people = Demonstration: choose a person
over-people-words = IIN, key and password fill themselves in. All people are fictitious.
