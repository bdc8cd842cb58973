support-ask = Ask a question
support-look = My request
support-topic = What is your question about?
support-about = Topic
support-words = Your question
support-text = Question
support-text-hint = Use your own words, or leave it empty. No passwords.
support-written = { $count } / { $most }
support-contact = Phone or e-mail
support-contact-hint = Not needed: the request’s code shows the answer too.
support-number-attached = The number you entered goes along: { $number }. It is not proved.
support-next-field = The other field
support-send = Send
support-sending = Sending the request…
support-asked = Request received
support-number = Request number
support-code = Request code
support-code-words =
    Write the code down or take a picture of the screen. It shows the answer on any terminal: Help → My request.

    Show the code to nobody: it opens the answer.
support-signed-words = The answer will be here: Help → My request.
support-asked-at = Received
support-at = { $at }
support-state = State
support-state-new = Waiting for an agent
support-state-taken = An agent is answering
support-state-answered = Answered
support-state-closed = Closed
support-answer = Answer
support-no-answer = There is no answer yet. Look again later.
support-no-answer-ever = The request was closed without an answer. If the question remains, ask it again.
support-which = Request code
support-which-hint = Enter all digits of the code
support-digits-left = { $count ->
    [one] { $count } more digit
   *[other] { $count } more digits
}
support-unknown = No request has this code. Check the digits and enter them again.
support-show = Show
support-another = Another code
support-mine = My requests
support-none = There are no requests yet.
support-choose = Choose a request
support-topic-sign-in = Signing in, key or EDS
support-topic-stopped = Access is stopped
support-topic-money = Balance and payments
support-topic-data = My data
support-topic-other = Something else
support-topic-withdrawal = Stopping use
