//! What goes into a statement and what comes out of a row: the three types both databases have.
//!
//! Instants are microseconds, money is tiyn, JSON is text: no type here differs between them.

use super::Error;

/// A typed value; the type is kept for NULL because PostgreSQL asks for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// BIGINT.
    Int(Option<i64>),
    /// TEXT.
    Text(Option<String>),
    /// BLOB or BYTEA.
    Bytes(Option<Vec<u8>>),
}

macro_rules! into_value {
    ($($from:ty => $variant:ident),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                Self::$variant(Some(value.into()))
            }
        }
        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                Self::$variant(value.map(Into::into))
            }
        }
    )*};
}
into_value!(i64 => Int, &str => Text, String => Text, &[u8] => Bytes, Vec<u8> => Bytes, [u8; 32] => Bytes);

/// The values of a statement, in order.
macro_rules! values {
    ($($value:expr),* $(,)?) => { vec![$(crate::portal::store::Value::from($value)),*] };
}
pub(crate) use values;

/// A row, read column by column from the left.
#[derive(Debug)]
pub(crate) struct Row(pub(super) std::vec::IntoIter<Value>);

impl Row {
    /// The next column, a number.
    pub(super) fn int(&mut self) -> Result<i64, Error> {
        self.int_or_null()?.ok_or(Error::Corrupt("a number is missing"))
    }

    /// The next column, a number or NULL.
    pub(super) fn int_or_null(&mut self) -> Result<Option<i64>, Error> {
        match self.0.next() {
            Some(Value::Int(value)) => Ok(value),
            Some(Value::Text(None) | Value::Bytes(None)) => Ok(None),
            _ => Err(Error::Corrupt("a number was expected")),
        }
    }

    /// The next column, a text.
    pub(super) fn text(&mut self) -> Result<String, Error> {
        self.text_or_null()?.ok_or(Error::Corrupt("a text is missing"))
    }

    /// The next column, a text or NULL.
    pub(super) fn text_or_null(&mut self) -> Result<Option<String>, Error> {
        match self.0.next() {
            Some(Value::Text(value)) => Ok(value),
            Some(Value::Int(None) | Value::Bytes(None)) => Ok(None),
            _ => Err(Error::Corrupt("a text was expected")),
        }
    }

    /// The next column, octets or NULL.
    pub(super) fn bytes_or_null(&mut self) -> Result<Option<Vec<u8>>, Error> {
        match self.0.next() {
            Some(Value::Bytes(value)) => Ok(value),
            Some(Value::Int(None) | Value::Text(None)) => Ok(None),
            _ => Err(Error::Corrupt("octets were expected")),
        }
    }

    /// The next column, 32 octets.
    pub(super) fn hash(&mut self) -> Result<[u8; 32], Error> {
        let bytes = self.bytes_or_null()?.ok_or(Error::Corrupt("octets are missing"))?;
        bytes.try_into().map_err(|_| Error::Corrupt("32 octets were expected"))
    }

    /// The next column, JSON.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&mut self) -> Result<T, Error> {
        read_json(&self.text()?)
    }

    /// The next column, JSON or NULL.
    pub(super) fn json_or_null<T: serde::de::DeserializeOwned>(
        &mut self,
    ) -> Result<Option<T>, Error> {
        self.text_or_null()?.map(|text| read_json(&text)).transpose()
    }
}

fn read_json<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|_| Error::Corrupt("JSON of another form"))
}

/// A value as JSON text.
pub(super) fn json<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_json::to_string(value).map_err(|_| Error::Corrupt("a value that makes no JSON"))
}
