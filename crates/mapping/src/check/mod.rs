//! What is wrong with mappings, or good to know of them.

pub use crate::{
    path::PathFault,
    problem::{Field, Place, Problem, ProblemKind, Severity},
};
