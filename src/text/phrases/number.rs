//! IIN and BIN: what they are called, and what is wrong or odd about one that was typed.

use super::phrases;

phrases! { "number";
    /// Individual identification number, in short.
    iin();
    /// Business identification number, in short.
    bin();
    /// Not twelve digits; this many are there.
    length(count: u32);
    /// Something other than a digit.
    not_digits();
    /// Twelve zeros.
    all_zeros();
    /// The fifth or the seventh digit is outside its list.
    kind();
    /// The check digit does not fit.
    check_digit();
    /// It is an IIN.
    fits_iin();
    /// It is a BIN.
    fits_bin();
    /// The birth date in an IIN is no date.
    no_such_birth_date();
    /// The month in a BIN is no month.
    no_such_month();
}

/// What is wrong with typed digits.
#[must_use]
pub fn fault(fault: NumberFault) -> Phrase {
    match fault {
        NumberFault::Length(count) => length(u32::from(count)),
        NumberFault::NotDigits => not_digits(),
        NumberFault::AllZeros => all_zeros(),
        NumberFault::Kind => kind(),
        NumberFault::CheckDigit => check_digit(),
    }
}

/// What is odd about a number that is one.
#[must_use]
pub fn note(note: NumberNote) -> Phrase {
    match note {
        NumberNote::NoSuchBirthDate => no_such_birth_date(),
        NumberNote::NoSuchMonth => no_such_month(),
    }
}

/// That it is a number, and whose.
#[must_use]
pub fn fits(number: &Number) -> Phrase {
    match number {
        Number::Iin(_) => fits_iin(),
        Number::Bin(_) => fits_bin(),
    }
}
