use crate::support::Home;

#[test]
fn help_and_version() {
    let home = Home::empty();
    insta::assert_snapshot!("klich", home.run(["--help"]).succeeds().quietly().out);
    insta::assert_snapshot!("alert", home.run(["alert", "--help"]).succeeds().out);
    insta::assert_snapshot!("sandbox", home.run(["sandbox", "--help"]).succeeds().out);
    insta::assert_snapshot!("demo", home.run(["demo", "-h"]).succeeds().out);
    assert_eq!(home.run(["--version"]).succeeds().out, format!("klich {}\n", env!("CARGO_PKG_VERSION")));
}
