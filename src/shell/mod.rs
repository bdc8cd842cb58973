//! Ways to run the console: in a terminal, or without one.

mod consoles;
mod driver;
pub mod flow;
pub mod headless;
pub mod terminal;

pub use consoles::Consoles;
pub use driver::Driver;
