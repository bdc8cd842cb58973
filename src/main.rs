//! `kezekte`: see `kezekte --help`.

fn main() -> std::process::ExitCode {
    kezekte::cli::run()
}
