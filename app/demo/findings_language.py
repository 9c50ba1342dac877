"""Findings from lessons in history, English and French."""

from app.demo.abstracts import DemoFinding, Reaction, told
from app.fair.rules import Audience, Licence, Phase, ReactionKind

HISTORY = DemoFinding(
    group="Explaining before writing",
    title="Saying the because before writing it",
    pull_quote="The pen arrived too early",
    phase=Phase.KS3,
    subject="History",
    licence=Licence.CC_BY_4,
    audience=Audience.EVERYONE,
    mechanisms=(3, 7, 8, 12, 14),
    background=told(
        """
        Our Year 8 pupils could tell us in conversation why the monasteries were closed. On paper the reasons turned
        into a list: money, power, religion, full stop. We had always answered this with writing frames, and the
        frames produced paragraphs that sounded like the frame. We wondered whether the missing step was not in the
        writing at all.
        """
    ),
    aims=told(
        """
        To find out whether three minutes of spoken explanation, with the pen on the table, would carry the links
        between causes onto the page, and for which of our three case pupils.
        """
    ),
    methods=told(
        """
        We planned one lesson together and taught it twice with different classes, changing it in between. A writes
        freely but without order; B says little; C has good ideas and avoids the page. Each of us followed one case
        pupil for half an hour and wrote down what was said and done, with times. In the first lesson partners
        explained to one another with a list of causes in view. In the second the list was gone and each listener
        had to ask one question beginning with why. We talked to the case pupils for a few minutes afterwards and
        laid their paragraphs side by side.
        """
    ),
    findings=told(
        """
        With the list in view, pupils read it aloud; what we heard was the list again. Without it, and with a
        listener who had to ask, A used "because of that" four times in speech and twice on paper, where before
        there had been none. C wrote six lines without stopping, having rehearsed the first sentence twice under the
        breath. B was the surprise: B asked good questions and then wrote less than usual, telling us that the
        talking had used up what there was to say. The writing frame on the second lesson's sheet was ignored by
        almost everybody, and nobody missed it.
        """
    ),
    implications=told(
        """
        The listener matters more than the talk. A partner who needs the explanation makes a speaker connect; a
        partner who is only polite does not. For pupils like B, speaking may replace writing rather than prepare it.
        These are two lessons and three pupils, so we claim no more than that it is worth looking.
        """
    ),
    next_time=told(
        """
        We shall let listeners write down one sentence they heard and hand it back to the speaker as a first line.
        We shall watch three pupils like B, and stop the talk after two minutes and not three.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.WILL_TRY,
            "Geography",
            told(
                """
                I will try the question beginning with why in our coasts unit, with no list in view.
                """
            ),
        ),
        Reaction(
            ReactionKind.TRIED,
            "English",
            told(
                """
                I tried this, and the handed-back sentence worked better than any opening I could have given. Two
                pupils argued about whether that was what they had said, which was the best talk of the lesson.
                """
            ),
        ),
        Reaction(
            ReactionKind.TRIED,
            "Maths",
            told(
                """
                I tried this, and it fell flat before a proof: my listeners could not tell what was missing. I think
                they need to know enough to ask.
                """
            ),
        ),
    ),
)

ENGLISH = DemoFinding(
    group="Reading the long text",
    title="Where the eyes stop on a long page",
    pull_quote="Fluent aloud, lost in silence",
    phase=Phase.KS3,
    subject="English",
    licence=Licence.CC_BY_4,
    audience=Audience.TRUST,
    mechanisms=(1, 4, 8, 9, 14),
    background=told(
        """
        In Year 9 we read a whole page of nineteenth-century prose and then ask about it. The answers tell us who
        has understood, but not where the others were lost. We had assumed that vocabulary was the obstacle and
        spent ten minutes of every such lesson on word lists.
        """
    ),
    aims=told(
        """
        To see at which line three case pupils stop reading for sense, and whether reading the opening aloud
        together helps them to get past it.
        """
    ),
    methods=told(
        """
        Observers sat beside A, B and C with a copy of the page and marked every pause longer than a few seconds,
        every finger that went back, every glance at the clock. The class read silently in the first lesson. In the
        second the teacher read the first paragraph aloud, stopped twice to say who was speaking to whom, and then
        let pupils read on. Afterwards each case pupil retold the page to an observer, who asked only: "And then?"
        """
    ),
    findings=told(
        """
        None of our case pupils stopped at a word from the list. All three stopped at the same sentence, a long one
        in which he meant two different men. A went on without noticing and retold a story with one man in it. B
        went back three times and gave up. C stopped, looked round, and copied the first word of a neighbour's
        notes. When the opening had been read aloud and the speakers sorted out, A and C kept the two men apart to
        the end of the page. B read aloud beautifully when asked, with every comma in place, and could tell us
        almost nothing of it. We had been taking B's fluency for understanding all year.
        """
    ),
    implications=told(
        """
        For this page, pronouns and speakers cost more than hard words. A minute on who is who bought more than ten
        on vocabulary. It may be different in a text with fewer voices. Reading well aloud is evidence of reading
        aloud.
        """
    ),
    next_time=told(
        """
        We shall give up the word list for two weeks, mark the sentence where the sense is most likely to break, and
        ask for a retelling before any question. For B we need advice from colleagues who know more about reading
        than we do.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.WILL_TRY,
            "History",
            told(
                """
                I will try marking who is speaking in our longest source before anyone reads it.
                """
            ),
        ),
        Reaction(
            ReactionKind.TRIED,
            "Science",
            told(
                """
                I tried this, and in a page on natural selection the place was the word it. Five pupils had five
                different things in mind.
                """
            ),
        ),
    ),
)

