//! A disk whose power can be cut: what the real binary asked of its files, and what of it may be there afterwards.
//!
//! `power_cut.c`, loaded into the binary, records every change of the files in a folder, every sync, and everything that
//! was said to others, in one order. [`Disk`] plays that back up to any point and then keeps what was synced; of the
//! rest it keeps nothing, all or a random part, torn at sectors. Names (made, renamed, removed) are kept in the order
//! in which they changed, as journalling file systems keep them, and surely only after their folder was synced.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fs;
use std::io::Write as _;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;

use rand::Rng;
use rand::rngs::StdRng;

const RECORD_HEAD: usize = 21;

/// Records the processes of one home.
pub struct Recorder {
    scratch: tempfile::TempDir,
    folder: PathBuf,
    base: Vec<(PathBuf, u64, Option<Vec<u8>>)>,
}

/// One thing that a process did.
pub enum Deed {
    /// Made a file that was not there.
    Created(u64, PathBuf),
    /// Opened a file.
    Opened(u64, PathBuf),
    /// Wrote bytes at a place.
    Written(u64, u64, Vec<u8>),
    /// Set a file's length.
    Cut(u64, u64),
    /// Asked for a sync.
    SyncBegun(u64, u64),
    /// Was told that it is done.
    SyncEnded(u64, u64),
    /// Gave a file another name.
    Renamed(PathBuf, PathBuf),
    /// Took a file's name away.
    Unlinked(PathBuf),
    /// Made a folder.
    FolderMade(u64, PathBuf),
    /// Removed a folder.
    FolderRemoved(PathBuf),
    /// Said something to somebody.
    Said(Vec<u8>),
    /// Gave a file a second name.
    Linked(PathBuf, PathBuf),
}

impl Recorder {
    /// Compiles the library and takes what lies in `folder` for what is on the disk.
    pub fn new(folder: &Path) -> Self {
        let scratch = tempfile::tempdir().unwrap();
        let source = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/power_cut.c");
        let built = Command::new("cc")
            .args(["-O1", "-shared", "-fPIC", "-o"])
            .arg(scratch.path().join("power_cut.so"))
            .arg(source)
            .output()
            .expect("the tests need a C compiler, as the build does");
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        let folder = folder.canonicalize().unwrap();
        let base = contents(&folder);
        Self { scratch, folder, base }
    }

