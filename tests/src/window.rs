//! The real window on a [`Machine`], driven as a user drives it.
//!
//! Elements are found by what a user finds them by: their role and name, or the text that they show. Every look waits until
//! the window shows what is asked for, with a limit.

use std::{
    env, fs,
    net::{Ipv4Addr, TcpListener, TcpStream},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use serde_json::json;
use thirtyfour::{
    Capabilities,
    components::SelectElement,
    error::{WebDriverErrorInner, WebDriverResult},
    prelude::*,
};

use crate::{
    machine::{Keyring, Machine, Theme},
    supervised::Supervised,
    target_dir, wait,
};

/// How long the window may take to show what is asked for. On two busy cores without a GPU.
const LIMIT: Duration = Duration::from_secs(90);

/// How often is looked.
const INTERVAL: Duration = Duration::from_millis(50);

/// Holds for an element that a user can see or have read out.
const SHOWN: &str = "e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0 \
                     && !e.closest('[aria-hidden=true], [inert]')";

/// Holds for an element that a user can press.
const PRESSABLE: &str = "(() => {
    if (e.disabled || e.ariaDisabled === 'true' || e.closest('[aria-hidden=true], [inert]')) return false;
    e.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const box = e.getBoundingClientRect();
    const there = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return e.contains(there);
})()";

/// What a journey starts from.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// The keyring of the machine.
    pub keyring: Keyring,
    /// What the desktop asks of windows.
    pub theme: Theme,
}

impl Default for Start {
    fn default() -> Self {
        Self {
            keyring: Keyring::Unlocked,
            theme: Theme::Light,
        }
    }
}

/// The open window.
#[derive(Debug)]
pub struct Window {
    driver: WebDriver,
    // Ends before the machine that it runs on.
    program: Supervised,
    machine: Machine,
}

