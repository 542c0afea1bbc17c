//! What is looked for: everything that a day tells klich of people, and its own secrets.

use super::forms;
use crate::support::{ORGANISER, TOKEN};

/// What sort of secret a marker is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Id,
    Name,
    Username,
    Text,
    Token,
    Key,
    Update,
}

impl Kind {
    pub const ALL: [Self; 7] = [Self::Id, Self::Name, Self::Username, Self::Text, Self::Token, Self::Key, Self::Update];
}

/// One secret.
#[derive(Clone, Debug)]
pub struct Marker {
    pub kind: Kind,
    pub text: String,
}

impl Marker {
    pub fn new(kind: Kind, text: &str) -> Self {
        Self { kind, text: text.to_owned() }
    }

    /// Gives every form in which it could stand somewhere, each long enough not to turn up by chance.
    pub fn forms(&self) -> Vec<(String, Vec<u8>)> {
        forms::of(&self.text, self.kind == Kind::Key)
    }
}

/// Three people whose numbers are 5, 6 and 7 bytes long.
pub const MAJA: i64 = 6_987_654_321;
pub const ZOSIA: i64 = 4_123_987_654_321;
pub const ALES: i64 = 3_456_789_012_345_678;
/// The number of an update; those that follow count on from it.
pub const UPDATE: u32 = 3_123_456_789;
/// How many of them are looked for.
pub const UPDATES: u32 = 200;

/// Lists the markers of the day but for the vault's key, which is drawn in each home.
pub fn all() -> Vec<Marker> {
    let ids = [MAJA, ZOSIA, ALES, ORGANISER].map(|id| Marker::new(Kind::Id, &id.to_string()));
    let names = ["Majeczka", "Zaleskaja", "Zosienka", "Алесёк", "Каліноўскі", "Organisatorin"];
    let texts = [
        "deeplinkpayload",
        "Spotkamy-sie-o-osmej",
        "Napisze-po-deklaracji",
        "Xylophon",
        "tajny-plik",
        "tajna tresc",
        "podpis-pod-plikiem",
        "Sonnenblume",
        "deadbeefcafe",
        "Brama-numer-cztery",
        "Падтрымліваю-вас",
        "poczatek-listu",
        "srodek-listu",
        "koniec-listu",
        "Вечарам-на-плошчы",
        "Nieudane-wezwanie",
    ];
    let token = TOKEN.split(':').nth(1).unwrap();
    let mut markers: Vec<Marker> = ids.into();
    markers.extend(names.map(|name| Marker::new(Kind::Name, name)));
    markers.extend(["maja_secretname", "ales_secretname"].map(|name| Marker::new(Kind::Username, name)));
    markers.extend(texts.map(|text| Marker::new(Kind::Text, text)));
    markers.push(Marker::new(Kind::Token, token));
    markers.extend((UPDATE..UPDATE + UPDATES).map(|update| Marker::new(Kind::Update, &update.to_string())));
    markers
}
