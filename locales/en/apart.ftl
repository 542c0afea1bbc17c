### What is counted apart from pledges. Plain. $count: a number.

web-paper = Signatures on paper: { $count }. The organisers counted and entered them. They are not in the number above, and no receipt can check them.
web-imported = Pledges from another list: { $count }. The organisers brought them in from where they were collected before. They are not in the number above, and no receipt can check them.
desk-paper = On paper: { $count }
desk-imported = Brought in from another list: { $count }
