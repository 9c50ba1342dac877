"""Findings from lessons in science, maths and chemistry."""

from app.demo.abstracts import DemoFinding, Reaction, told
from app.fair.rules import Audience, Licence, Phase, ReactionKind

SCIENCE = DemoFinding(
    group="First five minutes",
    title="The question from last month is the one that teaches",
    pull_quote="Last lesson was too easy",
    phase=Phase.KS3,
    subject="Science",
    licence=Licence.CC_BY_4,
    audience=Audience.EVERYONE,
    mechanisms=(1, 2, 9, 11, 14),
    background=told(
        """
        Our lessons open with five quick questions. They settle the class, and they are nearly always answered well,
        which had begun to worry us: the questions were about the lesson before, and pupils kept that page open.
        """
    ),
    aims=told(
        """
        To see what pupils do in the opening minutes when two of the questions reach back a month, and whether those
        minutes still settle anybody.
        """
    ),
    methods=told(
        """
        In a Year 8 lesson we asked three recent questions and two about particles, taught five weeks earlier. Books
        stayed shut for three minutes and could then be opened with a different pen. Observers followed A, who works
        fast, B, who dislikes being wrong, and C, who often arrives last. They noted when each question was started,
        left, and returned to. In a second lesson we told the class beforehand that old questions were expected to
        feel hard.
        """
    ),
    findings=told(
        """
        The recent questions were done within ninety seconds. At the old ones A stopped, said "we have not done this",
        and looked to the board for rescue. B left both blank and filled them in, word for word, as soon as books
        were open. C, whom we had worried about, enjoyed them, wrote half of the answer, and crowed when the page
        proved it right. In the second lesson, with the warning, A tried both and was partly right on each; B wrote
        one word and crossed it out. So a sentence of warning helped one pupil and not another. The lesson started
        four minutes late both times, and the practical had to be cut short, which nobody thanked us for.
        """
    ),
    implications=told(
        """
        Only the old questions showed us anything we could teach. The different pen made the looking-up visible, to
        pupils as much as to us. Two lessons cannot say whether more is remembered in the end, and we did not try to
        measure it.
        """
    ),
    next_time=told(
        """
        One old question and not two, chosen because the day's lesson needs it. For B we shall try an answer with a
        hole in it, so that starting costs less.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.TRIED,
            "Maths",
            told(
                """
                I tried this, and the pen did it. I could see at a glance that my whole back row knows the index
                laws only with the book open.
                """
            ),
        ),
        Reaction(ReactionKind.WILL_TRY, "Languages", "I will try one verb from last half-term, every Monday."),
        Reaction(
            ReactionKind.TRIED,
            "History",
            told(
                """
                I tried this, and it took eleven minutes. I need shorter questions before I try it again.
                """
            ),
        ),
    ),
)

MATHS = DemoFinding(
    group="Worked, then half worked",
    title="Take away the first step, not the last",
    pull_quote="They had never practised starting",
    phase=Phase.KS4,
    subject="Maths",
    licence=Licence.CC_BY_4,
    audience=Audience.EVERYONE,
    mechanisms=(1, 4, 8, 10, 14),
    background=told(
        """
        We fade worked examples by leaving out the last line, then the last two, and so on. Our Year 10 pupils do
        well as long as something is printed and stop dead at an empty line. It struck us that they had practised
        finishing, and never once starting.
        """
    ),
    aims=told(
        """
        To compare, with simultaneous equations, what case pupils do when the first step is missing and when the
        last is.
        """
    ),
    methods=told(
        """
        Everyone studied one full example. Then half of the tables received examples whose last lines were missing,
        and half received the same ones without their first line. The halves changed over for the second set.
        Observers sat with A, B and C and wrote down every word spoken while the pencil was still. We repeated the
        lesson with one change: pupils had to say aloud what they would multiply, and why, before writing.
        """
    ),
    findings=told(
        """
        With the last lines missing, all three finished quickly and without a word. With the first line missing
        there were long silences, of up to two minutes for B, and then talk worth hearing. A tried to work the
        printed second line backwards, which we had not foreseen, and which is a good idea. C chose the wrong
        multiplier, noticed in the third line and went back; nobody had told C to check. B did not get going at all
        until a neighbour said which letter to remove. In the repeat, saying the reason aloud helped A and B, and
        annoyed C, who had it done in the head. On empty lines at the end, A and C started unaided. B did not.
        """
    ),
    implications=told(
        """
        Choosing is the hard part, and our fading had removed it from the practice. The silences felt wrong to us as
        teachers and seem to have been where the thinking was. A missing first step is too much for somebody who has
        not yet understood the whole example. Five pairs of examples in two lessons is very little practice.
        """
    ),
    next_time=told(
        """
        We shall offer two first lines, one useful and one legal but useless, and ask which. For pupils like B the
        full example stays on the desk until they put it away themselves.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.WILL_TRY,
            "Science",
            "I will try two first lines for rearranging equations, one of them useless.",
        ),
        Reaction(
            ReactionKind.TRIED,
            "Maths",
            told(
                """
                I tried this, and the useless first line started an argument that I shall use again with every
                class.
                """
            ),
        ),
        Reaction(
            ReactionKind.WILL_TRY, "Computing and Business", "I will try leaving out the first line of a program."
        ),
    ),
)