    /// The variables that let a process be recorded.
    pub fn variables(&self) -> [(&'static str, String); 3] {
        let text = |path: PathBuf| path.to_str().unwrap().to_owned();
        [
            ("LD_PRELOAD", text(self.scratch.path().join("power_cut.so"))),
            ("POWER_CUT_FOLDER", text(self.folder.clone())),
            ("POWER_CUT_LOG", text(self.log())),
        ]
    }

    /// How long the record is now, in bytes.
    pub fn length(&self) -> u64 {
        fs::metadata(self.log()).map_or(0, |log| log.len())
    }

    /// Reads the record: each deed with the record's length behind it.
    pub fn deeds(&self) -> Vec<(u64, Deed)> {
        let bytes = fs::read(self.log()).unwrap();
        let mut rest = &bytes[..];
        let mut deeds = Vec::new();
        while rest.len() >= RECORD_HEAD {
            let number = |at: usize| u64::from_le_bytes(rest[at..at + 8].try_into().unwrap());
            let (of, at) = (number(1), number(9));
            let length = u32::from_le_bytes(rest[17..21].try_into().unwrap()) as usize;
            let Some(payload) = rest.get(RECORD_HEAD..RECORD_HEAD + length) else { break };
            let path = || PathBuf::from(String::from_utf8(payload.to_vec()).unwrap());
            let deed = match rest[0] {
                1 => Deed::Created(of, path()),
                2 => Deed::Opened(of, path()),
                3 => Deed::Written(of, at, payload.to_vec()),
                4 => Deed::Cut(of, at),
                5 => Deed::SyncBegun(of, at),
                6 => Deed::SyncEnded(of, at),
                7 => {
                    let both = String::from_utf8(payload.to_vec()).unwrap();
                    let (from, to) = both.split_once('\0').unwrap();
                    Deed::Renamed(from.into(), to.into())
                }
                8 => Deed::Unlinked(path()),
                9 => Deed::FolderMade(of, path()),
                10 => Deed::FolderRemoved(path()),
                11 => Deed::Said(payload.to_vec()),
                12 => {
                    let both = String::from_utf8(payload.to_vec()).unwrap();
                    let (from, to) = both.split_once('\0').unwrap();
                    Deed::Linked(from.into(), to.into())
                }
                other => panic!("no such deed: {other}"),
            };
            rest = &rest[RECORD_HEAD + length..];
            deeds.push(((bytes.len() - rest.len()) as u64, deed));
        }
        assert!(rest.is_empty(), "the record ends within a deed");
        deeds
    }

    /// The disk before the first deed.
    pub fn disk(&self) -> Disk {
        let mut disk = Disk { root: self.folder.clone(), ..Disk::default() };
        for (path, inode, bytes) in &self.base {
            let node = match bytes {
                None => {
                    disk.folders.insert(*inode, path.clone());
                    Node::Folder
                }
                Some(bytes) => Node::File(disk.new_file(*inode, bytes.clone())),
            };
            disk.names.insert(path.clone(), node);
            disk.durable_names.insert(path.clone(), node);
        }
        disk.folders.insert(fs::metadata(&self.folder).unwrap().ino(), self.folder.clone());
        disk
    }

    /// After a process was killed between a deed and its record: adds what it did unrecorded, as not synced.
    pub fn settle(&self) {
        let mut disk = self.disk();
        self.deeds().into_iter().for_each(|(_, deed)| disk.play(deed));
        let mut log = fs::OpenOptions::new().append(true).open(self.log()).unwrap();
        for (path, inode, bytes) in contents(&self.folder) {
            let Some(bytes) = bytes else { continue };
            let known = disk.names.get(&path).copied();
            let mut add = |operation: u8, at: u64, payload: &[u8]| {
                let mut record = vec![operation];
                record.extend(inode.to_le_bytes());
                record.extend(at.to_le_bytes());
                record.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
                record.extend(payload);
                log.write_all(&record).unwrap();
            };
            match known {
                Some(Node::File(file)) if disk.files[file].now() == bytes => continue,
                Some(Node::File(_)) => {}
                _ => add(1, 0, path.to_str().unwrap().as_bytes()),
            }
            add(4, bytes.len() as u64, &[]);
            add(3, 0, &bytes);
        }
    }

    fn log(&self) -> PathBuf {
        self.scratch.path().join("record")
    }
}

/// Lists files and folders below a folder, with their inodes; sockets are left out.
fn contents(folder: &Path) -> Vec<(PathBuf, u64, Option<Vec<u8>>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let kind = fs::symlink_metadata(&path).unwrap();
            if kind.is_dir() {
                found.push((path.clone(), kind.ino(), None));
                folders.push(path);
            } else if kind.is_file() {
                found.push((path.clone(), kind.ino(), Some(fs::read(&path).unwrap())));
            }
        }
    }
    found
}

/// A disk at one point of a record.
#[derive(Default)]
pub struct Disk {
    root: PathBuf,
    files: Vec<FileState>,
    by_inode: HashMap<u64, usize>,
    folders: HashMap<u64, PathBuf>,
    names: BTreeMap<PathBuf, Node>,
    durable_names: BTreeMap<PathBuf, Node>,
    /// Changes of names that no sync of their folder covers, in their order.
    pending: VecDeque<(u64, NameChange)>,
    /// How many deeds were done before each sync that runs.
    syncs: HashMap<u64, u64>,
    count: u64,
}

#[derive(Clone, Copy)]
enum Node {
    File(usize),
    Folder,
}

