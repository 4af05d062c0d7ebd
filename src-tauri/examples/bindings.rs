//! Prints the TypeScript side of the bridge.
#[expect(clippy::print_stdout, reason = "printing is its purpose")]
fn main() {
    print!("{}", scimdesk_window::typescript::module());
}
