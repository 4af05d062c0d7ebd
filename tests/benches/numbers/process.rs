//! What Linux tells about a process and its machine.

use std::{
    fs::{self, DirEntry},
    path::Path,
    thread,
    time::Duration,
};

use rustix::time::{ClockId, clock_gettime};

/// Length of the ticks in which Linux tells when a process began.
const TICK: Duration = Duration::from_millis(10);

/// Most of the memory that this process ever had, or had since [`forget_peak`], in MiB: resident, the part of files that is
/// mapped included.
pub(crate) fn peak_mib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    peak.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

/// Lets the peak begin anew, with what the process has now.
pub(crate) fn forget_peak() {
    fs::write("/proc/self/clear_refs", "5").unwrap();
}

/// Time that the processors gave this process, its ended threads included. What others run meanwhile blurs it little.
pub(crate) fn processor_time() -> Duration {
    clock_gettime(ClockId::ProcessCPUTime).try_into().unwrap()
}

/// How long ago the process began whose program that is; the youngest, if several run.
pub(crate) fn age_of(program: &Path) -> Option<Duration> {
    let program = program.canonicalize().ok()?;
    let runs = |process: &DirEntry| fs::read_link(process.path().join("exe")).is_ok_and(|exe| exe == program);
    let processes = fs::read_dir("/proc").unwrap().flatten().filter(runs);
    let began = processes
        .map(|process| {
            stat(&process.file_name().to_string_lossy())[STARTTIME]
                .parse::<u32>()
                .unwrap()
        })
        .max()?;
    let uptime = fs::read_to_string("/proc/uptime").unwrap();
    let uptime = Duration::from_secs_f64(uptime.split(' ').next()?.parse().ok()?);
    Some(uptime.saturating_sub(TICK * began))
}

/// Place in `/proc/PID/stat` behind the name, which is field 2 of proc(5).
const STARTTIME: usize = 19;

fn stat(process: &str) -> Vec<String> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name is in brackets, and may hold spaces and brackets.
    let (_, fields) = stat.rsplit_once(')').unwrap();
    fields.split_whitespace().map(str::to_owned).collect()
}

/// How busy the machine is: numbers taken on one that is not idle are upper bounds.
pub(crate) fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap();
    let minute = load.split(' ').next().unwrap();
    format!("{minute} on {} processors", thread::available_parallelism().unwrap())
}
