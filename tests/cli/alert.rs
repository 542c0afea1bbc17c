use crate::support::Home;

#[test]
fn files_that_can_not_be_sent_are_named() {
    let home = Home::new();
    home.run(["alert", "send", "nowhere.toml"]).exits(2).complains("there is no file nowhere.toml", "klich alert new");
    home.write("large.toml", &"#".repeat(300 << 10));
    home.run(["alert", "send", "large.toml"]).exits(2).complains("over 256 KiB", "shorten");
    std::fs::write(home.path("binary.toml"), [0xff, 0xfe]).unwrap();
    home.run(["alert", "send", "binary.toml"]).exits(2).complains("not UTF-8", "save it");
    home.run(["alert", "send", "alerts/example.toml", "--signature", "gone.minisig"])
        .exits(2)
        .complains("gone.minisig", "name the right file");
}