FRENCH = DemoFinding(
    group="Talk partners that work",
    title="Half the picture each: talk that has a reason",
    pull_quote="They needed each other's half",
    phase=Phase.KS3,
    subject="French",
    licence=Licence.CC_BY_4,
    audience=Audience.EVERYONE,
    mechanisms=(1, 6, 7, 10, 14),
    background=told(
        """
        Paired speaking in Year 7 French had become a performance. Partners read a dialogue, swapped roles, read it
        again and told us that they had finished. Nobody was listening, because both already knew everything that
        would be said.
        """
    ),
    aims=told(
        """
        To find out whether pupils listen, and repair what they do not understand, when each partner holds
        information that the other needs.
        """
    ),
    methods=told(
        """
        Each pupil had a drawing of a bedroom with half of the furniture. Without showing it, partners had to make
        both drawings the same. We expected A to take over, B to fall back on English and C to wait. Three observers
        noted every turn in the first ten minutes: its language, and whether it answered the turn before. In the
        second lesson we added four phrases for repair on the wall, practised them chorally for two minutes, and
        moved the furniture.
        """
    ),
    findings=told(
        """
        Everyone talked, and at first mostly in English. In the first lesson B used French for nouns and English for
        everything that mattered: no, left, left of that. C, whom we had thought passive, corrected the partner
        twice. In the second lesson the repair phrases were used far more than any of the prepositions we had taught
        for a fortnight; we counted pardon and encore une fois eighteen times at three tables. A took over exactly
        as predicted until the partner covered the drawing with an arm. What did not work was the timing. Pairs who
        had finished early slipped into chat, and the corrections of grammar that we had planned for the end were
        met by a class that was already done.
        """
    ),
    implications=told(
        """
        A reason to listen did more than a rule about French only. Pupils reached for language when they were stuck,
        so phrases for being stuck should come first. Ten minutes at three tables are a small sample, and the
        novelty of the drawing may wear off.
        """
    ),
    next_time=told(
        """
        We shall teach two repair phrases before any noun, give quick pairs a second difference to find, and check
        in a month whether the phrases come back without the wall.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.WILL_TRY,
            "Maths",
            "I will try this with graphs: one partner has the equation, the other the sketch.",
        ),
        Reaction(
            ReactionKind.TRIED,
            "PE",
            told(
                """
                I tried this, and describing a gymnastic sequence to somebody who cannot see it showed me at once
                which words my group had never understood.
                """
            ),
        ),
        Reaction(ReactionKind.WILL_TRY, "Performing Arts", "I will try the covered drawing as a stage plan."),
    ),
)
