//! Directories: where people come from, and who they are.

mod assignments;

use crate::{
    Desk,
    wire::{
        ChooseDirectory, DeskError, Directory, DirectoryGroupRow, DirectoryId, ErrorCode, KeepPeople, Page, PeoplePage,
        PeopleReading, PersonDetail, PersonId, PersonRow, ReadPeople, TakePeople,
    },
};

impl Desk {
    /// All directories.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn directories_list(&self) -> Result<Vec<Directory>, DeskError> {
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Look at a file of people; nothing is kept.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn people_read(&self, request: ReadPeople) -> Result<PeopleReading, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Keep what was read.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn people_keep(&self, request: KeepPeople) -> Result<Directory, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Take a tenant's cached accounts and groups as people and groups.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn people_take(&self, request: TakePeople) -> Result<Directory, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Forget a directory.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn directory_remove(&self, request: DirectoryId) -> Result<(), DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Rows of a directory's people.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn people_page(&self, request: PeoplePage) -> Result<Page<PersonRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Rows of a directory's groups.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn directory_groups_page(&self, request: PeoplePage) -> Result<Page<DirectoryGroupRow>, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// One person whole.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn person_detail(&self, request: PersonId) -> Result<PersonDetail, DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }

    /// Choose the directory that a tenant's people are from.
    #[expect(clippy::unused_async, reason = "every command is asynchronous")]
    pub async fn directory_choose(&self, request: ChooseDirectory) -> Result<(), DeskError> {
        let _ = request;
        Err(DeskError::of(ErrorCode::NotSupported))
    }
}
