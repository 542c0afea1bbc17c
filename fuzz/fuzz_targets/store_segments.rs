#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| klich::fuzzing::store_segments(bytes));
