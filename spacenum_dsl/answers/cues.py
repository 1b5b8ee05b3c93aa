"""Words and marks that say where in a reply its answer stands, in the languages that models reply in."""

from __future__ import annotations

import re

_FLAGS = re.IGNORECASE | re.VERBOSE

LED = re.compile(
    r"""
    \b(?:answers?|choices?|options?|solution|selection|response|conclusion|result|pick|ranking|order
        |sequence|estimate)
        (?:\s+(?:letter|choice|option|is\s+option|value))?
        (?:\s+(?:to|for|of|from)\s+[^.:=\n]{0,60}?)?
        \s*(?:\([^()\n]{0,30}\)\s*)?
        (?:is|are|was|be|(?:would|should|must|will|has\s+to)\s+be|[:=]|->|→|⇒)(?:\s*[:=])?
    | \b(?:i|i'd|i'll|we)\s+(?:(?:would|will|'d|'ll)\s+)?(?:choose|pick|select|go\s+with|say|answer
        |estimate)\b(?:\s*:)?
    | (?:(?:最终|正确)?(?:答案|选择|選擇)|正解|答え|答|回答|정답|답|선택)
        \s*(?:选项|選項)?\s*(?:应该是|應該是|应为|是|为|為|は|은|는|选|:)+
    | (?<!可)(?:应选|应该选|我选|选|選)(?=\s*[(]?[A-Z])
    | \b(?:r[ée]ponse|antwort|l[öo]sung|respuesta|risposta|resposta|antwoord|svaret|svar|odpowied[źz]
        |cevap|yan[ıi]t
        |jawaban(?:nya)?|đáp\s+án|vastaus|v[áa]lasz|odpov[ěe]ď|r[ăa]spuns(?:ul)?|ответом?|відповідь
        |απάντηση)
        (?:\s+(?:correcte|correcta|corretta|correta|finale?|endg[üu]ltige|korrekte|richtige))?
        \s*(?:является|est|ist|lautet|es|è|é|är|er|is|to|adalah|là|on|είναι|este
        |[:=—–-])+(?:\s*:)?(?![^\W\d_]{2})
    | (?:الجواب|الإجابة|الاجابة|उत्तर|תשובה)\s*(?:هو|هي|है|היא|:)*
    """,
    _FLAGS,
)
"""What leads up to an answer: `The answer is`, `答案是`, `Réponse :`."""

SO = re.compile(
    r"""
    (?:^|(?<=[\s,;]))(?:so|therefore|thus|hence|in\s+conclusion|overall)\b,?\s+
    (?:it\s+is|it's|it\s+must\s+be|this\s+is|that\s+is|that's)?\s*:?
    """,
    _FLAGS,
)
"""What leads up to a conclusion."""

REFUSAL = re.compile(
    r"""
    \b(?:can(?:no|')?t|can\ not|could(?:n't|\ not)|unable|not\ able|impossible|not\ possible|no\ way
        |not\ enough
        |insufficient|do(?:n't|\ not)\ (?:know|have\ enough|see)|not\ sure|unclear|as\ an\ ai|sorry
        |apologi[sz]e)\b
    | 无法|不能|不知道|抱歉|申し訳|わかりません|désolé|impossible\ de|kann\ (?:ich\ )?nicht|leider|lo\ siento
    | no\ puedo|не\ могу|извините
    """,
    _FLAGS,
)
"""What says that the examinee can't or won't tell."""

CHOICE = re.compile(
    r"""
    \b(?:correct|right|match\w*|fits?|answers?|best|must\ be|it\ is|it's|looks?\ like|seems?
        |go(?:ing)?\ with|choose|pick
        |select|therefore|so|thus|hence|consistent|agrees?|corresponds?|final(?:ly)?|think|believe|say
        |guess|likely
        |probably|shows?\ (?:the|this|that)|richtig|correcte?|correct[ao]|верн\w*|правильн\w*)\b
    | 正确|正確|正解|应该|맞
    """,
    _FLAGS,
)
"""What a sentence says that chooses, and not one that describes."""

REVISED = re.compile(
    r"""
    \b(?:wait|actually|correction|on\ second\ thought|hmm|scratch\ that
        |let\ me\ (?:re|check)|instead|but\ no)\b
    """,
    _FLAGS,
)
"""What takes back what was said before."""

NEGATIVE = re.compile(
    r"""
    \b(?:not|no|never|neither|nor|cannot|without|except|unlike|wrong|incorrect|false|impossible|too
        |mismatch\w*
        |exclud\w+|eliminat\w+|rul\w+\ out|discard\w*|reject\w*|rather\ than|instead\ of|nicht|pas|falsch
        |less\ likely
        |contradict\w*)\b
    | n't\b | 不
    """,
    _FLAGS,
)
"""What takes back what is named in the same breath."""

CLAUSE = re.compile(
    r"""
    [,;:](?=\s)
    | (?=\b(?:but|while|whereas|because|since|rather\ than|instead\ of|unlike|although|though|however|not
        |except)\b)
    """,
    _FLAGS,
)
"""Where a sentence may begin to say something else."""

REASON = re.compile(r"\W*(?:because|since|while|whereas|although|though|unlike)\b", re.IGNORECASE)
"""What a part of a sentence begins with that gives a reason, and chooses nothing."""

PREMISE = re.compile(
    r"\b(?:assum\w+|given|based\ on|since|because|if|considering|compared\ (?:to|with))\b[^,;.]*\Z", _FLAGS
)
"""What leads up to a number that an estimate rests on."""

ASIDE = re.compile(r"\W*(?:my\s+)?(?:confidence|certainty|probability)\b", _FLAGS)
"""What a line begins with that says how sure the examinee is."""

FILLER = re.compile(
    r"""
    \W*(?:(?:the|an?|my|is|are|it|it's|that|probably|likely|most|clearly|definitely|therefore|thus|hence
        |so|indeed|simply
        |final|correct|right|best|option|choice|picture|image|view|letter|answer|candidate|number
        |selection|with|for
        |la|le|die|das|opci[óo]n|bild|选项|選項|图片?|선택지)\b[\s:=*]*)*\W*
    """,
    _FLAGS,
)
"""What may stand before the letter in a statement that begins with it."""

OTHER = re.compile(
    r"""
    \W*(?:or|and|/|,|&|und|oder|et|ou|y|o|e|и|или|或|和|と|および)\W*
    (?:option|picture|image|choice|maybe|possibly|perhaps)?\W*\Z
    """,
    _FLAGS,
)
"""What stands between two letters of which a statement says both."""
