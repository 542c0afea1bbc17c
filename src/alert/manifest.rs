//! What is signed of an alert file.

use std::borrow::Cow;

use crate::seal::{Manifest, sha256_hex};
use crate::text::Language;

use super::AlertFile;

impl AlertFile {
    /// Gives what is signed of a text: itself, or with the salt below it where the file is to be sealed.
    fn signed<'a>(&self, text: &'a str) -> Cow<'a, str> {
        match &self.salt {
            Some(salt) => Cow::Owned(salt.under(text)),
            None => Cow::Borrowed(text),
        }
    }

    /// Gives the manifest, whose text is what signers sign. Everything that decides what people read, and when it is to be
    /// believed, is in it; only the time of sending is not.
    pub fn manifest(&self) -> Manifest {
        let code = |language: &Language| language.code().to_owned();
        Manifest {
            campaign: self.campaign.clone(),
            sequence: self.sequence,
            kind: self.kind.word().to_owned(),
            expires: self.expires,
            languages: self.languages.iter().map(code).collect(),
            circles: self.circles.iter().map(|circle| circle.as_str().to_owned()).collect(),
            texts: self.text.iter().map(|(language, text)| (code(language), sha256_hex(&self.signed(text)))).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_manifest_says_what_the_file_says_and_reads_back() {
        let file = AlertFile::parse(
            "kind = \"call\"\ncampaign = \"ours\"\nsequence = 7\nexpires = 2026-11-17T00:00:00.25+03:00\n\
             [audience]\nlanguages = [\"be\"]\n[text]\nen = \" Come. \"\nbe = \"Прыходзьце.\"",
        );
        let manifest = file.unwrap().manifest();
        // The fraction of a second is not signed.
        let read = Manifest::parse(&manifest.to_text()).unwrap();
        assert_eq!(read.to_text(), manifest.to_text());
        assert_eq!(read.check_text("en", "Come."), Ok(()), "without the spaces around it");
        assert!(manifest.to_text().contains("\naudience: languages=be\n"));
    }
}
