"""What Larkmere's seventeen groups work on: name, focus, research theme and goal; what they look for; and where."""

from typing import Final

THEMES: Final = (
    ("Explaining before writing", "Spoken explanation as rehearsal for extended writing",
     "Pupils who can explain an idea aloud in whole sentences write about it with more precision.",
     "By Easter each of us has planned, and revised once, a spoken rehearsal before an extended answer."),
    ("First five minutes", "Retrieval at the start of the lesson",
     "A settled opening that asks for last month's knowledge as well as last lesson's.",
     "By February half-term every starter we write asks one question from last month."),
    ("Worked, then half worked", "Fading worked examples",
     "Pupils move from following a method to choosing one when support is taken away in small steps.",
     "By the end of spring each of us has taught two lessons with a planned sequence of three fading examples."),
    ("Who answers?", "Participation in whole-class questioning",
     "Every pupil expects to think about every question, whoever is asked to speak.",
     "By Christmas each of us uses one routine by which all pupils commit to an answer before anyone speaks."),
    ("Words that travel", "Academic vocabulary across subjects",
     "Words such as evaluate, factor and significant mean different things in different rooms; we make that visible.",
     "By Easter we have taught six shared words in all three subjects and compared what pupils did with them."),
    ("Diagrams that think", "Drawing as a way of reasoning",
     "A diagram made by pupils shows their reasoning earlier than a paragraph does.",
     "By May each of us has replaced one written task with a drawn one and studied what it revealed."),
    ("Feedback in the lesson", "Live feedback and what pupils do next",
     "Feedback is only as good as the next two minutes of work.",
     "By the spring each of us can show one task redesigned so that feedback must be used before the bell."),
    ("Reading the long text", "Supporting sustained reading of demanding texts",
     "Weak readers can meet hard texts when the reading, and not only the text, is planned for.",
     "By Easter each of us has read a full page with a class in three different ways and kept what worked."),
    ("Talk partners that work", "Structured paired talk",
     "Paired talk helps when both partners have something only they can bring.",
     "By Christmas each of us has taught two lessons in which partners hold different information."),
    ("Mistakes worth keeping", "Using errors as material for the whole class",
     "A class that studies mistakes calmly brings more of them into the open.",
     "By February each of us has planned a lesson around an error collected from our own pupils."),
    ("Quiet confidence", "Pupils who rarely speak",
     "Silence has reasons; when we know them, we can make speaking worth the risk.",
     "By summer each of us has listened to three quiet pupils and changed one routine because of it."),
    ("Practice that sticks", "Spacing and mixing practice",
     "Practice spread over weeks feels harder to pupils and lasts longer.",
     "By May we have replaced one block of practice in each scheme of work with a mixed one."),
    ("Modelling aloud", "Thinking aloud while modelling",
     "Pupils copy what we do; they can only copy our decisions if they hear them.",
     "By Easter each of us has scripted and rehearsed one live model and had it observed."),
    ("Planning their own work", "Metacognition and independent study",
     "Pupils plan better when they have seen a plan fail and be mended.",
     "By spring each of us uses one planning prompt in every extended task."),
    ("Ready to start", "Starting a task without help",
     "Many raised hands in the first minute are about the instruction and not about the work.",
     "By Christmas each of us has rewritten the instructions of three tasks and counted the questions."),
    ("Knowing what good looks like", "Comparing examples of work",
     "Comparing two real pieces teaches quality better than a list of criteria.",
     "By February each of us has built one lesson on a comparison and interviewed three pupils after it."),
    ("Bridging Year 6 and Year 7", "What pupils bring from primary school",
     "Year 7 can do more than we ask of them in September.",
     "By Christmas each of us has visited a primary lesson or its books, and changed one Year 7 unit."),
)  # fmt: skip

