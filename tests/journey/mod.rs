//! Whole journeys: the real console without its terminal, a real portal over real HTTP, real keys.

mod device;
mod killed;
mod sign_in;
mod play;
mod stage;
mod whole;
