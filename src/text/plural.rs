//! The functions that texts may call: `PLURAL($number)` and `MONTH($month)`.
//!
//! Fluent's own selection by a bare number takes plural rules that are wrong for Belarusian and Lithuanian, so texts
//! write `{ PLURAL($n) -> [one] … *[other] … }`, which asks ICU.

use fluent_bundle::{FluentArgs, FluentValue};
use icu_locale_core::Locale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use super::Language;

/// The names by which a text tells months apart, January first.
pub(super) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Gives the cardinal rules of a language.
pub(super) fn rules(language: Language) -> PluralRules {
    let locale: Locale = language.code().parse().expect("two ASCII letters are a locale");
    PluralRules::try_new(locale.into(), PluralRulesOptions::default())
        .expect("the rules of every language are built in")
}

/// Names the plural form of a number, as Fluent and CLDR do: `one`, `few`, `many`, `other`.
pub(super) fn category(rules: &PluralRules, number: u64) -> &'static str {
    name(rules.category_for(number))
}

/// Answers `PLURAL($number)`; `other` where it is no whole number.
pub(super) fn plural<'a>(rules: &PluralRules, positional: &[FluentValue<'a>]) -> FluentValue<'a> {
    whole_number(positional).map_or("other", |number| category(rules, number)).into()
}

/// Answers `MONTH($month)` by the month's English name in lower case; `unknown` where there is no such month.
pub(super) fn month<'a>(positional: &[FluentValue<'a>], _named: &FluentArgs<'_>) -> FluentValue<'a> {
    whole_number(positional)
        .and_then(|number| usize::try_from(number).ok()?.checked_sub(1))
        .and_then(|index| MONTHS.get(index))
        .map_or("unknown", |name| name)
        .into()
}

fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}

fn whole_number(positional: &[FluentValue<'_>]) -> Option<u64> {
    match positional.first() {
        // Fluent holds numbers as f64; ours are counts, whole and never below zero.
        Some(FluentValue::Number(number)) if number.value >= 0.0 && number.value.fract() == 0.0 => {
            format!("{:.0}", number.value).parse().ok()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn belarusian_and_lithuanian_follow_icu() {
        let be = rules(Language::Belarusian);
        let lt = rules(Language::Lithuanian);
        let forms = |rules: &PluralRules| [1, 2, 5, 11, 21, 22, 111, 121].map(|number| category(rules, number));
        assert_eq!(forms(&be), ["one", "few", "many", "many", "one", "few", "many", "one"]);
        assert_eq!(forms(&lt), ["one", "few", "few", "other", "one", "few", "other", "one"]);
    }

    #[test]
    fn what_is_no_count_takes_the_general_form() {
        let en = rules(Language::English);
        assert_eq!(plural(&en, &[]), "other".into());
        assert_eq!(plural(&en, &["1".into()]), "other".into());
        assert_eq!(plural(&en, &[1.into()]), "one".into());
        assert_eq!(plural(&en, &[1.5.into()]), "other".into());
        assert_eq!(month(&[0.into()], &FluentArgs::new()), "unknown".into());
        assert_eq!(month(&[12.into()], &FluentArgs::new()), "december".into());
        assert_eq!(month(&[13.into()], &FluentArgs::new()), "unknown".into());
    }
}
