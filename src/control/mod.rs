//! The local socket through which the command line steers a running bot.