CHEMISTRY = DemoFinding(
    group="Practice that sticks",
    title="Mixed practice and the page left blank",
    pull_quote="Harder, slower, and worth watching",
    phase=Phase.KS5,
    subject="Chemistry",
    licence=Licence.CC_BY_4,
    audience=Audience.TRUST,
    mechanisms=(2, 4, 12, 13, 14),
    background=told(
        """
        Our Year 12 students can do every kind of mole calculation in the week in which it is taught. In a paper
        that mixes them they write down all the formulae they know and choose by the look of the numbers. Our
        homework sheets contain one kind each, so that nobody has ever had to choose.
        """
    ),
    aims=told(
        """
        To learn how students decide which method a question needs, and what happens when practice is mixed from the
        start.
        """
    ),
    methods=told(
        """
        We replaced one sheet by eight questions of four kinds in random order, and asked students to write beside
        each, before calculating, the words that had decided them. Observers sat with A, B and C for half a lesson
        each and prompted with one question only: "What are you looking at now?" In the next lesson the same students
        sorted twelve questions into kinds without calculating anything at all.
        """
    ),
    findings=told(
        """
        Mixed practice took about twice as long, and two of our three left a question blank, which none of them had
        ever done on an ordinary sheet. A decided by the units and was right each time. B decided by the numbers:
        small ones meant concentration. C read every question three times, chose well and ran out of time. Writing
        down the deciding words was felt to be a chore and mostly done afterwards, to satisfy us. The sorting, which
        we had meant only as a filler, was where B said "oh!", and explained to the others why the numbers cannot tell
        you. We had a difficult conversation with students who thought that they had got worse.
        """
    ),
    implications=told(
        """
        Blank spaces on mixed sheets are information, and students need to be told so beforehand, for it does not
        feel like learning. Sorting without calculating may be the cheaper way to practise choosing. We have six
        students and a fortnight behind us, and do not know yet what will be left by the summer.
        """
    ),
    next_time=told(
        """
        Sorting first, then a mixed sheet of four questions and not eight. We shall say at the start that it will
        feel slower, and show the group what earlier students said about it.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.TRIED,
            "Maths",
            told(
                """
                I tried this, and sorting integrals without integrating any of them filled a whole hour. It was the
                most useful hour of the topic.
                """
            ),
        ),
        Reaction(
            ReactionKind.WILL_TRY, "Languages", "I will try a sorting of sentences by tense before we translate a word."
        ),
    ),
)
