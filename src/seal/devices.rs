//! The keys of a circle's devices, as a file: without names, in an order that tells nothing.

use super::canonical::{Lines, NotCanonical, is_id, write};
use super::keys::{DeviceKey, Recipient};

const TITLE: &str = "klich-devices v1";

/// Whom something for a circle is sealed to. Its one text:
///
/// ```text
/// klich-devices v1
/// campaign: belarus-16-november
/// circle: medics
/// device: age1…               sorted: keys are random, so their order tells nothing
/// ```
///
/// # Security
/// Says how many devices there are, and by comparing two lists that keys came or went; where there are few, keys that nobody
/// has are among them. Whoever has somebody's unlocked device can tell that its key is on the list.
#[derive(Clone, PartialEq, Eq)]
pub struct DeviceList {
    /// The campaign's id.
    pub campaign: String,
    /// The circle's name.
    pub circle: String,
    /// Sorted, each once.
    pub devices: Vec<DeviceKey>,
}

impl DeviceList {
    /// Makes a list of these keys.
    pub fn new(campaign: &str, circle: &str, devices: impl IntoIterator<Item = DeviceKey>) -> Self {
        let mut devices: Vec<DeviceKey> = devices.into_iter().collect();
        devices.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        devices.dedup();
        Self { campaign: campaign.to_owned(), circle: circle.to_owned(), devices }
    }

    /// Gives the file's text.
    pub fn to_text(&self) -> String {
        let line = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        let head = [line("campaign", &self.campaign), line("circle", &self.circle)];
        write(TITLE, head.into_iter().chain(self.devices.iter().map(|key| line("device", key.as_str()))))
    }

    /// Reads a file that must be in its one form.
    ///
    /// # Errors
    /// [`NotCanonical`].
    pub fn parse(text: &str) -> Result<Self, NotCanonical> {
        let lines = Lines::read(text, TITLE)?;
        let devices: Result<Vec<Recipient>, _> = lines.all("device").map(str::parse).collect();
        let devices = devices.map_err(|_| NotCanonical::Line("device"))?;
        let (campaign, circle) = (lines.one("campaign")?, lines.one("circle")?);
        if !is_id(campaign) {
            return Err(NotCanonical::Line("campaign"));
        }
        if !is_id(circle) {
            return Err(NotCanonical::Line("circle"));
        }
        let list = Self::new(campaign, circle, devices);
        if list.to_text() == text { Ok(list) } else { Err(NotCanonical::Form) }
    }
}

/// Prints the type only.
impl std::fmt::Debug for DeviceList {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DeviceList")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::seal::envelope::tests::identity;

    #[test]
    fn a_list_reads_back_sorted_and_another_form_is_refused() {
        let keys: Vec<_> = (0..3).map(|_| identity().1).collect();
        let list = DeviceList::new("ours", "medics", [keys.clone(), keys].concat());
        assert_eq!(list.devices.len(), 3);
        let text = list.to_text();
        assert_eq!(DeviceList::parse(&text), Ok(list));
        for (from, to) in
            [("medics", "Medics"), ("device: age1", "device: age2"), ("klich-devices v1", "klich-devices v2")]
        {
            assert!(DeviceList::parse(&text.replacen(from, to, 1)).is_err(), "{to}");
        }
        let (head, last) = text.trim_end().rsplit_once('\n').unwrap();
        let (title, rest) = head.split_once("device: ").unwrap();
        assert!(DeviceList::parse(&format!("{title}{last}\ndevice: {rest}\n")).is_err(), "in another order");
    }
}
