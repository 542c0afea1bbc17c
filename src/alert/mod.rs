//! A call's life: draft, signatures, approval, schedule, correction.
