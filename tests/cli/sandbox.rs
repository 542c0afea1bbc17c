use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};

use crate::support::{Home, TOKEN};

#[test]
fn tells_its_address_answers_and_ends_when_asked() {
    let home = Home::empty();
    let mut sandbox = home.start(["sandbox", "--port", "0", "--latency-ms", "0", "--json"]);
    let report: serde_json::Value = serde_json::from_str(&sandbox.first_line()).unwrap();
    assert_eq!(report["token"], TOKEN);
    let address = report["url"].as_str().unwrap().strip_prefix("http://").unwrap().to_owned();

    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET /bot{TOKEN}/getMe HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.contains("\"is_bot\":true"), "{answer}");
    assert_eq!(sandbox.interrupt(), Some(0));
}

#[test]
fn a_taken_port_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let home = Home::empty();
    home.run(["sandbox", "--port", &port]).exits(78).complains(&format!("port {port}"), "--port 0");
}