#[derive(Clone)]
enum NameChange {
    Add(PathBuf, Node),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

#[derive(Default)]
struct FileState {
    durable: Vec<u8>,
    pending: VecDeque<(u64, Change)>,
}

enum Change {
    Write(u64, Vec<u8>),
    Cut(u64),
}

/// What a cut leaves of the writes that were not synced.
#[derive(Debug, Clone, Copy)]
pub enum Fate {
    /// Nothing.
    Nothing,
    /// All of it.
    Everything,
    /// All up to a point, the last one torn.
    Beginning,
    /// Each write with this likelihood.
    Writes(f64),
    /// Each sector of so many bytes with this likelihood.
    Sectors(u64, f64),
}

impl Fate {
    /// Draws one.
    pub fn random(random: &mut StdRng) -> Self {
        match random.gen_range(0..8) {
            0 => Self::Nothing,
            1 => Self::Everything,
            2 | 3 => Self::Beginning,
            4 => Self::Writes(random.gen_range(0.05..0.95)),
            5 => Self::Sectors(512, random.gen_range(0.05..0.95)),
            _ => Self::Sectors(4096, random.gen_range(0.05..0.95)),
        }
    }
}

impl Disk {
    /// Does a deed.
    pub fn play(&mut self, deed: Deed) {
        self.count += 1;
        match deed {
            Deed::Created(inode, path) => {
                let file = self.new_file(inode, Vec::new());
                self.change(NameChange::Add(path, Node::File(file)));
            }
            Deed::Opened(inode, path) => match self.names.get(&path) {
                Some(Node::File(file)) => drop(self.by_inode.insert(inode, *file)),
                _ => panic!("opened without being made: {}", path.display()),
            },
            Deed::Written(inode, at, bytes) => self.change_file(inode, Change::Write(at, bytes)),
            Deed::Cut(inode, length) => self.change_file(inode, Change::Cut(length)),
            Deed::SyncBegun(_, token) => drop(self.syncs.insert(token, self.count)),
            Deed::SyncEnded(inode, token) => {
                let covered = self.syncs.remove(&token).unwrap();
                if let Some(folder) = self.folders.get(&inode).cloned() {
                    self.sync_folder(&folder, covered);
                } else if let Some(file) = self.by_inode.get(&inode) {
                    let file = &mut self.files[*file];
                    while file.pending.front().is_some_and(|(done, _)| *done <= covered) {
                        let (_, change) = file.pending.pop_front().unwrap();
                        change.apply(&mut file.durable);
                    }
                }
            }
            Deed::Renamed(from, to) if self.names.contains_key(&from) => self.change(NameChange::Rename(from, to)),
            // A socket.
            Deed::Renamed(..) => {}
            Deed::Linked(from, to) => {
                let node = self.names[&from];
                self.change(NameChange::Add(to, node));
            }
            Deed::Unlinked(path) if self.names.contains_key(&path) => self.change(NameChange::Remove(path)),
            Deed::Unlinked(_) => {}
            Deed::FolderMade(inode, path) => {
                self.folders.insert(inode, path.clone());
                self.change(NameChange::Add(path, Node::Folder));
            }
            Deed::FolderRemoved(path) => {
                self.folders.retain(|_, folder| *folder != path);
                self.change(NameChange::Remove(path));
            }
            Deed::Said(_) => {}
        }
    }

    /// Writes to `into` what is there after the power was cut here.
    pub fn after_a_cut(&self, fate: Fate, random: &mut StdRng, into: &Path) {
        let mut names = self.durable_names.clone();
        let mut kept: HashMap<PathBuf, usize> = HashMap::new();
        for (_, change) in &self.pending {
            *kept.entry(change.folder()).or_default() += 1;
        }
        for count in kept.values_mut() {
            *count = match fate {
                Fate::Nothing => 0,
                Fate::Everything => *count,
                _ => random.gen_range(0..=*count),
            };
        }
        for (_, change) in &self.pending {
            let left = kept.get_mut(&change.folder()).unwrap();
            if *left > 0 {
                *left -= 1;
                change.apply(&mut names);
            }
        }
        fs::DirBuilder::new().recursive(true).mode(0o700).create(into).unwrap();
        let mut made: HashMap<usize, PathBuf> = HashMap::new();
        for (path, node) in names {
            let target = into.join(path.strip_prefix(&self.root).unwrap());
            if !target.parent().unwrap().is_dir() {
                continue;
            }
            match node {
                Node::Folder => fs::DirBuilder::new().mode(0o700).create(target).unwrap(),
                Node::File(file) if made.contains_key(&file) => fs::hard_link(&made[&file], target).unwrap(),
                Node::File(file) => {
                    made.insert(file, target.clone());
                    let bytes = self.files[file].after_a_cut(fate, random);
                    let mut options = fs::OpenOptions::new();
                    let mut file = options.write(true).create_new(true).mode(0o600).open(target).unwrap();
                    file.write_all(&bytes).unwrap();
                }
            }
        }
    }

