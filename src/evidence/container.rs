//! The container: an uncompressed POSIX tar ("ustar", POSIX.1-1988), written in exactly one way.
//!
//! Invariant: `write(read(x)) == x` for every `x` that [`read`] accepts, because that is how it
//! accepts. So no octet of a header, of padding or of the end mark can change unseen, nothing hides
//! between the files, and no two files have one name.

use super::Flaw;

/// The largest package, in octets: a revocation list of НУЦ РК has about 20 MB.
pub const MOST_OCTETS: usize = 64 * 1024 * 1024;
/// Files in a package, at most.
const MOST_FILES: usize = 64;
const BLOCK: usize = 512;
/// Two blocks of zeros end the archive; no record padding (POSIX lets readers do without).
const END: usize = 2 * BLOCK;

/// A file within the container: its name below the folder, and its octets.
pub(super) type File = (String, Vec<u8>);

/// The container with these files in this order, all in one folder.
pub(super) fn write(folder: &str, files: &[File]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, octets) in files {
        tar.extend_from_slice(&header(folder, name, octets.len()));
        tar.extend_from_slice(octets);
        tar.resize(tar.len().next_multiple_of(BLOCK), 0);
    }
    tar.resize(tar.len() + END, 0);
    tar
}

/// The folder and the files of a container.
///
/// # Errors
/// [`Flaw::TooLarge`], or [`Flaw::Container`] for anything that [`write`] would not have written.
pub(super) fn read(tar: &[u8]) -> Result<(String, Vec<File>), Flaw> {
    if tar.len() > MOST_OCTETS {
        return Err(Flaw::TooLarge);
    }
    let (mut folder, mut files) = (None, Vec::<File>::new());
    let mut rest = tar;
    while rest.first().is_some_and(|octet| *octet != 0) {
        let (header, after) = rest.split_at_checked(BLOCK).ok_or(Flaw::Container)?;
        let (path, size) = read_header(header)?;
        let (within, name) = path.split_once('/').ok_or(Flaw::Container)?;
        if *folder.get_or_insert_with(|| within.to_owned()) != within {
            return Err(Flaw::Container);
        }
        let (octets, _) = after.split_at_checked(size).ok_or(Flaw::Container)?;
        let padded = size.next_multiple_of(BLOCK);
        rest = after.get(padded..).ok_or(Flaw::Container)?;
        if files.len() == MOST_FILES || files.iter().any(|(known, _)| known == name) {
            return Err(Flaw::Container);
        }
        files.push((name.to_owned(), octets.to_vec()));
    }
    let folder = folder.ok_or(Flaw::Container)?;
    if write(&folder, &files) == tar { Ok((folder, files)) } else { Err(Flaw::Container) }
}

/// The header of a file: owned by nobody in particular, of no date, so that the same files make the
/// same octets wherever they are packed.
fn header(folder: &str, name: &str, size: usize) -> [u8; BLOCK] {
    // So that `./check.sh` runs where it was unpacked.
    let mode = if name.ends_with(".sh") { "0000755" } else { "0000644" };
    let mut header = [0; BLOCK];
    let path = format!("{folder}/{name}");
    let mut put = |at: usize, text: &str| {
        for (place, octet) in header.iter_mut().skip(at).zip(text.bytes()) {
            *place = octet;
        }
    };
    put(0, &path);
    put(100, mode);
    put(108, "0000000");
    put(116, "0000000");
    put(124, &format!("{size:011o}"));
    put(136, "00000000000");
    put(148, "        ");
    put(156, "0");
    put(257, "ustar");
    put(263, "00");
    let sum: u32 = header.iter().map(|octet| u32::from(*octet)).sum();
    for (place, octet) in header.iter_mut().skip(148).zip(format!("{sum:06o}\0 ").bytes()) {
        *place = octet;
    }
    header
}

/// The path and the size that a header names; everything else is judged by writing it again.
fn read_header(header: &[u8]) -> Result<(&str, usize), Flaw> {
    let text = |from: usize, length: usize| {
        let field = header.get(from..from + length)?;
        let end = field.iter().position(|octet| *octet == 0)?;
        std::str::from_utf8(field.get(..end)?).ok()
    };
    let path = text(0, 100).ok_or(Flaw::Container)?;
    let size = text(124, 12).and_then(|digits| usize::from_str_radix(digits, 8).ok());
    let size = size.filter(|size| *size <= MOST_OCTETS).ok_or(Flaw::Container)?;
    Ok((path, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<File> {
        vec![("one.txt".into(), b"one".to_vec()), ("two/three.sh".into(), vec![7; 600])]
    }

    #[test]
    fn what_was_written_is_read_and_no_octet_may_differ() {
        let tar = write("folder", &files());
        assert_eq!(tar.len(), 512 + 512 + 512 + 1024 + 1024);
        assert_eq!(read(&tar), Ok(("folder".to_owned(), files())));
        for place in 0..tar.len() {
            let mut flipped = tar.clone();
            flipped[place] ^= 1 << (place % 8);
            // The contents are the manifest's to judge.
            let content = (512..515).contains(&place) || (1536..2136).contains(&place);
            assert_eq!(read(&flipped).is_ok(), content, "octet {place}");
        }
        for length in 0..tar.len() {
            assert_eq!(read(&tar[..length]), Err(Flaw::Container), "{length} octets");
        }
        assert_eq!(read(&[&tar[..], &[0; 512]].concat()), Err(Flaw::Container));
    }

    #[test]
    fn a_name_twice_two_folders_and_bombs_are_refused() {
        let twice = [&files()[..1], &files()[..1]].concat();
        assert_eq!(read(&write("folder", &twice)), Err(Flaw::Container));
        let one = write("one", &files()[..1]);
        let both = [&one[..1024], &write("two", &files()[1..])[..]].concat();
        assert_eq!(read(&both), Err(Flaw::Container));
        let many: Vec<File> = (0..65).map(|n| (n.to_string(), Vec::new())).collect();
        assert_eq!(read(&write("folder", &many)), Err(Flaw::Container));
        assert_eq!(read(&vec![0; MOST_OCTETS + 1]), Err(Flaw::TooLarge));
        assert_eq!(read(b""), Err(Flaw::Container));
    }
}
