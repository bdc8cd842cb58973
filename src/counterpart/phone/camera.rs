//! The telephone's camera: what the QR codes in a picture say, by a decoder that is not ours.

/// What the codes in a picture say: rows of `width` pixels, 0 black and 255 white.
#[must_use]
pub fn read(width: usize, pixels: &[u8]) -> Vec<String> {
    let height = pixels.len().checked_div(width).unwrap_or_default();
    let shade = |x: usize, y: usize| pixels.get(y * width + x).copied().unwrap_or_default();
    let mut image = rqrr::PreparedImage::prepare_from_greyscale(width, height, shade);
    let grids = image.detect_grids();
    grids.iter().filter_map(|grid| grid.decode().ok()).map(|(_, text)| text).collect()
}
