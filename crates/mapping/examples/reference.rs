//! Prints the reference of functions: `cargo run -p scimdesk-mapping --example reference > docs/expressions.md`.
#![expect(clippy::print_stdout, reason = "printing is what it is for")]

fn main() {
    print!("{}", scimdesk_mapping::expression::reference());
}
