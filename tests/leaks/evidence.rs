//! Everything that a klich leaves behind or tells, in pieces, and the search through them.

use std::collections::BTreeSet;
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::os::unix::process::ExitStatusExt as _;
use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};

use klich::sandbox::phones::search;
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::markers::{Kind, Marker};
use crate::support::{Home, Process, Run};

/// Where a piece was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The store's own files.
    Store,
    /// What lies beside them: the keyring, marks, leftovers.
    Data,
    /// What lies elsewhere in the home.
    Home,
    /// A log's file.
    Log,
    /// Names of files, folders and sockets.
    FileName,
    Stdout,
    Stderr,
    /// `/proc/PID/cmdline`, and the names of threads.
    Arguments,
    /// `/proc/PID/environ`.
    Environment,
    /// A page over HTTP: health, metrics, errors.
    Page,
    /// What a command told.
    Answer,
    Core,
    Backup,
    /// What is left of a home that was wiped.
    Wiped,
}

impl Place {
    pub const ALL: [Self; 14] = [
        Self::Store,
        Self::Data,
        Self::Home,
        Self::Log,
        Self::FileName,
        Self::Stdout,
        Self::Stderr,
        Self::Arguments,
        Self::Environment,
        Self::Page,
        Self::Answer,
        Self::Core,
        Self::Backup,
        Self::Wiped,
    ];
}

/// What the operator wrote there themselves: the one file, and the one kind of secret in it.
const OPERATORS_OWN: [(&str, Kind); 5] = [
    ("secrets/bot-token", Kind::Token),
    ("secrets/vault.key", Kind::Key),
    ("klich.toml", Kind::Id),
    ("alerts/next.toml", Kind::Text),
    ("refused.toml", Kind::Text),
];

struct Piece {
    place: Place,
    name: String,
    bytes: Vec<u8>,
}

impl Piece {
    /// Tells whether a wipe must have left none of it: its key is what everything else hangs on.
    fn should_be_gone(&self, marker: &Marker) -> bool {
        self.place == Place::Wiped && marker.kind == Kind::Key
    }
}

/// Pieces.
#[derive(Default)]
pub struct Evidence {
    pieces: Vec<Piece>,
}

impl Evidence {
    pub fn add(&mut self, place: Place, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.pieces.push(Piece { place, name: name.into(), bytes: bytes.into() });
    }

    /// Takes every file of a home, and every name.
    pub fn take_home(&mut self, home: &Home) {
        let root = home.path("");
        for (path, bytes) in home.contents() {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            self.add(Place::FileName, "names", name.clone());
            if let Some(bytes) = bytes {
                self.add(place_of(&name), name, bytes);
            }
        }
    }

    /// Takes every file of a home that was wiped, and every name.
    pub fn take_wiped(&mut self, home: &Home) {
        let root = home.path("");
        for (path, bytes) in home.contents() {
            let name = path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
            self.add(Place::FileName, "names", name.clone());
            self.add(Place::Wiped, name, bytes.unwrap_or_default());
        }
    }

    /// Takes what the system shows of a running process, and what it holds open.
    pub fn take_process(&mut self, process: &Process) {
        let folder = format!("/proc/{}", process.id());
        let read = |name: &str| fs::read(Path::new(&folder).join(name)).unwrap();
        self.add(Place::Arguments, "cmdline", read("cmdline"));
        self.add(Place::Environment, "environ", read("environ"));
        for name in ["comm", "status", "maps"] {
            self.add(Place::Arguments, name, read(name));
        }
        for thread in fs::read_dir(format!("{folder}/task")).unwrap().flatten() {
            self.add(Place::Arguments, "thread", fs::read(thread.path().join("comm")).unwrap_or_default());
        }
        for open in fs::read_dir(format!("{folder}/fd")).unwrap().flatten() {
            let target = fs::read_link(open.path()).unwrap_or_default();
            self.add(Place::FileName, "an open file", target.to_string_lossy().into_owned());
        }
    }

    /// Takes what a process has written.
    pub fn take_output(&mut self, process: &Process) {
        self.add(Place::Stderr, "klich run", process.stderr());
        self.add(Place::Stdout, "klich run", process.stdout());
    }

    /// Takes what a command has told.
    pub fn take_answer(&mut self, name: &str, run: &Run) {
        self.add(Place::Answer, name, run.out.clone());
        self.add(Place::Stderr, name, run.err.clone());
    }