    fn new_file(&mut self, inode: u64, durable: Vec<u8>) -> usize {
        self.files.push(FileState { durable, ..FileState::default() });
        self.by_inode.insert(inode, self.files.len() - 1);
        self.files.len() - 1
    }

    fn change_file(&mut self, inode: u64, change: Change) {
        self.files[self.by_inode[&inode]].pending.push_back((self.count, change));
    }

    fn change(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.pending.push_back((self.count, change));
    }

    fn sync_folder(&mut self, folder: &Path, covered: u64) {
        for (done, change) in std::mem::take(&mut self.pending) {
            if done <= covered && change.folder() == folder {
                change.apply(&mut self.durable_names);
            } else {
                self.pending.push_back((done, change));
            }
        }
    }
}

impl NameChange {
    fn folder(&self) -> PathBuf {
        let (Self::Add(path, _) | Self::Rename(_, path) | Self::Remove(path)) = self;
        path.parent().unwrap().to_owned()
    }

    fn apply(&self, names: &mut BTreeMap<PathBuf, Node>) {
        match self {
            Self::Add(path, node) => drop(names.insert(path.clone(), *node)),
            Self::Rename(from, to) => {
                if let Some(node) = names.remove(from) {
                    names.insert(to.clone(), node);
                }
            }
            Self::Remove(path) => drop(names.remove(path)),
        }
    }
}

impl FileState {
    fn now(&self) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        self.pending.iter().for_each(|(_, change)| change.apply(&mut bytes));
        bytes
    }

    fn after_a_cut(&self, fate: Fate, random: &mut StdRng) -> Vec<u8> {
        let mut bytes = self.durable.clone();
        let whole = match fate {
            Fate::Beginning => random.gen_range(0..=self.pending.len()),
            _ => self.pending.len(),
        };
        for (number, (_, change)) in self.pending.iter().enumerate() {
            match (fate, change) {
                (Fate::Nothing, _) => {}
                (Fate::Everything, change) => change.apply(&mut bytes),
                (Fate::Beginning, change) if number < whole => change.apply(&mut bytes),
                (Fate::Beginning, Change::Write(at, written)) if number == whole => {
                    let torn = written.len() as u64 * random.gen_range(0..8) / 8 / 512 * 512;
                    Change::Write(*at, written[..torn as usize].to_vec()).apply(&mut bytes);
                }
                (Fate::Beginning, _) => {}
                (Fate::Writes(likely) | Fate::Sectors(_, likely), Change::Cut(_)) => {
                    if random.gen_bool(likely) {
                        change.apply(&mut bytes);
                    }
                }
                (Fate::Writes(likely), change) => {
                    if random.gen_bool(likely) {
                        change.apply(&mut bytes);
                    }
                }
                (Fate::Sectors(size, likely), Change::Write(at, written)) => {
                    let end = at + written.len() as u64;
                    for sector in at / size..end.div_ceil(size) {
                        if random.gen_bool(likely) {
                            let (from, to) = ((sector * size).max(*at), ((sector + 1) * size).min(end));
                            let part = written[(from - at) as usize..(to - at) as usize].to_vec();
                            Change::Write(from, part).apply(&mut bytes);
                        }
                    }
                }
            }
        }
        bytes
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(at, written) => {
                let end = *at as usize + written.len();
                if bytes.len() < end && !written.is_empty() {
                    bytes.resize(end, 0);
                }
                if !written.is_empty() {
                    bytes[*at as usize..end].copy_from_slice(written);
                }
            }
            Self::Cut(length) => bytes.resize(*length as usize, 0),
        }
    }
}
