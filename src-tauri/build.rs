//! Checks that the window's pages are built, and lets Tauri prepare configuration, permissions and icons.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=../ui/dist");
    println!("cargo::rerun-if-changed=isolation");
    if !Path::new("../ui/dist/index.html").exists() {
        println!(
            "cargo::error=The window's pages are not built. `cargo xtask run` builds everything; for the pages alone: \
             cd ui && npm ci && npm run build"
        );
        return;
    }
    let commands = tauri_build::AppManifest::new().commands(&["call"]);
    let attributes = tauri_build::Attributes::new().app_manifest(commands);
    if let Err(cause) = tauri_build::try_build(attributes) {
        println!("cargo::error={cause:#}");
    }
}
