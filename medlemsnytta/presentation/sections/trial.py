"""What a reader needs to try other answers than the report's: what each pair of answers would say of each network."""

from medlemsnytta.analysis.judgements import tried
from medlemsnytta.analysis.network_answers import Answers, NetworkAnswers
from medlemsnytta.presentation.charts.two_questions_chart import LOSSES, QUESTION, USES, box_words, column_words
from medlemsnytta.presentation.words import swedish, verdicts
from medlemsnytta.rendering.bundles import Trial, TrialSubject


def trial(answers: Answers) -> Trial:
    """The two questions about every network, beginning with the report's own answers."""
    kind = answers.one_kind
    return Trial(
        trial_id="prova-sjalv",
        title="Pröva själv",
        introduction=(
            "Svara på det som ingen vet än, eller pröva ett annat svar än rapportens, och se vad det skulle säga. Ett svar som "
            "prövas räknas som enligt uppgift. Valen står i sidans adress, så att de går att dela som en länk. Rapporten "
            "ändras inte."
        ),
        answers=(
            tuple((code, swedish.capitalised(verdicts.ANSWER[code])) for code in USES),
            tuple((code, swedish.capitalised(verdicts.LOSS_ANSWER[code])) for code in LOSSES),
        ),
        caption=QUESTION[kind],
        rows=tuple(swedish.capitalised(verdicts.ANSWER[code]) for code in USES),
        columns=tuple(swedish.capitalised(column_words(kind)[code]) for code in LOSSES),
        boxes=tuple(tuple(box_words(use, loss) for loss in LOSSES) for use in USES),
        subjects=tuple(map(_subject, answers.networks)),
    )


def _subject(network: NetworkAnswers) -> TrialSubject:
    judged, state = network.judgement, network.judgement.case.state
    return TrialSubject(
        key=network.network_id,
        name=network.short,
        questions=(verdicts.use_question(network.kind), verdicts.loss_question(network.kind)),
        chosen=(judged.use.answer, judged.loss.answer),
        outcomes=tuple(
            tuple(swedish.capitalised(verdicts.cell_words(tried(judged, use, loss), state)) for loss in LOSSES)
            for use in USES
        ),
    )