LOOK_FORS: Final = {
    "Explaining before writing": (
        "What do case pupils say aloud that then disappears from what they write?",
        "Does rehearsing the first sentence with a partner change how long pupils wait before writing?",
        "Which connectives do case pupils use in speech but not on paper?"),
    "First five minutes": (
        "How many questions do case pupils try before looking at their notes?",
        "What does each case pupil do in the ninety seconds after sitting down?",
        "When last month's question comes up, who starts it, and who waits for the answers?"),
    "Worked, then half worked": (
        "At which line of the half-worked example do case pupils stop copying and start deciding?",
        "What do case pupils do when the second step is missing rather than the last?",
        "Do pupils go back to the first example, and for what?"),
    "Who answers?": (
        "During the thinking time, what do case pupils write, and is it theirs?",
        "Who changes an answer after hearing a classmate, and what made them?",
        "What happens to the first answer when it is wrong?"),
    "Words that travel": (
        "Do case pupils use the shared word without being asked, and in which sense?",
        "What do pupils do when they meet the word in a meaning from another subject?",
        "Where does the word bank help, and where does it replace thinking?"),
    "Diagrams that think": (
        "In what order do case pupils draw, and where do they rub out?",
        "What can a case pupil explain from the diagram that was not in the text?",
        "Does labelling come before or after understanding?"),
    "Feedback in the lesson": (
        "What does each case pupil do in the two minutes after a comment?",
        "Which comments lead to a change in the work, and which to a nod?",
        "Can case pupils say in their own words what they are about to change?"),
    "Reading the long text": (
        "Where on the page do case pupils' eyes and pens stop?",
        "What do case pupils do at the first sentence they cannot read?",
        "Does reading aloud together help case pupils to retell the paragraph?"),
    "Talk partners that work": (
        "How is the talking shared within the pair in the first three minutes?",
        "Does each partner need what the other one has, or can they do without?",
        "What do case pupils do when the two versions disagree?"),
    "Mistakes worth keeping": (
        "What do case pupils do with their own working while the error is discussed?",
        "Do pupils explain why somebody might think so, or only that it is wrong?",
        "Who offers an error, and how does the class take it?"),
    "Quiet confidence": (
        "When does each case pupil come closest to speaking?",
        "What do case pupils write that they could have said?",
        "How do quiet pupils show that they are following?"),
    "Practice that sticks": (
        "How do case pupils decide which method a mixed question needs?",
        "Which questions are left blank, and are they the ones we expected?",
        "What do case pupils remember of the topic from six weeks ago without a prompt?"),
    "Modelling aloud": (
        "Which of the teacher's spoken decisions turn up in case pupils' work?",
        "Where do pupils look while the model is being made?",
        "What do pupils copy that they need not, and miss that they should not?"),
    "Planning their own work": (
        "What do case pupils do first when the task has no first step?",
        "When, if at all, do case pupils look back at their plan?",
        "How do case pupils decide that they have finished?"),
    "Ready to start": (
        "What does each case pupil do in the first minute of the task?",
        "Which questions are asked, and to whom, before anybody has written a line?",
        "Who starts by watching a neighbour, and for how long?"),
    "Knowing what good looks like": (
        "Which differences between the two pieces do case pupils name first?",
        "Does the comparison change what case pupils do to their own work?",
        "What do case pupils call good, before we tell them?"),
    "Bridging Year 6 and Year 7": (
        "What do case pupils do that we have not taught them yet?",
        "Where do pupils wait for permission that they would not have needed in Year 6?",
        "Which words of the task are new to case pupils, and which only new here?"),
}  # fmt: skip
"""What observers look for, round by round; about what pupils do, never about the teacher."""

HOMES: Final = {
    "Explaining before writing": "History", "First five minutes": "Science", "Worked, then half worked": "Maths",
    "Who answers?": "Geography", "Words that travel": "Society", "Diagrams that think": "Technology",
    "Feedback in the lesson": "Art", "Reading the long text": "English", "Talk partners that work": "Languages",
    "Mistakes worth keeping": "Computing and Business", "Quiet confidence": "Performing Arts",
    "Practice that sticks": "Science",
}  # fmt: skip
"""The department that one member of the group must be of, because its finding tells of a lesson there."""
