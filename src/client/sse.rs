//! Reads `text/event-stream` (WHATWG HTML, 9.2.6 "Interpreting an event stream").
//!
//! Fed with octets as they come, cut anywhere: between `\r` and `\n`, within a character. Memory is
//! bounded: a line or an event that grows too long ends the stream.

/// The longest line, and the longest data of one event, in octets.
const LONGEST: usize = 64 * 1024;
const BOM: &str = "\u{feff}";

/// A line or an event is longer than anything the contract has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the event stream has a line or an event that is too long")]
pub(super) struct TooLong;

/// What came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Message {
    /// The type; `message` when the stream says none.
    pub(super) kind: String,
    /// The data, its lines joined by line feeds.
    pub(super) data: String,
}

/// A stream's reader.
#[derive(Debug, Default)]
pub(super) struct Reader {
    line: Vec<u8>,
    /// The octet before was a `\r`: a `\n` now belongs to it.
    after_return: bool,
    begun: bool,
    kind: String,
    data: String,
    has_data: bool,
    id: String,
    last_id: String,
    retry: Option<u64>,
}

impl Reader {
    /// Takes octets; answers the events they complete.
    ///
    /// # Errors
    /// [`TooLong`]; the stream is to be given up.
    pub(super) fn feed(&mut self, octets: &[u8]) -> Result<Vec<Message>, TooLong> {
        let mut messages = Vec::new();
        for &octet in octets {
            let after_return = std::mem::replace(&mut self.after_return, octet == b'\r');
            match octet {
                b'\n' if after_return => {}
                b'\n' | b'\r' => messages.extend(self.end_line()?),
                _ if self.line.len() >= LONGEST => return Err(TooLong),
                octet => self.line.push(octet),
            }
        }
        Ok(messages)
    }

    /// The id of the last event that was complete: what `Last-Event-ID` says when the stream is
    /// opened again.
    pub(super) fn last_id(&self) -> Option<&str> {
        (!self.last_id.is_empty()).then_some(self.last_id.as_str())
    }

    /// The time after which the stream asks to be opened again, in milliseconds.
    pub(super) fn retry(&self) -> Option<u64> {
        self.retry
    }

    fn end_line(&mut self) -> Result<Option<Message>, TooLong> {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(&line);
        let mut line = line.as_ref();
        if !std::mem::replace(&mut self.begun, true) {
            line = line.strip_prefix(BOM).unwrap_or(line);
        }
        if line.is_empty() {
            return Ok(self.dispatch());
        }
        let (field, value) = match line.split_once(':') {
            Some((field, value)) => (field, value.strip_prefix(' ').unwrap_or(value)),
            None => (line, ""),
        };
        match field {
            "event" => value.clone_into(&mut self.kind),
            "data" => {
                if self.data.len() + value.len() > LONGEST {
                    return Err(TooLong);
                }
                self.data.push_str(value);
                self.data.push('\n');
                self.has_data = true;
            }
            "id" if !value.contains('\0') => value.clone_into(&mut self.id),
            "retry" if !value.is_empty() && value.bytes().all(|b| b.is_ascii_digit()) => {
                self.retry = value.parse().ok().or(self.retry);
            }
            // A comment begins with a colon: its field has no name. Unknown fields are ignored.
            _ => {}
        }
        Ok(None)
    }

