"""Findings from lessons in which pupils make things: technology, art and computing."""

from app.demo.abstracts import DemoFinding, Reaction, told
from app.fair.rules import Audience, Licence, Phase, ReactionKind

TECHNOLOGY = DemoFinding(
    group="Diagrams that think",
    title="The rubbing out is the reasoning",
    pull_quote="Watch where the rubber goes",
    phase=Phase.KS3,
    subject="Design and Technology",
    licence=Licence.CC_BY_4,
    audience=Audience.TRUST,
    mechanisms=(1, 7, 8, 9),
    background=told(
        """
        In Year 7 we ask for a written plan before making. The plans are tidy, and have little to do with what is
        made. Our pupils draw all the time when they think nobody is collecting it, so we collected it.
        """
    ),
    aims=told(
        """
        To find out what a working drawing shows about pupils' ideas of a mechanism that a written plan does not,
        and whether it helps them to change their minds.
        """
    ),
    methods=told(
        """
        The task was a moving card with one lever and one fixed pivot. In the first lesson pupils wrote a plan and
        then drew; in the second, with another group, they drew at once, in pen on the left and in pencil on the
        right, with arrows for movement. Observers photographed the paper of A, B and C every three minutes, without
        faces or names, and noted where pupils rubbed out and what they said while they did.
        """
    ),
    findings=told(
        """
        In the first lesson the drawings illustrated the plans, and the mistakes in the plans with them. In the
        second every case pupil rubbed out the pivot at least twice. A drew the arrow before the lever and could say
        which way the card would move; B drew a beautiful lever with no pivot and found the fault only when asked to
        show the arrow. C, who writes very little, explained the whole mechanism to a visitor from the pencil side.
        The pen side was a failure: pupils were afraid of it and left it empty, or traced over the pencil at the end
        to please us. Our photographs turned out more useful than our notes, because we had not agreed what to
        write.
        """
    ),
    implications=told(
        """
        Arrows ask a question that labels do not: "What happens then?" Changing a drawing is cheap, and pupils change
        it where they are in doubt, so the worn places on the paper tell a teacher where to kneel down. One task
        with one mechanism is our whole evidence.
        """
    ),
    next_time=told(
        """
        Pencil only, arrows first, no plan in words until the card moves. We shall ask pupils to leave the old pivot
        visible with a cross through it, and to say what was wrong with it.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.TRIED,
            "Science",
            told(
                """
                I tried this, and arrows first in a circuit showed that half of the class thought the current sets
                out from both ends to meet at the lamp.
                """
            ),
        ),
        Reaction(
            ReactionKind.WILL_TRY,
            "Geography",
            "I will try crosses in place of rubbers for our longshore drift diagrams.",
        ),
    ),
)

ART = DemoFinding(
    group="Feedback in the lesson",
    title="Two minutes after the comment",
    pull_quote="A nod is not a change",
    phase=Phase.KS4,
    subject="Art",
    licence=Licence.SCHOOL_INTERNAL,
    audience=Audience.SCHOOL,
    mechanisms=(5, 9, 12, 13, 14),
    background=told(
        """
        In studio lessons we go round, stop at a shoulder, say something helpful and go on. Pupils thank us. Two of
        us noticed, covering for one another, that the work often looked the same at the end of the lesson as when
        the comment was made.
        """
    ),
    aims=told(
        """
        To see what pupils really do in the two minutes after spoken feedback, and whether asking for their next
        move changes it.
        """
    ),
    methods=told(
        """
        In a Year 11 lesson on observational drawing an observer stayed with each case pupil before, during and
        after the teacher's visit, and drew a small line for each minute in which the work changed. The teacher
        commented as usual. In the second lesson every comment ended with the question "What will your hand do
        first?" The teacher then waited for an answer, and left.
        """
    ),
    findings=told(
        """
        After the usual comments A nodded and went on with the part A had been busy with. B stopped work altogether
        and looked at the drawing for most of ten minutes; we cannot say whether that was thinking. C changed the
        tone of the background at once. With the question, A said "I will make this edge disappear", and did. C
        answered quickly and did something else, better than what C had said. B could not answer, was visibly
        uncomfortable, and told us afterwards that it felt like being caught. The visits took nearly twice as long,
        so seven pupils had none at all, and one of them remarked on it.
        """
    ),
    implications=told(
        """
        Asking for the first move turns advice into a decision for some pupils. It also puts a pupil on the spot, in
        a room where privacy matters. And there is arithmetic in it: longer visits mean fewer. Three pupils, two
        lessons.
        """
    ),
    next_time=told(
        """
        The question may be answered with a pencil mark in the margin in place of words. We shall plan visits for
        half of the class in one lesson and the other half in the next, and tell them so.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.WILL_TRY, "English", "I will try what will your pen do first, with an answer in the margin."
        ),
        Reaction(
            ReactionKind.TRIED,
            "Technology",
            told(
                """
                I tried this, and planning half of the class for each lesson was the part that helped. I had not
                known whom I always pass by.
                """
            ),
        ),
    ),
)

COMPUTING = DemoFinding(
    group="Mistakes worth keeping",
    title="Somebody else's broken program",
    pull_quote="Everyone's bug is nobody's shame",
    phase=Phase.KS4,
    subject="Computing",
    licence=Licence.CC_BY_4,
    audience=Audience.EVERYONE,
    mechanisms=(1, 6, 8, 10, 14),
    background=told(
        """
        When a program fails, many of our Year 10 pupils delete it and begin again, or raise a hand and look away
        from the screen. They treat an error message as a verdict. We wanted them to read it as a sentence.
        """
    ),
    aims=told(
        """
        To find out whether starting from somebody else's broken program, with the mistake as the subject of the
        lesson, changes what pupils do when their own fails.
        """
    ),
    methods=told(
        """
        We collected real mistakes from earlier work, removed every trace of their authors, and built three short
        programs around them. Pairs had to predict what each would do, run it, and explain why a sensible person
        might have written it so, before repairing it. Then pupils wrote a program of their own. Observers noted,
        for A, B and C, the first three actions after each failure. The repeat left out the explaining and went
        straight to the repair.
        """
    ),
    findings=told(
        """
        Explaining the sensible person was the part pupils enjoyed, and some defences were ingenious. In their own
        work afterwards A read the message aloud before touching anything, four times out of five. C put in a line
        to print a value, as the example had shown. B deleted the program as ever, twice, although B had given the
        best explanation of all. When the explaining was left out, repair was quicker and A went back to guessing.
        One of our three programs had a second mistake that we had not seen, and the pair who found it spoke of
        nothing else.
        """
    ),
    implications=told(
        """
        Talking about why an error is reasonable seems to make it something to look at and not something to hide. It
        does not carry over to one's own errors by itself, as B reminds us. An unplanned mistake of ours did more
        for the mood in the room than the three that we had planned. We watched for two lessons only.
        """
    ),
    next_time=told(
        """
        We shall ask pupils to save the broken version before they repair it, and to bring one to the next lesson.
        For B, an agreement: read it, save it, then delete if you must.
        """
    ),
    reactions=(
        Reaction(
            ReactionKind.TRIED,
            "Maths",
            told(
                """
                I tried this, and defending a wrong answer as sensible got more out of one group than a month of
                corrections. Two of them now sign their mistakes.
                """
            ),
        ),
        Reaction(
            ReactionKind.WILL_TRY, "Languages", "I will try a paragraph with four honest mistakes from last year."
        ),
        Reaction(ReactionKind.WILL_TRY, "PE", "I will try it with film of my own serve."),
    ),
)
