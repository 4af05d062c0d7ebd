//! The one thread that writes. Callers queue, so that a long listing and a short change take turns.

use std::{
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::mpsc,
    thread,
};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::error::{Result, StoreError};

type Job = Box<dyn FnOnce(&mut Connection) + Send>;

enum Message {
    Run(Job),
    Stop,
}

/// Puts work into the queue of the writing thread.
#[derive(Clone)]
pub(crate) struct Queue(mpsc::Sender<Message>);

/// The answer to come of work that was queued.
pub(crate) struct Pending<T>(mpsc::Receiver<thread::Result<Result<T>>>);

impl<T> Pending<T> {
    /// Waits for it. A panic of the work goes on in the caller.
    pub(crate) fn wait(self) -> Result<T> {
        match self.0.recv() {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(mpsc::RecvError) => Err(StoreError::Closed),
        }
    }
}

impl Queue {
    /// Queues work in a transaction of its own, which is committed if the work succeeds.
    pub(crate) fn submit<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Pending<T> {
        self.queue(false, work)
    }

    fn queue<T: Send + 'static>(
        &self,
        durably: bool,
        work: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Pending<T> {
        let (reply, answer) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            let result = catch_unwind(AssertUnwindSafe(|| {
                if durably {
                    connection.pragma_update(None, "synchronous", "FULL")?;
                }
                // Immediate: a deferred one that finds another process writing half-way cannot wait for it.
                let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
                let value = work(&transaction)?;
                transaction.commit()?;
                Ok(value)
            }));
            if durably {
                // It fails only where the connection is beyond help, which the next write reports.
                let _ = connection.pragma_update(None, "synchronous", "NORMAL");
            }
            // Nobody waits for it where the caller gave up.
            let _ = reply.send(result);
        });
        // Where the thread has stopped, the job and with it the reply is dropped, which `wait` reports.
        let _ = self.0.send(Message::Run(job));
        Pending(answer)
    }

    /// As `run`, and what was written is on the disk when it returns: it outlives a power cut.
    pub(crate) fn run_durably<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.queue(true, work).wait()
    }

    /// Asks the connection something that needs no transaction, in its turn.
    pub(crate) fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Connection) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let (reply, answer) = mpsc::sync_channel(1);
        let job: Job = Box::new(move |connection| {
            let result = catch_unwind(AssertUnwindSafe(|| question(connection)));
            let _ = reply.send(result);
        });
        let _ = self.0.send(Message::Run(job));
        Pending(answer).wait()
    }

    /// Queues work and waits for it.
    pub(crate) fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.submit(work).wait()
    }
}

/// The thread itself. Dropping it lets it finish what is queued before.
pub(crate) struct Writer {
    queue: Queue,
    thread: Option<thread::JoinHandle<()>>,
}

impl Writer {
    pub(crate) fn start(mut connection: Connection) -> std::io::Result<Self> {
        let (sender, receiver) = mpsc::channel();
        let thread = thread::Builder::new().name("cache-writer".to_owned()).spawn(move || {
            while let Ok(Message::Run(job)) = receiver.recv() {
                job(&mut connection);
            }
        })?;
        Ok(Self {
            queue: Queue(sender),
            thread: Some(thread),
        })
    }

    pub(crate) fn queue(&self) -> &Queue {
        &self.queue
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = self.queue.0.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            // The last clone of a store may be dropped by work that runs on this very thread.
            if thread.thread().id() != thread::current().id() {
                let _ = thread.join();
            }
        }
    }
}