    fn dispatch(&mut self) -> Option<Message> {
        self.last_id.clone_from(&self.id);
        let kind = std::mem::take(&mut self.kind);
        let mut data = std::mem::take(&mut self.data);
        if !std::mem::take(&mut self.has_data) {
            return None;
        }
        data.pop(); // the line feed after the last line
        let kind = if kind.is_empty() { "message".to_owned() } else { kind };
        Some(Message { kind, data })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(octets: &[u8]) -> (Vec<(String, String)>, Reader) {
        let mut reader = Reader::default();
        let messages = reader.feed(octets).unwrap();
        (messages.into_iter().map(|it| (it.kind, it.data)).collect(), reader)
    }

    fn message(data: &str) -> (String, String) {
        ("message".to_owned(), data.to_owned())
    }

    #[test]
    fn the_examples_of_the_standard() {
        let (messages, _) = read(b"data: YHOO\ndata: +2\ndata: 10\n\n");
        assert_eq!(messages, [message("YHOO\n+2\n10")]);
        let stream =
            b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third\n\n";
        let (messages, reader) = read(stream);
        assert_eq!(messages, ["first event", "second event", " third"].map(message));
        assert_eq!(reader.last_id(), None, "an empty id clears it");
        assert_eq!(read(b"data\n\ndata\ndata\n\ndata:").0, [message(""), message("\n")]);
        assert_eq!(read(b"data:test\n\ndata: test\n\n").0, [message("test"), message("test")]);
    }

    #[test]
    fn ids_kinds_and_waits() {
        let (messages, reader) =
            read(b"id: 41\n\nevent: x\nid: 42\nretry: 3000\ndata: {}\n\nid: 43\n");
        assert_eq!(messages, [("x".to_owned(), "{}".to_owned())]);
        assert_eq!(reader.last_id(), Some("42"), "43 is of an event that is not complete");
        assert_eq!(reader.retry(), Some(3000));
        let (_, reader) = read(b"id: 7\n\nid: a\0b\nretry: 3s\nretry:\ndata: x\n\n");
        assert_eq!((reader.last_id(), reader.retry()), (Some("7"), None));
        assert_eq!(read(b"id: 9\n\n").1.last_id(), Some("9"), "a place without an event");
    }

    #[test]
    fn a_byte_order_mark_stands_only_at_the_beginning() {
        assert_eq!(read("\u{feff}data: ә\n\n".as_bytes()).0, [message("ә")]);
        assert_eq!(read("\n\u{feff}data: ә\n\n".as_bytes()).0, []);
    }

    #[test]
    fn memory_is_bounded() {
        let mut reader = Reader::default();
        assert_eq!(reader.feed(&vec![b'x'; LONGEST]), Ok(Vec::new()));
        assert_eq!(reader.feed(b"x"), Err(TooLong));
        let mut reader = Reader::default();
        let line = format!("data: {}\n", "x".repeat(1_000));
        assert!((0..100).any(|_| reader.feed(line.as_bytes()).is_err()));
    }

    /// Lines as a stream may have them, with each of the three ends.
    fn streams() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            "(data|id|event|retry|x)?:? ?[a-я0-9:\0 ]{0,6}",
            Just(String::new()),
            Just("data: ә\u{10ffff}".to_owned()),
        ];
        let end = prop_oneof![Just("\n"), Just("\r"), Just("\r\n")];
        prop::collection::vec((line, end), 0..20)
            .prop_map(|lines| lines.into_iter().map(|(line, end)| line + end).collect())
    }

    proptest! {
        #[test]
        fn where_the_octets_are_cut_makes_no_difference(stream in streams(), cuts in prop::collection::vec(1_usize..9, 0..80)) {
            let (whole, at_once) = read(stream.as_bytes());
            let (mut reader, mut rest, mut parts) = (Reader::default(), stream.as_bytes(), Vec::new());
            for cut in cuts.into_iter().chain(std::iter::repeat(usize::MAX)) {
                let (part, after) = rest.split_at(cut.min(rest.len()));
                parts.extend(reader.feed(part).unwrap().into_iter().map(|it| (it.kind, it.data)));
                rest = after;
                if rest.is_empty() {
                    break;
                }
            }
            prop_assert_eq!(parts, whole);
            prop_assert_eq!(reader.last_id(), at_once.last_id());
            prop_assert_eq!(reader.retry(), at_once.retry());
        }

        #[test]
        fn nothing_that_comes_breaks_it(octets in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = Reader::default().feed(&octets);
        }

        #[test]
        fn what_the_portal_writes_is_read_back(data in "[^\r\n]{0,60}", id in 0_u64..) {
            let (messages, reader) = read(format!("id: {id}\ndata: {data}\n\n").as_bytes());
            prop_assert_eq!(messages, [message(&data)]);
            let id = id.to_string();
            prop_assert_eq!(reader.last_id(), Some(id.as_str()));
        }
    }
}
