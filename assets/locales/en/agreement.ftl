agreement-note-mark = Editorial note, no legal advice. Its Kazakh has not been reviewed by a native lawyer yet.
agreement-version = Version of the agreement: { $version }
