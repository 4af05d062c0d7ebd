//! The TypeScript side of the bridge, as one module.

use std::{
    any::TypeId,
    collections::{BTreeMap, HashSet},
};

use scimdesk_desk::wire::DeskEvent;
use ts_rs::{Config, TS, TypeVisitor};

use crate::bridge::Commands;

/// Every wire type, `Commands` and `DeskEvent`.
pub fn module() -> String {
    struct Collect {
        config: Config,
        declarations: BTreeMap<String, String>,
        /// Types without a declaration of their own that were visited: JSON contains itself.
        passed: HashSet<TypeId>,
    }
    impl TypeVisitor for Collect {
        fn visit<T: TS + 'static + ?Sized>(&mut self) {
            // Primitive and generic-argument types have no declaration of their own.
            if T::output_path().is_none() {
                if !self.passed.insert(TypeId::of::<T>()) {
                    return;
                }
                T::visit_dependencies(self);
                T::visit_generics(self);
                return;
            }
            let name = T::ident(&self.config);
            if self.declarations.contains_key(&name) {
                return;
            }
            let docs = T::docs().unwrap_or_default();
            let declaration = format!("{docs}export {}", T::decl(&self.config));
            self.declarations.insert(name, declaration);
            T::visit_dependencies(self);
            T::visit_generics(self);
        }
    }
    let mut collect = Collect {
        config: Config::new().with_large_int("number"),
        declarations: BTreeMap::new(),
        passed: HashSet::new(),
    };
    collect.visit::<Commands>();
    collect.visit::<DeskEvent>();
    let mut module = String::from("// Generated from Rust by `cargo xtask bindings`. Do not edit.\n");
    for declaration in collect.declarations.values() {
        module.push('\n');
        module.push_str(declaration);
        module.push('\n');
    }
    module
}