    /// Takes a page as it comes, head included.
    pub fn take_page(&mut self, at: &str, path: &str) {
        self.add(Place::Page, path, get(at, path));
    }

    /// Searches for every form of every marker, and describes each find without showing its surroundings.
    pub fn search(&self, markers: &[Marker]) -> Vec<String> {
        self.finds(markers)
            .into_iter()
            .map(|find| format!("{:?} {:?} as {} in {:?} {}", find.0, find.1, find.2, find.3, find.4))
            .collect()
    }

    /// Searches, and gives which kinds were found in which places.
    pub fn leaks(&self, markers: &[Marker]) -> BTreeSet<(Kind, Place)> {
        self.finds(markers).into_iter().map(|(kind, _, _, place, _)| (kind, place)).collect()
    }

    fn finds(&self, markers: &[Marker]) -> Vec<(Kind, String, String, Place, String)> {
        let mut needles = Vec::new();
        let mut meant = Vec::new();
        for marker in markers {
            for (form, bytes) in marker.forms() {
                needles.push(bytes);
                meant.push((marker, form));
            }
        }
        let mut finds = Vec::new();
        for piece in &self.pieces {
            for (count, (marker, form)) in search::count_all(&piece.bytes, &needles).into_iter().zip(&meant) {
                let own = OPERATORS_OWN.contains(&(piece.name.as_str(), marker.kind)) && !piece.should_be_gone(marker);
                if count > 0 && !own {
                    finds.push((marker.kind, marker.text.clone(), form.clone(), piece.place, piece.name.clone()));
                }
            }
        }
        finds
    }

    /// Lists the pieces in which a marker is not found.
    pub fn pieces_without(&self, marker: &Marker) -> Vec<String> {
        let found: BTreeSet<String> = self.finds(std::slice::from_ref(marker)).into_iter().map(|find| find.4).collect();
        self.pieces.iter().map(|piece| piece.name.clone()).filter(|name| !found.contains(name)).collect()
    }

    pub fn places(&self) -> BTreeSet<Place> {
        self.pieces.iter().map(|piece| piece.place).collect()
    }

    /// Joins the texts of a place.
    pub fn text(&self, place: Place) -> String {
        let pieces = self.pieces.iter().filter(|piece| piece.place == place);
        pieces.map(|piece| String::from_utf8_lossy(&piece.bytes)).collect()
    }

    pub fn bytes(&self) -> usize {
        self.pieces.iter().map(|piece| piece.bytes.len()).sum()
    }

    pub fn len(&self) -> usize {
        self.pieces.len()
    }
}

fn place_of(name: &str) -> Place {
    let file = name.rsplit('/').next().unwrap_or(name);
    match name.strip_prefix("data/") {
        _ if file.ends_with(".log") => Place::Log,
        _ if file.ends_with(".age") => Place::Backup,
        _ if file.starts_with("core") => Place::Core,
        Some(inner) if inner == "db" || inner == "conf" || inner.starts_with("snap.") || inner.contains('/') => {
            Place::Store
        }
        Some(_) => Place::Data,
        None => Place::Home,
    }
}

fn get(at: &str, path: &str) -> Vec<u8> {
    let address = at.strip_prefix("http://").unwrap_or(at);
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nhost: {address}\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 "), "{path} answers");
    answer
}

/// Lets children of this process leave core files as large as the system allows.
pub fn allow_core_files() {
    let Rlimit { maximum, .. } = getrlimit(Resource::Core);
    setrlimit(Resource::Core, Rlimit { current: maximum, maximum }).unwrap();
}

/// Tells whether the system says that a core was dumped.
pub fn dumped_core(status: ExitStatus) -> bool {
    status.core_dumped()
}

/// Tells whether a program that does nothing against it would leave a core file.
pub fn machine_dumps_core() -> bool {
    crash("nothing").1
}

/// Crashes a shell that has a secret in its environment, and gives its core file where there is one to be read.
pub fn core_of_a_leaking_process(secret: &str) -> Option<Vec<u8>> {
    allow_core_files();
    crash(secret).0
}

fn crash(secret: &str) -> (Option<Vec<u8>>, bool) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new("sh");
    command.args(["-c", "kill -ABRT $$"]).current_dir(folder.path()).env("SECRET", secret);
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    let core = fs::read_dir(folder.path()).unwrap().flatten().find_map(|entry| fs::read(entry.path()).ok());
    (core, status.core_dumped())
}
