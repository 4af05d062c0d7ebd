//! The real window over a large cache.

use std::time::{Duration, Instant};

use scimdesk_tests::{
    machine::{Keyring, Machine, Theme},
    window::Window,
};

use crate::{
    practice::Practice,
    refresh::{self, Vault},
    seconds,
};

/// Start to a usable window, and a jump to the middle of the list, beside the same window with nothing cached.
pub(crate) fn start_and_jump(accounts: u32) {
    println!("The window with {accounts} cached accounts (Xvfb, no GPU; the driver's own start included)");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();

    let empty = Machine::start(Keyring::Unlocked, Theme::Light);
    let began = Instant::now();
    let (machine, welcome) = runtime.block_on(async {
        let window = Window::open(empty).await;
        window.see("Start practice tenants").await.unwrap();
        let took = began.elapsed();
        (window.close().await.unwrap(), took)
    });

    let practice = Practice::serve(accounts);
    let vault = Vault::Keyring {
        data_dir: machine.home().join("scimdesk"),
        environment: machine.environment().to_vec(),
    };
    let refreshed = refresh::in_a_process_of_its_own(&practice, &vault);
    assert_eq!(refreshed.count, u64::from(accounts), "the cache is whole");

    let began = Instant::now();
    runtime.block_on(async {
        let window = Window::open(machine).await;
        window.see("Large").await.unwrap();
        let usable = began.elapsed();
        println!(
            "  start to the list of tenants: {} · with nothing cached: {}",
            seconds(usable),
            seconds(welcome)
        );
        window.see("Large").await.unwrap().click().await.unwrap();
        window.press(scimdesk_tests::window::Role::Tab, "Users").await.unwrap();
        let rows = wait_for_row(&window, 1).await;
        println!("  first rows of the list, from the press of its tab: {}", seconds(rows));
        let middle = jump_to(&window, accounts / 2).await;
        println!("  jump to row {}: {}", accounts / 2, seconds(middle));
        window.close().await.unwrap();
    });
}

async fn wait_for_row(window: &Window, row: u32) -> Duration {
    let began = Instant::now();
    let shown = format!(
        "return [...document.querySelectorAll('[role=row][aria-rowindex]')]\
         .some(row => Number(row.getAttribute('aria-rowindex')) >= {row} && row.getAttribute('aria-busy') !== 'true' \
         && row.querySelectorAll('[role=gridcell]').length > 0)"
    );
    loop {
        let seen = window.driver().execute(&shown, vec![]).await.unwrap();
        if seen.json().as_bool() == Some(true) {
            return began.elapsed();
        }
        assert!(
            began.elapsed() < Duration::from_mins(1),
            "row {row} is not shown after a minute"
        );
    }
}

async fn jump_to(window: &Window, row: u32) -> Duration {
    window
        .driver()
        .execute(
            "const grid = document.querySelector('[role=grid]');\
             const scroller = [grid, ...grid.querySelectorAll('*')].find(e => e.scrollHeight > e.clientHeight * 2);\
             scroller.scrollTop = scroller.scrollHeight / 2;",
            vec![],
        )
        .await
        .unwrap();
    // The row in the middle of the list, give or take a screenful.
    wait_for_row(window, row - row / 100).await
}