/// Goes through the window from a fresh start.
///
/// Where it fails, what the window showed and what its programs said is kept in `target/journeys/NAME`.
///
/// # Panics
/// Where the journey fails.
pub fn journey(name: &str, start: Start, steps: impl AsyncFnOnce(&mut Window) -> WebDriverResult<()>) {
    let kept = target_dir().join("journeys").join(name);
    if kept.exists() {
        fs::remove_dir_all(&kept).expect("the target directory can be written");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let mut window = runtime.block_on(Window::open(Machine::start(start.keyring, start.theme)));
    let outcome = catch_unwind(AssertUnwindSafe(|| runtime.block_on(steps(&mut window))));
    if !matches!(outcome, Ok(Ok(()))) {
        runtime.block_on(window.keep(&kept));
    }
    let closed = runtime.block_on(window.close());
    match outcome {
        Ok(Ok(())) => {
            closed.expect("the window closes");
        }
        Ok(Err(cause)) => panic!("{cause:?}\nKept in {}", kept.display()),
        Err(panic) => resume_unwind(panic),
    }
}

impl Window {
    /// Opens the window on a machine.
    ///
    /// # Panics
    /// Where the window or its driver does not start.
    pub async fn open(machine: Machine) -> Self {
        let (port, native_port) = free_ports();
        let (ours, native) = (port.to_string(), native_port.to_string());
        let driver = tauri_driver();
        let command = [
            driver.to_str().expect("a UTF-8 path"),
            "--port",
            &ours,
            "--native-port",
            &native,
        ];
        let program = Supervised::start(&command, machine.environment(), None, &machine.log("window"));
        for port in [port, native_port] {
            wait::until(LIMIT, "the driver listens", || {
                TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok()
            });
        }
        let data = machine.home().join("scimdesk");
        let mut capabilities = Capabilities::new();
        // Nothing else: WebKit's driver refuses a browser name that it does not know.
        let options = json!({ "application": application(), "args": ["--data-dir", data] });
        capabilities.set("tauri:options", options).expect("an object of JSON");
        let opened = WebDriver::builder(format!("http://127.0.0.1:{port}"), capabilities)
            .client(client())
            .connect()
            .await;
        let driver = match opened {
            Ok(driver) => driver,
            Err(cause) => {
                let said = fs::read_to_string(machine.log("window")).unwrap_or_default();
                panic!("the window does not open: {cause}\n{said}");
            }
        };
        Self {
            driver,
            program,
            machine,
        }
    }

    /// Closes the window; the machine stays as it is, with everything that was saved.
    pub async fn close(self) -> WebDriverResult<Machine> {
        let Self {
            driver,
            program,
            machine,
        } = self;
        let quit = driver.quit().await;
        drop(program);
        quit.map(|()| machine)
    }

    /// The machine that the window is on.
    pub fn machine(&mut self) -> &mut Machine {
        &mut self.machine
    }

    /// The driver, for what has no word here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The element of a role with a name, once it is shown.
    pub async fn find(&self, role: Role, name: &str) -> WebDriverResult<WebElement> {
        self.shown(&role.xpath(name), &format!("{role:?} “{name}”")).await
    }

    /// Presses the button, tab, link, box or row of that name, once it can be pressed: not disabled, and not behind
    /// anything.
    pub async fn press(&self, role: Role, name: &str) -> WebDriverResult<()> {
        let xpath = role.xpath(name);
        let what = format!("{role:?} “{name}”, to be pressed");
        loop {
            let element = self.look(&xpath, PRESSABLE, &what).await?;
            match element.click().await {
                // Drawn anew between the look and the press, which therefore pressed nothing.
                Err(error) if matches!(*error, WebDriverErrorInner::StaleElementReference(_)) => {}
                pressed => return pressed,
            }
        }
    }

    /// Types into the field of that label, in place of what stands there.
    pub async fn fill(&self, label: &str, text: &str) -> WebDriverResult<()> {
        let what = format!("Field “{label}”, to be typed in");
        let field = self.look(&Role::Field.xpath(label), PRESSABLE, &what).await?;
        field.click().await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace).await?;
        field.send_keys(text).await
    }

    /// Chooses, in the list of that label, the option whose text has this part.
    pub async fn choose(&self, label: &str, option: &str) -> WebDriverResult<()> {
        let list = self.find(Role::Field, label).await?;
        SelectElement::new(&list).await?.select_by_partial_text(option).await
    }

    /// Sends keys to whatever has the focus.
    pub async fn keys(&self, keys: impl Into<thirtyfour::TypingData>) -> WebDriverResult<()> {
        self.driver.active_element().await?.send_keys(keys).await
    }

    /// Waits until a text is shown, perhaps as part of a longer one.
    pub async fn see(&self, text: &str) -> WebDriverResult<WebElement> {
        let quoted = quoted(text);
        // The innermost elements that have it: their own text, or their children's put together.
        let xpath = format!(
            "//body//*[contains(normalize-space(.), {quoted})][not(*[contains(normalize-space(.), {quoted})])]"
        );
        self.shown(&xpath, &format!("the text “{text}”")).await
    }

    /// Waits until a text is shown no more.
    pub async fn see_no_more(&self, text: &str) -> WebDriverResult<()> {
        let xpath = format!("//body//*[contains(normalize-space(.), {})]", quoted(text));
        let begun = Instant::now();
        while self.look_once(&xpath, SHOWN).await?.is_some() {
            assert!(
                begun.elapsed() < LIMIT,
                "the text “{text}” is still shown after {LIMIT:?}"
            );
            tokio::time::sleep(INTERVAL).await;
        }
        Ok(())
    }

    /// Saves what the window shows as `target/journeys/pictures/NAME.png`.
    pub async fn picture(&self, name: &str) -> WebDriverResult<PathBuf> {
        let pictures = target_dir().join("journeys/pictures");
        fs::create_dir_all(&pictures)?;
        let file = pictures.join(format!("{name}.png"));
        self.painted().await?;
        self.driver.screenshot(&file).await?;
        Ok(file)
    }

    /// Gives the window's inside a size, in CSS pixels.
    pub async fn resize(&self, width: u32, height: u32) -> WebDriverResult<()> {
        self.driver.set_window_rect(0, 0, width, height).await
    }

    /// Waits until what the page holds now is also painted: two frames later.
    async fn painted(&self) -> WebDriverResult<()> {
        let frames = "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done()));";
        self.driver.execute_async(frames, Vec::new()).await.map(drop)
    }

    async fn shown(&self, xpath: &str, what: &str) -> WebDriverResult<WebElement> {
        self.look(xpath, SHOWN, what).await
    }

    /// Looks until an element is there for which the condition, an expression of `e`, holds.
    async fn look(&self, xpath: &str, condition: &str, what: &str) -> WebDriverResult<WebElement> {
        let begun = Instant::now();
        loop {
            if let Some(element) = self.look_once(xpath, condition).await? {
                return Ok(element);
            }
            assert!(begun.elapsed() < LIMIT, "not within {LIMIT:?}: {what}");
            tokio::time::sleep(INTERVAL).await;
        }
    }

    /// One look, in one request: what is found is not gone before it is asked whether it is shown. (WebDriver's own "is it
    /// displayed" takes what lies in a scrolled page for hidden.)
    async fn look_once(&self, xpath: &str, condition: &str) -> WebDriverResult<Option<WebElement>> {
        let script = format!(
            "const all = document.evaluate(arguments[0], document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null);
             for (let i = 0; i < all.snapshotLength; i++) {{
               const e = all.snapshotItem(i);
               if ({condition}) return e;
             }}
             return null;"
        );
        let found = match self.driver.execute(script, vec![json!(xpath)]).await {
            // Drawn anew between the look and its answer: not there yet.
            Err(error) if matches!(*error, WebDriverErrorInner::StaleElementReference(_)) => return Ok(None),
            found => found?,
        };
        if found.json().is_null() {
            return Ok(None);
        }
        found.element().map(Some)
    }

    /// Keeps what may say why a journey failed. Does what it can: it must not hide the failure itself.
    #[expect(
        clippy::print_stderr,
        reason = "the output of a failed test is where it is looked for"
    )]
    async fn keep(&self, directory: &Path) {
        let _ = fs::create_dir_all(directory);
        let _ = self.driver.screenshot(&directory.join("window.png")).await;
        if let Ok(source) = self.driver.source().await {
            let _ = fs::write(directory.join("page.html"), source);
        }
        // Where only the output of the tests is kept, as on another machine, it says what was on screen.
        if let Ok(shown) = self.driver.execute("return document.body.innerText", Vec::new()).await {
            eprintln!("The window showed:\n{}", shown.json().as_str().unwrap_or_default());
        }
        let _ = self.picture_of_display(&directory.join("display.png"));
        for logs in [self.machine.logs(), self.machine.home().join("scimdesk/logs")] {
            for log in fs::read_dir(logs).into_iter().flatten().flatten() {
                let _ = fs::copy(log.path(), directory.join(log.file_name()));
            }
        }
    }
}

