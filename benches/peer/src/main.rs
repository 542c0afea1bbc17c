//! Seals and opens records with matrix-sdk-store-encryption as often as it is told to, for klich's bench `vault`.
//!
//! `klich-peer size` prints the bytes of one sealed record; `klich-peer WHAT COUNT` says `ready`, and for each line `go` on
//! its standard input seals or opens so many records and says `done`.

use std::hint::black_box;

use matrix_sdk_store_encryption::StoreCipher;

#[path = "../../figures/sample.rs"]
mod sample;

use sample::Sample;

#[cfg(all(target_os = "linux", target_env = "gnu", target_arch = "x86_64"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let cipher = StoreCipher::new().expect("keys are drawn");
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["size"] => {
            // Numbers of one to three digits stand for bytes: what one record takes is a matter of luck.
            let sizes = (0..1000).map(|nth| cipher.encrypt_value(&Sample::new(nth)).expect("it encrypts").len());
            println!("{}", sizes.sum::<usize>() / 1000);
        }
        ["encrypt_value", count] => obey(count, |nth| {
            black_box(cipher.encrypt_value(&Sample::new(nth)).expect("it encrypts"));
        }),
        ["encrypt_value_data", count] => obey(count, |nth| {
            black_box(cipher.encrypt_value_data(Sample::new(nth).bytes()).expect("it encrypts"));
        }),
        ["decrypt_value", count] => {
            let sealed = cipher.encrypt_value(&Sample::new(0)).expect("it encrypts");
            obey(count, |_| {
                black_box(cipher.decrypt_value::<Sample>(black_box(&sealed)).expect("it decrypts"));
            });
        }
        _ => panic!("size, or encrypt_value, encrypt_value_data or decrypt_value with a number"),
    }
}

fn obey(count: &str, mut one: impl FnMut(i64)) {
    let count: i64 = count.parse().expect("a number");
    println!("ready");
    for line in std::io::stdin().lines() {
        assert_eq!(line.expect("a line"), "go");
        (0..count).for_each(&mut one);
        println!("done");
    }
}
