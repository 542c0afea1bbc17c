//! Words for bytes: short, common, far apart in sound; their order is their value and never changes.

/// One word a byte.
pub(super) const WORDS: [&str; 256] = [
    "acorn", "actor", "agree", "alarm", "album", "amber", "anchor", "angle", "ankle", "apple", "apron", "arch",
    "arrow", "aspen", "attic", "autumn", "badge", "bagel", "baker", "bamboo", "banjo", "barn", "basil", "basket",
    "beach", "beacon", "beetle", "bell", "bench", "berry", "birch", "bison", "blanket", "blossom", "boat", "bonnet",
    "book", "border", "bottle", "bowl", "branch", "bread", "brick", "bridge", "broom", "brush", "bucket", "button",
    "cabin", "cactus", "camel", "candle", "canoe", "carpet", "carrot", "castle", "cedar", "cello", "chalk", "cherry",
    "chest", "chimney", "circle", "clay", "cliff", "clock", "cloud", "clover", "coast", "cobalt", "coconut", "comet",
    "compass", "copper", "coral", "corner", "cotton", "cradle", "crane", "cricket", "crown", "crystal", "curtain",
    "daisy", "dance", "dawn", "deer", "desert", "diary", "dolphin", "donkey", "dragon", "drum", "dune", "eagle",
    "earth", "easel", "echo", "elbow", "elm", "ember", "engine", "evening", "fabric", "falcon", "feather", "fence",
    "fern", "ferry", "field", "finger", "flame", "flute", "forest", "fossil", "fountain", "fox", "frost", "garden",
    "garlic", "gate", "ginger", "glacier", "globe", "glove", "goat", "grape", "grass", "guitar", "hammer", "harbour",
    "harp", "harvest", "hawk", "hazel", "helmet", "heron", "hill", "honey", "horizon", "horse", "island", "ivory",
    "jacket", "jasmine", "jewel", "jungle", "kettle", "kitchen", "kite", "ladder", "lagoon", "lake", "lamp", "lantern",
    "lark", "lemon", "lily", "linen", "lion", "lobster", "magnet", "mango", "maple", "marble", "market", "meadow",
    "melon", "mirror", "mitten", "moon", "morning", "moss", "mountain", "museum", "needle", "nest", "night", "north",
    "nutmeg", "oasis", "ocean", "olive", "onion", "orange", "orchard", "otter", "oven", "owl", "paddle", "palm",
    "panda", "paper", "parade", "pearl", "pebble", "pencil", "pepper", "piano", "pigeon", "pillow", "pine", "planet",
    "plum", "pocket", "poem", "pond", "poppy", "potato", "prairie", "pumpkin", "puzzle", "quail", "quartz", "quill",
    "rabbit", "radio", "raft", "rain", "raven", "ribbon", "rice", "river", "robin", "rocket", "roof", "rope", "rose",
    "saddle", "sail", "salmon", "sand", "scarf", "school", "shadow", "shell", "silver", "singer", "spider", "spoon",
    "spring", "squirrel", "stable", "star", "stone", "storm", "sugar", "summer", "swan", "table", "thunder", "tiger",
    "tower", "train", "tulip", "tunnel",
];
