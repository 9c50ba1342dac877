"""Findings from lessons in which pupils speak up: geography, religious education and drama."""

from app.demo.abstracts import DemoFinding, Reaction, told
from app.fair.rules import Audience, Licence, Phase, ReactionKind

GEOGRAPHY = DemoFinding(
    group="Who answers?",
    title="Thirty seconds with a pencil before any hand",
    pull_quote="Silence is not always thinking",
    phase=Phase.KS3,
    subject="Geography",
    licence=Licence.CC_BY_4,
    audience=Audience.EVERYONE,
    mechanisms=(3, 6, 9, 10, 14),
    background=told(
        """
        A count in our own lessons showed that six pupils gave most of the answers. We had all been to the same
        session on asking without hands up, and had all drifted back, because choosing somebody who has nothing to
        say feels unkind and slows everything down.
        """
    ),
    aims=told(
        """
        To find out what pupils do with thinking time, and whether a written commitment makes it easier to call on
        anybody.
        """
    ),
    methods=told(
        """
        In a Year 9 lesson on why people leave the countryside, each of four big questions was followed by thirty
        seconds in which everyone wrote a first idea, then by one minute in pairs, then by named pupils. Observers
        recorded what A, B and C wrote in those thirty seconds, second by second where they could, and what became
        of it. We repeated the lesson with another class and took out the minute in pairs for half of the questions.
        """
    ),
    findings=told(
        """
        For the first ten seconds hardly anybody wrote. Then most did, and A, who never raises a hand, had a full
        line every time. Called on, A read it out, quietly and without the pause we dread. B used the time to draw a
        margin, and then another; the pencil moved and nothing was thought. C wrote the partner's idea after the
        minute in pairs and rubbed out an idea of C's own that was better. Without the pair talk C kept it. That was
        the opposite of what we had predicted. Four questions were too many: by the fourth, lines were shorter and
        the routine felt like a drill.
        """
    ),
    implications=told(
        """
        A written first idea makes calling on people fair, since everybody has something to read. Pair talk after it
        can polish an idea and can also wash it away. Thinking time alone shows nothing; a moving pencil shows
        little. Two lessons do not tell us how it feels in week six.
        """
    ),
    next_time=told(
        """
        Two such questions in a lesson, not four. Pupils will underline their first idea before they talk, so that
        it cannot be rubbed out, and we shall call on the underlined one.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.TRIED,
            "Languages",
            told(
                """
                I tried this, and underlining made the difference. One pupil asked whether she was allowed to
                disagree with her own underlined idea. Yes!
                """
            ),
        ),
        Reaction(
            ReactionKind.WILL_TRY,
            "Computing and Business",
            "I will try it with a prediction of what the program will print.",
        ),
        Reaction(ReactionKind.WILL_TRY, "Art", "I will try thirty seconds of drawing in place of writing."),
    ),
)

RELIGION = DemoFinding(
    group="Words that travel",
    title="Evaluate means something else next door",
    pull_quote="One word, three different jobs",
    phase=Phase.KS4,
    subject="Religious Education",
    licence=Licence.CC_BY_4,
    audience=Audience.TRUST,
    mechanisms=(1, 2, 7, 11, 12),
    background=told(
        """
        Our group teaches three subjects. All of us ask Year 10 to evaluate, and each of us was puzzled by what came
        back. When we laid our tasks on one table we found that in one room the word asks for a judgement between
        beliefs, in another for the fitness of a product, in the third for the reliability of a result.
        """
    ),
    aims=told(
        """
        To learn what case pupils do when they meet the word, and whether telling them openly that it does different
        jobs helps or confuses.
        """
    ),
    methods=told(
        """
        We watched a religious education lesson on forgiveness. Before the task, pupils sorted nine short answers
        from our three subjects under the heading evaluate and argued about them. Observers followed A, who writes
        at length without deciding, B, who decides in the first line and stops, and C, who asks for the first word.
        A second lesson left out the sorting and gave a definition instead. We interviewed the case pupils about
        both.
        """
    ),
    findings=told(
        """
        The sorting was noisy and took twice as long as planned. In it, B said that "in our room you have to be fair
        before you win", which is better than the definition we had written. B's answer then gave the other side two
        full sentences. A still did not decide; when asked, A explained that in science you lose marks for saying
        what you think. That sentence alone was worth the afternoon. With the definition on the board, all three
        copied it, and none of them used it. C asked for the first word on both occasions, and we are no wiser about
        C.
        """
    ),
    implications=told(
        """
        Pupils carry rules from room to room and some of our rules contradict one another. Naming the differences
        takes time once; leaving them unnamed costs a little every day. We saw three pupils in two lessons and
        cannot say that anybody writes better for it.
        """
    ),
    next_time=told(
        """
        We shall sort five answers and not nine, do the same with factor and significant, and ask pupils to tell us
        the rule they bring with them before we tell them ours.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.TRIED,
            "Science",
            told(
                """
                I tried this, and two of my group had indeed been told never to say what they think. By me, as it
                turned out.
                """
            ),
        ),
        Reaction(
            ReactionKind.WILL_TRY,
            "Technology",
            "I will try the sorting with answers about materials, and only five of them.",
        ),
    ),
)

DRAMA = DemoFinding(
    group="Quiet confidence",
    title="A first line that belongs to somebody else",
    pull_quote="A mask makes room to speak",
    phase=Phase.KS3,
    subject="Drama",
    licence=Licence.SCHOOL_INTERNAL,
    audience=Audience.SCHOOL,
    mechanisms=(5, 7, 8, 13, 14),
    background=told(
        """
        Every class of ours has pupils who follow everything and say nothing. We had tended to wait for them, and to
        call the waiting kindness. One of us asked what those pupils would say about it, and we found that none of
        us knew.
        """
    ),
    aims=told(
        """
        To learn when three quiet Year 8 pupils come closest to speaking in a drama lesson, and what makes the last
        step easier or harder.
        """
    ),
    methods=told(
        """
        Before the lesson each of us talked for five minutes with one case pupil about lessons in general. In the
        lesson, groups of four built a scene from a written first line which they had drawn from a hat. Observers
        noted every sign of wanting to speak: a breath, a lean forward, a hand half raised. The repeat, in another
        group's lesson, let pupils write the line themselves.
        """
    ),
    findings=told(
        """
        A breathed in to speak seven times and was overtaken seven times, each time within about a second. B spoke
        first in the group, at once, when the drawn line was B's to say, and afterwards offered an idea of B's own,
        which none of us had heard before. C did the same and then went silent for the rest of the lesson; in the
        interview C said that one good thing is enough for a day. With lines they had written themselves all three
        were quieter than before. They told us that "then it is you". Our warm-up, meant to relax everyone, was the
        moment that A and C named as the worst.
        """
    ),
    implications=told(
        """
        Borrowed words can be a way in, and being quick is often what speaking rewards. Not every silence needs a
        remedy: C seemed to us content. Three pupils cannot stand for all quiet pupils, and we chose them for being
        quiet.
        """
    ),
    next_time=told(
        """
        We shall keep the hat, drop the warm-up in circles, and try a rule that a second must pass between two
        speakers. And we shall go on asking pupils, which took five minutes and taught us most.
        """
    ),
    reactions=(
        Reaction(ReactionKind.WILL_TRY, "History", "I will try a drawn first line for our trial of the king."),
        Reaction(
            ReactionKind.TRIED,
            "Society",
            told(
                """
                I tried this, and the second between two speakers was very hard, for me most of all. Two pupils
                spoke whom I had not heard since September.
                """
            ),
        ),
    ),
)
