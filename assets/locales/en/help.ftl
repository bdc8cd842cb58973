help-joining = The steps of joining
help-joining-words =
    1. Agreement. Read the text to its end and tick two boxes.
    2. IIN or BIN. Enter 12 digits.
    3. EDS. Choose how to sign, look at what will be signed, and sign.
    4. Receipt. Keep its number: from registration the agreement is in force for three years (5.2).

    Joining is free and voluntary (2.2). Until you sign you may leave at any time: what was entered is wiped.
help-eds = What EDS is
help-eds-words =
    EDS is an electronic digital signature. It stands for a signature by hand and shows that it was you who signed.

    It is issued by the National Certification Authority of the Republic of Kazakhstan: on pki.gov.kz or at a public service centre with your identity card.

    The key is kept in a file and opened by a password. Give neither to anybody; use only your own EDS (3.4.5).
help-password = Wrong password
help-password-words =
    Check the keyboard’s language and Caps Lock: capital and small letters differ in a password.

    Check that the right key file is chosen.

    Only you know the password. Neither the portal nor the operator knows it or can restore it. If it is forgotten, revoke the old key and get a new one: pki.gov.kz or a public service centre.
help-expired = Expired certificate
help-expired-words =
    An EDS certificate is valid for a limited time. It is shown with the certificate’s data.

    An expired key cannot sign: a new one is needed. Get it on pki.gov.kz or at a public service centre and begin again.

    If it has not expired, check this computer’s date and time.
help-other-number = The IIN differs
help-other-number-words =
    The IIN in the certificate must be the one you entered.

    Go back and compare the 12 digits with your identity card.

    Another person’s key cannot sign for you: your own is needed (3.4.5).

    For an organisation enter its BIN and sign with the key of its first head or of an employee with the right to sign.
help-asking = Whom to ask
help-asking-words =
    Questions about the portal are answered by the operator. Tell them the error’s code on the screen and the receipt’s number, if there is one.

    Tell nobody the password: only you need it.
help-clause-says = Your right, clause 3.2.1 of the agreement:
help-scroll-up = Text up
help-scroll-down = Text down
help-next-topic = Next topic
help-topic-before = The topic before
