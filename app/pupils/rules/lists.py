"""Words that decide whether a capital letter makes a name. All in the normalised form of names.py. Pure."""

SAME_AS_WORDS = frozenset({
    "abbey", "ace", "amber", "an", "angel", "any", "archer", "art", "ash", "autumn", "bailey", "baker", "banks",
    "barber", "basil", "bay", "beau", "bell", "belle", "berry", "best", "bill", "bin", "bird", "bishop", "black",
    "blake", "bliss", "blossom", "blue", "bob", "bond", "brand", "brandy", "briar", "bridge", "bridges", "bright",
    "brook", "brooks", "brown", "buck", "bud", "bull", "bush", "butcher", "butler", "can", "carol", "carpenter",
    "carter", "case", "castle", "chance", "chase", "cherry", "chuck", "church", "clay", "clerk", "cliff", "clove",
    "cook", "cooper", "coral", "crane", "crisp", "cross", "crystal", "daisy", "dale", "dance", "dawn", "day",
    "dean", "destiny", "diamond", "do", "dolly", "drake", "drew", "duke", "dyer", "earl", "east", "eden", "elder",
    "ember", "faith", "farmer", "fern", "field", "fields", "finch", "fisher", "fleet", "flint", "flora", "flower",
    "flowers", "ford", "forest", "fox", "frank", "frost", "fry", "fuller", "gale", "game", "gardener", "garland",
    "gene", "ginger", "glen", "glory", "glover", "gold", "golden", "good", "grace", "grant", "gray", "green",
    "grey", "guy", "hall", "hand", "hands", "hare", "harmony", "harper", "harry", "haven", "hawk", "hazel", "he",
    "head", "heart", "heath", "heather", "heaven", "henna", "herb", "hill", "ho", "holly", "honey", "honor",
    "honour", "hope", "horn", "house", "hunt", "hunter", "in", "iris", "ivory", "ivy", "jack", "jade", "jasmine",
    "jasper", "jay", "jean", "jet", "jewel", "joiner", "josh", "joy", "judge", "justice", "kay", "king", "knight",
    "lake", "lamb", "lance", "land", "lane", "lark", "lavender", "law", "le", "lee", "leigh", "lily", "link",
    "little", "lock", "long", "lord", "love", "lynx", "major", "man", "mark", "marks", "mars", "marsh", "mason",
    "may", "mead", "mercer", "mercy", "merry", "miles", "mill", "miller", "mills", "mo", "mole", "monk", "moon",
    "moor", "more", "moss", "mustard", "myrtle", "nail", "news", "no", "noble", "north", "nova", "nurse", "oak",
    "ocean", "olive", "opal", "orange", "organ", "paddock", "page", "pain", "palmer", "park", "parker", "parsons",
    "pat", "peace", "pear", "pearl", "peg", "penny", "pepper", "pike", "piper", "plant", "plum", "pond", "pool",
    "pope", "poppy", "porter", "post", "potter", "power", "price", "prince", "princess", "proud", "prudence",
    "queen", "quick", "rain", "raven", "ray", "read", "reader", "reading", "red", "reed", "reef", "rice", "rich",
    "riddle", "ring", "river", "rivers", "road", "rob", "robin", "rock", "rocky", "rook", "root", "rose",
    "rosemary", "rowan", "royal", "ruby", "rush", "rusty", "saddler", "sage", "salt", "sands", "sandy", "savage",
    "scales", "scarlet", "seal", "self", "shade", "sharp", "she", "shepherd", "shore", "short", "silver", "sing",
    "skinner", "sky", "skye", "small", "smart", "smith", "snow", "so", "sol", "song", "sonny", "south", "sparrow",
    "speed", "spencer", "spring", "star", "starr", "steel", "sterling", "still", "stock", "stone", "storm",
    "strange", "street", "strong", "sue", "sugar", "summer", "summers", "sun", "sunny", "sunshine", "swan", "sweet",
    "tale", "tanner", "taylor", "teal", "thorn", "to", "tower", "towers", "tree", "trinity", "trout", "true",
    "turner", "unity", "vale", "valentine", "victor", "viola", "violet", "wade", "walker", "wall", "walls", "war",
    "ward", "ware", "warren", "waters", "way", "weaver", "webb", "weeks", "well", "wells", "west", "whale", "wheat",
    "wheeler", "white", "wild", "will", "willow", "wing", "winner", "winter", "winters", "wise", "wolf", "wood",
    "woods", "worth", "wren", "wright", "yard", "you", "young",
})  # fmt: skip
"""Given and family names that are English words as well: only a capital inside a sentence makes a name of them."""

