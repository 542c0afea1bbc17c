//! Waiting after failures: longer each time, and not all at once.

use std::time::Duration;

/// The first wait.
const FIRST: Duration = Duration::from_millis(500);
/// The longest wait.
const LONGEST: Duration = Duration::from_secs(30);

/// Gives the wait after so many failures in a row, from 1: half of it fixed, half of it `random` (0 to 1).
pub(super) fn delay(failures: u32, random: f64) -> Duration {
    let doubled = FIRST.saturating_mul(1_u32.checked_shl(failures.saturating_sub(1)).unwrap_or(u32::MAX));
    doubled.min(LONGEST).mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles_up_to_a_bound_with_jitter() {
        let whole: Vec<u128> = (1..9).map(|failures| delay(failures, 1.0).as_millis()).collect();
        assert_eq!(whole, [500, 1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
        assert_eq!(delay(3, 0.0).as_millis(), 1000);
        assert_eq!(delay(u32::MAX, 2.0), LONGEST);
    }
}
