//! Changing inputs: octets, lines, and the elements of DER, whose lengths are mended so that the
//! change is met deep inside.

/// Numbers as good as any for choosing (SplitMix64).
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `sides`; 0 for none.
    pub(crate) fn roll(&mut self, sides: usize) -> usize {
        (self.next() % sides.max(1) as u64) as usize
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll(all.len())]
    }
}

/// The largest input (P16).
pub(crate) const LARGEST: usize = 64 * 1024;

/// A changed input; `other` lends parts.
pub(crate) fn mutate(input: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut octets = input.to_vec();
    for _ in 0..=dice.roll(3) {
        octets = match dice.roll(4) {
            0 => elements(&octets, other, dice).unwrap_or_else(|| bytes(&octets, other, dice)),
            1 => elements(&octets, other, dice).unwrap_or_else(|| lines(&octets, other, dice)),
            2 if std::str::from_utf8(&octets).is_ok() => lines(&octets, other, dice),
            _ => bytes(&octets, other, dice),
        };
    }
    octets.truncate(LARGEST);
    octets
}

fn bytes(input: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut octets = input.to_vec();
    let at = dice.roll(octets.len());
    let end = (at + 1 + dice.roll(32)).min(octets.len());
    match dice.roll(8) {
        0 if !octets.is_empty() => octets[at] ^= 1 << dice.roll(8),
        1 if !octets.is_empty() => octets[at] = dice.of(&[0, 1, 0x7f, 0x80, 0x84, 0xff, 0x30]),
        2 => octets.truncate(at),
        3 => drop(octets.drain(at..end)),
        4 => {
            let part = octets[at..end].to_vec();
            drop(octets.splice(at..at, part));
        }
        5 => {
            let from = dice.roll(other.len());
            let to = (from + 1 + dice.roll(200)).min(other.len());
            drop(octets.splice(at..end, other[from..to].iter().copied()));
        }
        6 => {
            // Up to the largest input there may be.
            let part = octets[at..end].to_vec();
            let times = dice.roll(LARGEST) / part.len().max(1);
            drop(octets.splice(at..at, part.repeat(times)));
        }
        _ => octets.insert(at, dice.next() as u8),
    }
    octets
}

/// What does not belong in a text.
const ODD: &[&str] = &[
    "",
    " ",
    "\t",
    "\r\n",
    "\u{0}",
    "\u{1b}[2J",
    "\u{202e}",
    "\u{feff}",
    "e\u{301}\u{301}\u{301}",
    "99999999999999999999",
    "-1",
    "0.0",
    "1e999",
    "\"",
    "\\",
    "{{",
    "}",
    "[",
    "[[a]]",
    "=",
    "#",
    "=====",
    "%s",
    "../../etc/passwd",
    "9999-12-31T23:59:59-23:59",
    "0000-00-00",
    "👩‍👩‍👧‍👦",
];

fn lines(input: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut lines: Vec<Vec<u8>> =
        input.split_inclusive(|c| *c == b'\n').map(<[u8]>::to_vec).collect();
    if lines.is_empty() {
        lines.push(Vec::new());
    }
    let (at, to) = (dice.roll(lines.len()), dice.roll(lines.len()));
    match dice.roll(7) {
        0 => drop(lines.remove(at)),
        1 => lines.swap(at, to),
        2 => lines.insert(to, lines[at].clone()),
        3 => {
            let lent: Vec<&[u8]> = other.split_inclusive(|c| *c == b'\n').collect();
            if !lent.is_empty() {
                lines.insert(at, dice.of(&lent).to_vec());
            }
        }
        4 => {
            let line = lines[at].clone();
            let times = LARGEST / line.len().max(1);
            lines.splice(at..at, std::iter::repeat_n(line, dice.roll(times)));
        }
        5 => {
            // A word is replaced by one of another line.
            let word = |line: &[u8], dice: &mut Dice| {
                let words: Vec<&[u8]> = line.split_inclusive(|c| *c == b' ').collect();
                if words.is_empty() { Vec::new() } else { dice.of(&words).to_vec() }
            };
            let mut words: Vec<Vec<u8>> =
                lines[at].split_inclusive(|c| *c == b' ').map(<[u8]>::to_vec).collect();
            if !words.is_empty() {
                let place = dice.roll(words.len());
                words[place] = word(&lines[to], dice);
            }
            lines[at] = words.concat();
        }
        _ => {
            let line = &mut lines[at];
            let place = dice.roll(line.len());
            line.splice(place..place, dice.of(ODD).bytes());
        }
    }
    lines.concat()
}

/// An element of DER.
#[derive(Clone)]
enum Element {
    /// With octets inside that are no elements.
    Plain(u8, Vec<u8>),
    /// With elements inside. A BIT STRING's have an octet before them.
    Whole(u8, bool, Vec<Element>),
}

/// Elements, at most so deep.
const DEPTH: usize = 24;

