//! A thread that does what may block for long, and callers who wait for it no longer than they have patience.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use crate::VaultError;

type Job<S> = Box<dyn FnOnce(&S) + Send>;

/// The thread. It ends with this handle, once the job it is at is done.
pub(super) struct Worker<S> {
    jobs: mpsc::Sender<Job<S>>,
    patience: Duration,
}

impl<S: 'static> Worker<S> {
    /// Starts the thread, which opens what it works with.
    pub(super) fn start(
        patience: Duration,
        open: impl FnOnce() -> Result<S, VaultError> + Send + 'static,
    ) -> Result<Self, VaultError> {
        let (jobs, queue) = mpsc::channel::<Job<S>>();
        let (opened, opening) = mpsc::sync_channel(1);
        thread::Builder::new()
            .name(String::from("keyring"))
            .spawn(move || match open() {
                Ok(subject) => {
                    if opened.send(Ok(())).is_ok() {
                        for job in queue {
                            job(&subject);
                        }
                    }
                }
                Err(error) => {
                    // Whoever asked may have gone.
                    let _ = opened.send(Err(error));
                }
            })
            .map_err(|error| VaultError::Other(format!("no thread can be started: {error}")))?;
        let worker = Self { jobs, patience };
        worker.answer(&opening)??;
        Ok(worker)
    }

    /// Has the thread do something, and waits for the outcome.
    ///
    /// Where patience ends first, what has not begun is not begun any more; what has begun is left to end by itself.
    pub(super) fn ask<T: Send + 'static>(
        &self,
        work: impl FnOnce(&S) -> Result<T, VaultError> + Send + 'static,
    ) -> Result<T, VaultError> {
        let (sender, answer) = mpsc::sync_channel(1);
        let taken = Arc::new(AtomicBool::new(false));
        let job = {
            let taken = Arc::clone(&taken);
            move |subject: &S| {
                if !taken.swap(true, Ordering::AcqRel) {
                    // Whoever asked may have gone.
                    let _ = sender.send(work(subject));
                }
            }
        };
        self.jobs.send(Box::new(job)).map_err(|_| ended())?;
        let outcome = self.answer(&answer);
        taken.store(true, Ordering::Release);
        outcome?
    }

    fn answer<T>(&self, answer: &mpsc::Receiver<T>) -> Result<T, VaultError> {
        answer.recv_timeout(self.patience).map_err(|error| match error {
            mpsc::RecvTimeoutError::Timeout => VaultError::NoAnswer {
                seconds: self.patience.as_secs(),
            },
            mpsc::RecvTimeoutError::Disconnected => ended(),
        })
    }
}

fn ended() -> VaultError {
    VaultError::Other(String::from("the thread that speaks to it ended early"))
}

#[cfg(test)]
mod tests {
    use std::sync::{Barrier, Mutex};

    use super::*;

    #[test]
    fn jobs_run_one_after_the_other_on_one_thread() {
        let worker = Worker::start(Duration::from_secs(10), || Ok(Mutex::new(Vec::new()))).expect("starts");
        let threads: Vec<_> = (0..5)
            .map(|number| {
                worker
                    .ask(move |numbers: &Mutex<Vec<i32>>| {
                        numbers.lock().expect("not poisoned").push(number);
                        Ok(thread::current().id())
                    })
                    .expect("answers")
            })
            .collect();
        assert!(threads.iter().all(|id| *id == threads[0]));
        assert_ne!(threads[0], thread::current().id());
        let numbers = worker.ask(|numbers| Ok(numbers.lock().expect("not poisoned").clone()));
        assert_eq!(numbers.expect("answers"), [0, 1, 2, 3, 4]);
    }

    #[test]
    fn a_keyring_that_does_not_answer_does_not_hang_the_caller() {
        let release = Arc::new(Barrier::new(2));
        let patient = {
            let release = Arc::clone(&release);
            Worker::start(Duration::from_secs(10), move || Ok(release)).expect("starts")
        };
        let worker = Worker {
            jobs: patient.jobs.clone(),
            patience: Duration::from_millis(50),
        };
        let stuck = worker.ask(|release: &Arc<Barrier>| {
            release.wait();
            Ok(())
        });
        assert!(matches!(stuck, Err(VaultError::NoAnswer { .. })));
        // What was given up before it began never happens.
        let late = Arc::new(AtomicBool::new(false));
        let given_up = {
            let late = Arc::clone(&late);
            worker.ask(move |_| {
                late.store(true, Ordering::SeqCst);
                Ok(())
            })
        };
        assert!(matches!(given_up, Err(VaultError::NoAnswer { .. })));
        release.wait();
        patient.ask(|_| Ok(())).expect("works again");
        assert!(!late.load(Ordering::SeqCst));
    }

    #[test]
    fn what_cannot_be_opened_says_why() {
        let failed = Worker::<()>::start(Duration::from_secs(10), || Err(VaultError::Locked));
        assert!(matches!(failed, Err(VaultError::Locked)));
    }

    #[test]
    fn a_panic_on_the_thread_is_an_error_for_the_caller() {
        let worker = Worker::start(Duration::from_secs(10), || Ok(())).expect("starts");
        let outcome: Result<(), _> = worker.ask(|()| panic!("expected by this test"));
        assert!(matches!(outcome, Err(VaultError::Other(_))));
    }
}