/// What an element is for those who cannot see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Something to press.
    Button,
    /// A heading of any level.
    Heading,
    /// A way to another page.
    Link,
    /// One of several pages in one place.
    Tab,
    /// A field to type in.
    Field,
    /// Something to tick.
    Checkbox,
    /// One of several, of which one holds.
    Radio,
    /// One of what a list offers.
    Option,
    /// One entry of a menu.
    MenuItem,
    /// A row of a list.
    Row,
    /// What opens and closes what is below it.
    Disclosure,
    /// A question in front of the page.
    Dialog,
}

impl Role {
    /// Elements with this role and name.
    ///
    /// A button, a tab or a heading is found by its whole name; others show more than what a test names them by, such as a
    /// count, an age or a hint, so that a part of the name will do.
    fn xpath(self, name: &str) -> String {
        let quoted = quoted(name);
        let elements = match self {
            Self::Button => "//*[self::button[not(@role)] or @role='button']",
            Self::Heading => "//*[self::h1 or self::h2 or self::h3 or self::h4 or @role='heading']",
            Self::Tab => "//*[@role='tab']",
            Self::Link => "//*[self::a or @role='link']",
            Self::Field => {
                "//*[self::input[not(@type='checkbox' or @type='radio')] or self::textarea or self::select \
                 or @role='combobox' or @role='searchbox' or @role='textbox']"
            }
            Self::Checkbox => "//*[self::input[@type='checkbox'] or @role='checkbox']",
            Self::Radio => "//*[self::input[@type='radio'] or @role='radio']",
            Self::Option => "//*[@role='option']",
            Self::MenuItem => "//*[starts-with(@role, 'menuitem')]",
            Self::Row => "//*[self::tr or @role='row']",
            Self::Disclosure => "//summary",
            Self::Dialog => "//*[self::dialog or @role='dialog' or @role='alertdialog']",
        };
        let named = |text: &str| match self {
            Self::Button | Self::Heading | Self::Tab => format!("normalize-space({text})={quoted}"),
            _ => format!("contains(normalize-space({text}), {quoted})"),
        };
        // A part of it counts too: a tab holds its name twice, so that it keeps its width when it is chosen.
        format!(
            "{elements}[{label} or {text} or .//*[{text}] or ancestor::label[{text}] \
             or @id=//label[{text}]/@for or @aria-labelledby=//*[{text}]/@id]",
            label = named("@aria-label"),
            text = named("."),
        )
    }
}

