//! What is called for: action days, demands, petition, texts. Pure.
