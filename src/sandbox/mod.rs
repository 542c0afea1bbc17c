//! A Bot API of our own and two phones in a browser: the demo, the tests, the load.

pub mod phones;