/// A text as XPath 1.0 writes it, which knows no escapes.
fn quoted(text: &str) -> String {
    if !text.contains('\'') {
        return format!("'{text}'");
    }
    let parts: Vec<_> = text.split('\'').map(|part| format!("'{part}'")).collect();
    format!("concat({})", parts.join(", \"'\", "))
}

impl Window {
    fn picture_of_display(&self, file: &Path) -> std::io::Result<()> {
        let environment = self.machine.environment();
        Command::new("import")
            .args(["-window", "root"])
            .arg(file)
            .env_clear()
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .output()
            .map(drop)
    }
}

/// Two ports that nobody listens on.
fn free_ports() -> (u16, u16) {
    let listeners = [(); 2].map(|()| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port"));
    let [first, second] = listeners.map(|listener| listener.local_addr().expect("a port").port());
    (first, second)
}

/// A client that uses each connection once. The driver passes requests on over connections that WebKit's driver closes when
/// it likes; a request on one that is just closing would be lost.
fn client() -> reqwest::Client {
    // Another test of this process may have been first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut headers = reqwest::header::HeaderMap::new();
    headers.insert("connection", reqwest::header::HeaderValue::from_static("close"));
    reqwest::Client::builder()
        .default_headers(headers)
        .pool_max_idle_per_host(0)
        .no_proxy()
        .timeout(Duration::from_mins(2))
        .build()
        .expect("a client for a local server")
}

/// The driver that `cargo xtask test` installs; else the one on the path.
fn tauri_driver() -> PathBuf {
    let installed = target_dir().join("tools/bin/tauri-driver");
    if installed.exists() {
        installed
    } else {
        PathBuf::from("tauri-driver")
    }
}

/// The window's program: what `SCIMDESK_TEST_WINDOW` names, else built now.
fn application() -> PathBuf {
    if let Some(given) = env::var_os("SCIMDESK_TEST_WINDOW") {
        return given.into();
    }
    let built = Command::new(env::var_os("CARGO").expect("cargo runs tests"))
        .args(["build", "--quiet", "--package", "scimdesk", "--bin", "scimdesk-window"])
        .status()
        .expect("cargo starts");
    assert!(built.success(), "the window's program does not build");
    target_dir().join("debug/scimdesk-window")
}