OFTEN_SOMETHING_ELSE = frozenset({
    "adam", "africa", "america", "asia", "austin", "bethlehem", "bradford", "brooklyn", "caspian", "chad",
    "chelsea", "christian", "dakota", "david", "devon", "egypt", "england", "eve", "florence", "georgia", "holland",
    "india", "ireland", "islam", "israel", "jesus", "jordan", "kent", "kenya", "lancaster", "lincoln", "london",
    "lourdes", "milan", "moses", "muhammad", "nile", "noah", "oxford", "paris", "phoenix", "roman", "sahara",
    "shakespeare", "sheffield", "sydney", "troy", "venice", "victoria", "virginia", "wales", "windsor", "york",
    "zion",
})  # fmt: skip
"""Names that lessons speak of without meaning a pupil: they are asked about, never refused."""

MONTHS = frozenset({
    "april", "august", "autumn", "december", "easter", "february", "january", "july", "june", "march", "may",
    "november", "october", "september", "summer", "winter",
})  # fmt: skip
"""Parts of the year that are names too: `in May` is none."""

BEFORE_MONTHS = frozenset({
    "after", "and", "before", "by", "during", "each", "early", "every", "from", "in", "last", "late", "mid", "nd",
    "next", "of", "or", "rd", "since", "st", "th", "this", "till", "to", "until",
})  # fmt: skip
"""Before these, or beside a number, it is the part of the year."""

TITLES = frozenset({
    "dr", "lady", "lord", "madam", "madame", "miss", "mr", "mrs", "ms", "mx", "prof", "professor", "rev", "sir",
})  # fmt: skip
"""What is said before the name of an adult."""

NOT_GIVEN_NAMES = TITLES | MONTHS | frozenset({
    "a", "academy", "act", "activity", "african", "after", "all", "also", "american", "an", "and", "appendix",
    "are", "art", "as", "asian", "assembly", "at", "band", "bar", "because", "before", "behind", "beside", "black",
    "both", "box", "british", "but", "case", "catholic", "chapter", "child", "children", "chinese", "christian",
    "class", "college", "column", "computing", "could", "daily", "day", "deputy", "design", "dfe", "did", "does",
    "drama", "during", "each", "eal", "east", "education", "eef", "either", "english", "european", "even", "every",
    "evidence", "example", "exit", "factor", "figure", "finally", "first", "for", "form", "french", "friday",
    "from", "gcse", "geography", "german", "given", "google", "grade", "great", "greek", "group", "had", "has",
    "he", "head", "her", "here", "high", "hindu", "his", "history", "house", "how", "if", "in", "is", "it", "item",
    "jewish", "just", "kenkyu", "key", "ks", "later", "latin", "lead", "leader", "learner", "learning", "lesson",
    "let", "letter", "level", "like", "literacy", "low", "mathematics", "maths", "microsoft", "model", "monday",
    "most", "music", "muslim", "my", "near", "neither", "new", "next", "no", "non", "nor", "north", "not", "now",
    "number", "numeracy", "of", "ofsted", "old", "on", "once", "only", "or", "our", "page", "pair", "part", "phase",
    "physics", "plan", "point", "post", "pre", "primary", "problem", "pshe", "pupil", "pupils", "question",
    "reception", "religious", "research", "roman", "room", "row", "saint", "sats", "saturday", "say", "school",
    "science", "secondary", "section", "send", "senior", "set", "share", "she", "show", "sikh", "since", "so",
    "south", "spanish", "st", "stage", "standards", "step", "still", "student", "students", "study", "sunday",
    "table", "talk", "target", "task", "teacher", "teaching", "team", "technology", "term", "that", "the", "their",
    "them", "then", "there", "these", "they", "think", "this", "those", "though", "thursday", "to", "today",
    "together", "tudor", "tuesday", "type", "unit", "united", "unlike", "until", "version", "victorian", "vitamin",
    "was", "watch", "we", "wednesday", "week", "welsh", "were", "west", "what", "when", "where", "which", "while",
    "white", "who", "why", "will", "with", "word", "work", "world", "year", "yes", "yesterday", "yet", "you", "your",
})  # fmt: skip
"""What begins with a capital beside another capital and is no pupil: Pupil A, Key Stage, Year Seven, White Rose."""
