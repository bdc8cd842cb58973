//! QR codes of screens, read by a decoder that is not ours (`rqrr`).

use kezekte::{app::widgets, counterpart::phone, shell::flow::Picture};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Style},
};

/// What the codes on a screen say, as a camera in front of it would see them.
pub fn read(screen: &Buffer) -> Vec<String> {
    let picture = Picture::of(screen);
    phone::read(picture.width, &picture.pixels)
}

/// A buffer of one ground colour with a code in the middle.
fn drawn(text: &str, size: (u16, u16), ground: Color) -> (Buffer, bool) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, size.0, size.1));
    buffer.set_style(buffer.area, Style::new().bg(ground).fg(Color::Rgb(120, 120, 120)));
    let area = buffer.area;
    let fits = widgets::qr(&mut buffer, area, text);
    (buffer, fits)
}

const TEXTS: [&str; 4] = [
    "4417-204",
    "HTTP://127.0.0.1:45678/PAY/441720493",
    "http://127.0.0.1:45678/pay?code=4417-204&amount=100000",
    "otpauth://totp/kezekte:demo-agent?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=kezekte&digits=6",
];

#[test]
fn a_code_is_read_off_a_dark_and_a_light_screen() {
    for ground in [Color::Rgb(16, 22, 31), Color::Rgb(255, 255, 255), Color::Rgb(0, 0, 0)] {
        for text in TEXTS {
            for size in [(118, 33), (60, 24)] {
                let (buffer, fits) = drawn(text, size, ground);
                assert!(fits, "{text} in {size:?}");
                assert_eq!(read(&buffer), [text], "{ground:?} {size:?}");
            }
        }
    }
}

#[test]
fn a_smaller_place_takes_of_the_quiet_zone_before_the_code_is_left_out() {
    // Version 2: 25 modules a side, and 8, 6 or 4 around.
    for (rows, side) in [(17, 33), (16, 31), (15, 29)] {
        let area = Rect::new(3, 2, 40, rows);
        let at = widgets::qr_area(area, TEXTS[1]).unwrap();
        assert_eq!((at.width, at.height), (side, rows), "{rows} rows");
        let (buffer, _) = drawn(TEXTS[1], (40, rows), Color::Rgb(0, 0, 0));
        assert_eq!(read(&buffer), [TEXTS[1]], "{rows} rows");
    }
    let (buffer, fits) = drawn(TEXTS[1], (40, 14), Color::Rgb(16, 22, 31));
    assert!(!fits && widgets::qr_area(Rect::new(0, 0, 40, 14), TEXTS[1]).is_none());
    assert!(buffer.content().iter().all(|cell| cell.symbol() == " "), "half a code was drawn");
}