fn read(mut octets: &[u8], depth: usize) -> Option<Vec<Element>> {
    let mut found = Vec::new();
    if depth > DEPTH {
        return None;
    }
    while !octets.is_empty() {
        let (&tag, rest) = octets.split_first()?;
        let (&first, rest) = rest.split_first()?;
        let (length, rest) = match first {
            0..=0x7f => (usize::from(first), rest),
            0x81..=0x84 => {
                let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
                (digits.iter().fold(0, |n, digit| n << 8 | usize::from(*digit)), rest)
            }
            _ => return None,
        };
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (body, rest) = rest.split_at_checked(length)?;
        octets = rest;
        let inside = match (tag, body) {
            (0x04, [_, _, ..]) => read(body, depth + 1).map(|inside| (false, inside)),
            (0x03, [0, body @ ..]) if body.len() > 1 => {
                read(body, depth + 1).map(|inside| (true, inside))
            }
            _ if tag & 0x20 != 0 => Some((false, read(body, depth + 1)?)),
            _ => None,
        };
        found.push(match inside {
            Some((bits, inside)) => Element::Whole(tag, bits, inside),
            None => Element::Plain(tag, body.to_vec()),
        });
    }
    Some(found)
}

fn write(elements: &[Element], octets: &mut Vec<u8>) {
    for element in elements {
        let (tag, body) = match element {
            Element::Plain(tag, body) => (*tag, body.clone()),
            Element::Whole(tag, bits, inside) => {
                let mut body = if *bits { vec![0] } else { Vec::new() };
                write(inside, &mut body);
                (*tag, body)
            }
        };
        octets.push(tag);
        match body.len() {
            short @ 0..=0x7f => octets.push(short as u8),
            long => {
                let digits: Vec<u8> =
                    long.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
                octets.push(0x80 | digits.len() as u8);
                octets.extend(digits);
            }
        }
        octets.extend(body);
    }
}

fn count(elements: &[Element]) -> usize {
    let inside = |element: &Element| match element {
        Element::Plain(..) => 1,
        Element::Whole(_, _, inside) => 1 + count(inside),
    };
    elements.iter().map(inside).sum()
}

/// The way down to element `place` of all, counted from the front.
fn find(elements: &[Element], mut place: usize) -> Option<Vec<usize>> {
    fn walk(elements: &[Element], place: &mut usize, path: &mut Vec<usize>) -> bool {
        for (i, element) in elements.iter().enumerate() {
            path.push(i);
            if *place == 0 {
                return true;
            }
            *place -= 1;
            if let Element::Whole(_, _, inside) = element
                && walk(inside, place, path)
            {
                return true;
            }
            path.pop();
        }
        false
    }
    let mut path = Vec::new();
    walk(elements, &mut place, &mut path).then_some(path)
}

/// Changes one element of DER and mends every length above it.
fn elements(input: &[u8], other: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let mut all = read(input, 0).filter(|all| !all.is_empty())?;
    let path = find(&all, dice.roll(count(&all)))?;
    let (last, above) = path.split_last()?;
    let mut list = &mut all;
    for step in above {
        match &mut list[*step] {
            Element::Whole(_, _, inside) => list = inside,
            Element::Plain(..) => return None,
        }
    }
    let at = *last;
    match dice.roll(8) {
        0 => drop(list.remove(at)),
        1 => {
            let copy = list[at].clone();
            let mut size = Vec::new();
            write(std::slice::from_ref(&copy), &mut size);
            let most = [1, 2, 20, LARGEST / size.len().max(1)];
            let times = dice.of(&most);
            drop(list.splice(at..at, std::iter::repeat_n(copy, times)));
        }
        2 => {
            let lent = read(other, 0)?;
            let path = find(&lent, dice.roll(count(&lent)))?;
            let mut part = lent.get(*path.first()?)?;
            for step in &path[1..] {
                let Element::Whole(_, _, inside) = part else { return None };
                part = inside.get(*step)?;
            }
            list[at] = part.clone();
        }
        3 => {
            let new = dice.of(&[
                0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x17, 0x18, 0x30, 0x31, 0xa0, 0xa1, 0x80,
            ]);
            match &mut list[at] {
                Element::Plain(tag, _) | Element::Whole(tag, _, _) => *tag = new,
            }
        }
        4 => {
            let depth = dice.of(&[1, 5, 30, 1000, 20_000]);
            let mut inside = Vec::new();
            write(std::slice::from_ref(&list[at]), &mut inside);
            // By hand: elements of elements so deep would be a deep recursion here too.
            for _ in 0..depth {
                let length = inside.len();
                if length > LARGEST {
                    break;
                }
                let mut wrapped = vec![0x30];
                match length {
                    0..=0x7f => wrapped.push(length as u8),
                    0x80..=0xff => wrapped.extend([0x81, length as u8]),
                    _ => wrapped.extend([
                        0x83,
                        (length >> 16) as u8,
                        (length >> 8) as u8,
                        length as u8,
                    ]),
                }
                // Growing at the front costs its length each time; few of these are made.
                wrapped.append(&mut inside);
                inside = wrapped;
            }
            list[at] = Element::Plain(0x30, inside);
        }
        5 => {
            let to = dice.roll(list.len());
            list.swap(at, to);
        }
        6 => {
            if let Element::Plain(_, body) = &mut list[at] {
                let size = dice.of(&[0, 1, 2, 20, 127, 128, 255, 256, 4096, 60_000]);
                body.resize(size, dice.of(&[0, 1, 0x7f, 0x80, 0xff, b'0']));
            } else {
                list[at] = Element::Plain(0x05, Vec::new());
            }
        }
        _ => {
            if let Element::Plain(_, body) = &mut list[at] {
                *body = bytes(body, other, dice);
            } else {
                list.insert(at, Element::Plain(dice.next() as u8 & !0x20, vec![dice.next() as u8]));
            }
        }
    }
    let mut octets = Vec::new();
    write(&all, &mut octets);
    Some(octets)
}
