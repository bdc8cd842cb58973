//! Whole journeys: the real console without its terminal, a real portal over real HTTP, real keys.

mod desk;
mod device;
mod help;
mod killed;
mod play;
mod sign_in;
mod stage;
mod top_up;
mod whole;
