//! The real window over a large cache.

use std::{path::Path, process::Command, time::Duration};

use scimdesk_tests::{
    machine::{Keyring, Machine, Theme},
    window::{Role, Window},
};

use crate::{
    practice::Practice,
    process,
    refresh::Vault,
    refresh_once,
    spread::{milliseconds, seconds},
};

/// How often each start is measured.
const STARTS: usize = 5;

/// Where in the list the jumps go, in parts of a thousand.
const MIDDLE: u32 = 500;
const ELSEWHERE: [u32; 8] = [100, 900, 300, 700, 200, 800, 400, 600];

/// Start to a usable window, and a jump to the middle of the list, beside the same window with nothing cached.
pub(crate) fn start_and_jump(accounts: u32) {
    println!("The window with {accounts} cached accounts, on Xvfb without a GPU; from the start of its process");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();

    let mut machine = Machine::start(Keyring::Unlocked, Theme::Light);
    let mut empty = Vec::new();
    for _ in 0..STARTS {
        let (window, took) = runtime.block_on(open(machine, "Start practice tenants"));
        empty.push(took);
        machine = runtime.block_on(window.close()).unwrap();
    }
    println!(
        "  floor, start with nothing cached until the welcome is shown: {}",
        seconds(&empty)
    );

    let practice = Practice::serve(accounts);
    let vault = Vault::Keyring {
        data_dir: machine.home().join("scimdesk"),
        environment: machine.environment().to_vec(),
    };
    let refreshed = refresh_once(&practice, &vault);
    assert_eq!(refreshed.count, u64::from(accounts), "the cache is whole");

    let mut starts = Vec::new();
    let mut first_rows = Vec::new();
    let (mut middle, mut again, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
    for start in 0..STARTS {
        if start == 0 {
            drop_from_memory(&machine.home().join("scimdesk"));
        }
        machine = runtime.block_on(async {
            let (window, took) = open(machine, "Large").await;
            starts.push(took);
            window.press(Role::Link, "Large").await.unwrap();
            first_rows.push(first_page(&window).await);
            middle.push(jump(&window, accounts, MIDDLE).await);
            for (turn, part) in ELSEWHERE.into_iter().enumerate() {
                elsewhere.push(jump(&window, accounts, part).await);
                if turn == 0 {
                    again.push(jump(&window, accounts, MIDDLE).await);
                }
            }
            window.close().await.unwrap()
        });
    }
    println!(
        "  start until the tenant is listed with its state: cold (the cache's file not in memory) {}, then {}",
        seconds(&starts[..1]),
        seconds(&starts[1..])
    );
    println!(
        "  press of the tab “Users” until its first rows are shown: {}",
        milliseconds(&first_rows)
    );
    println!(
        "  jump to row {}, right after that: {}",
        accounts / 2,
        milliseconds(&middle)
    );
    println!(
        "  floor, jump to the same row once more, whose rows the window has: {}",
        milliseconds(&again)
    );
    println!(
        "  jumps to {} other places: {}",
        ELSEWHERE.len(),
        milliseconds(&elsewhere)
    );
}

/// Opens the window until a text is shown, and says how long that took from the start of its process.
async fn open(machine: Machine, text: &str) -> (Window, Duration) {
    let window = Window::open(machine).await;
    window.see(text).await.unwrap();
    let program = std::env::var_os("SCIMDESK_TEST_WINDOW").expect("`cargo xtask bench` names the window's program");
    let took = process::age_of(Path::new(&program)).expect("the window's process runs");
    (window, took)
}

/// Has the system forget what it holds of the files in a directory, as after signing in.
fn drop_from_memory(directory: &Path) {
    for file in std::fs::read_dir(directory).unwrap().flatten() {
        if file.file_type().unwrap().is_file() {
            let mut forget = Command::new("dd");
            forget.arg(format!("if={}", file.path().display()));
            forget.args(["iflag=nocache", "count=0", "status=none"]);
            assert!(
                forget.status().unwrap().success(),
                "dd cannot read {}",
                file.path().display()
            );
        }
    }
}

/// Holds in the page once rows around a place, which are numbered from `from` to `to`, are shown with what they hold.
const SHOWN: &str = "
    const shown = (from, to) => {
        const rows = [...document.querySelectorAll('[role=grid] [role=rowgroup] [role=row]')];
        const at = row => Number(row.getAttribute('aria-rowindex'));
        const waits = row => row.querySelector('.table-wait') !== null;
        return rows.length > 0 && !rows.some(waits) && rows.some(row => at(row) >= from && at(row) <= to);
    };
    const frame = () => new Promise(requestAnimationFrame);
    const until = async (from, to) => {
        while (!shown(from, to)) await frame();
        // And painted: one frame later.
        await frame();
    };";

/// Presses the tab of the list and waits for its first rows; both in the page, so that the driver is not measured.
async fn first_page(window: &Window) -> Duration {
    window.find(Role::Tab, "Users").await.unwrap();
    let press = "
        const tab = [...document.querySelectorAll('[role=tab]')].find(tab => tab.textContent.includes('Users'));
        tab.click();
        await until(1, 10);";
    in_page(window, press).await
}

/// Scrolls so far, in parts of a thousand, and waits for the rows that are there.
async fn jump(window: &Window, accounts: u32, part: u32) -> Duration {
    let row = u64::from(accounts) * u64::from(part) / 1_000;
    // Give or take a screenful.
    let (from, to) = (row - 100, row + 100);
    let scroll = format!(
        "const grid = document.querySelector('[role=grid]');
         grid.scrollTop = (grid.scrollHeight - grid.clientHeight) * {part} / 1000;
         await until({from}, {to});"
    );
    in_page(window, &scroll).await
}

/// How long steps in the page take, by its own clock.
async fn in_page(window: &Window, steps: &str) -> Duration {
    let script = format!(
        "const done = arguments[0];
         {SHOWN}
         (async () => {{
             const began = performance.now();
             {steps}
             return performance.now() - began;
         }})().then(done);"
    );
    let took = window.driver().execute_async(script, Vec::new()).await.unwrap();
    Duration::from_secs_f64(took.json().as_f64().unwrap() / 1_000.0)
}
