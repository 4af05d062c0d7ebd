//! LDAP, from the settings of the wire.

use jiff::Timestamp;
use scimdesk_directory::ldap::{LdapDirectory, Settings, Watermark};
use secrecy::SecretString;

use crate::wire::{LdapSource, LdapWatermark};

pub(super) fn directory(source: &LdapSource, password: Option<SecretString>, now: Timestamp) -> LdapDirectory {
    let settings = Settings {
        url: source.url.clone(),
        start_tls: source.start_tls,
        extra_ca: source.extra_ca.clone(),
        bind_dn: source.bind_dn.clone(),
        base: source.base.clone(),
        people_filter: source.people_filter.clone(),
        groups_filter: source.groups_filter.clone(),
        id_attribute: source.id_attribute.clone(),
        attributes: source.attributes.clone(),
        member_attribute: source.member_attribute.clone(),
        group_name_attribute: source.group_name_attribute.clone(),
        watermark: match source.watermark {
            LdapWatermark::UsnChanged => Watermark::UsnChanged,
            LdapWatermark::ModifyTimestamp => Watermark::ModifyTimestamp,
            LdapWatermark::None => Watermark::None,
        },
        page_size: source.page_size,
    };
    LdapDirectory::new(settings, password, now)
}
