"""What is said of chance: what each null model supposes, and how rare a value is under it."""

CHANCE = {
    "en": {
        "had.partner_rewire": "had the same people talked as much but to anyone present",
        "had.partner_rewire_contact": "had the same people talked as much but to anyone who had "
        "contact there",
        "had.residual_permutation": "had the groups been dealt at random over people who talked as "
        "much and were there when they were",
        "had.label_permutation": "had the groups been dealt at random over all people, which also "
        "takes away that groups come at other times and talk more or less",
        "had.label_permutation_within_session": "had the groups been dealt at random over the people "
        "of each session, which also takes away that groups talk more or less",
        "had.attendance_swap": "had everybody come as often, but to any session of the same place "
        "and time of the week",
        "had.occasion_permutation": "had the encounters of each session had the same occasions in "
        "another order",
        "had.other": "by chance ({model})",
        "rare.two-sided": "If that were how they chose, a difference at least as marked would come "
        "up in {often} cases ({p}).",
        "rare.less": "If that were how they chose, a value at least this low would come up in "
        "{often} cases ({p}).",
        "rare.greater": "If that were how they chose, a value at least this high would come up in "
        "{often} cases ({p}).",
        "rare_interval": "With other people in their places it could as well have been chance ({p}); "
        "whether these people chose is what partner choice tells.",
        "rare_interval.sessions": "In other sessions it could as well have been chance ({p}).",
        "rare_interval.trials": "If each contact stood alone, it could as well have been chance ({p}).",
        "seldom_interval": "With other people in their places, too, chance would seldom give as much "
        "({p}).",
        "seldom_interval.sessions": "In other sessions, too, chance would seldom give as much ({p}).",
        "seldom_interval.trials": "If each contact stood alone, chance would seldom give as much ({p}).",
        "other_choice": "Given who was there and how much each talked, values from {low} to {high} are "
        "in keeping with what was seen ({level} interval).",
        "method.says.choice": "That of partner choice says how these people could have chosen, given "
        "who was there and how much each talked.",
        "interval_note": "Beware: {note}.",
        "ci.randomisation test inverted": "the values that the randomisation test does not reject",
        "ci.and as far as the leave-person-out jackknife reaches": "and as far as the "
        "leave-person-out jackknife reaches",
        "ci.and as far as the leave-family-out jackknife reaches": "and as far as the "
        "leave-family-out jackknife reaches",
        "rare_dealt.two-sided": "If it were so, a difference at least as marked would come up in "
        "{often} cases ({p}).",
        "rare_dealt.less": "If it were so, a value at least this low would come up in {often} cases "
        "({p}).",
        "rare_dealt.greater": "If it were so, a value at least this high would come up in {often} "
        "cases ({p}).",
        "method.null.partner_rewire": "Under chance: within each session the contacts were dealt "
        "again among the people present, {draws} times, each person keeping as many contacts as "
        "observed; people who came together were never dealt to each other.",
        "method.null.residual_permutation": "Under chance: the groups were dealt again over the "
        "people while contacts stayed as they were; compared were contacts across the line beyond "
        "what each person's contacts in a session give.",
        "method.null.label_permutation": "Under chance: the groups were dealt again over the people "
        "while contacts stayed as they were. This misleads where groups come to different sessions "
        "or differ in how much they talk.",
        "method.null.label_permutation_within_session": "Under chance: the groups were dealt again "
        "over the people present in each session while contacts stayed as they were. This misleads "
        "where groups differ in how much they talk.",
        "method.null.attendance_swap": "Under chance: parties changed places between sessions of the "
        "same site, weekday and hour, {draws} times; everybody kept how often she came, and every "
        "session how many came.",
        "method.null.occasion_permutation": "Under chance: the occasions were dealt again over the "
        "encounters of each session.",
        "method.null.other": "Under chance: {model}, {draws} draws.",
        "method.p": "p is (1 + b) / (1 + m), where b of m draws are at least as extreme "
        "({alternative}) in a statistic divided by its standard deviation clustered by pair (of families, "
        "where known); it speaks of the choice of partners, given who was present and how much each talked.",
        "method.p_agree": "The interval of partner choice holds the values that this test does not "
        "reject.",
        "method.p_beside": "Beside an interval p is the larger of this and the p-value of the interval, "
        "so that the two never contradict each other.",
        "method.p_error": "Drawing leaves an error in p of at most {error} (one standard error).",
        "method.p_draws": "p is (1 + b) / (1 + m), where b of {draws} draws are at least as extreme "
        "({alternative}).",
        "method.p_exact": "p is exact ({alternative}): all ways to deal were counted.",
    },
    "nl": {
        "had.partner_rewire": "als dezelfde mensen evenveel hadden gepraat, maar met om het even "
        "wie aanwezig was",
        "had.partner_rewire_contact": "als dezelfde mensen evenveel hadden gepraat, maar met om het "
        "even wie daar contact had",
        "had.residual_permutation": "als de groepen willekeurig waren verdeeld over mensen die "
        "evenveel praatten en er waren toen zij er waren",
        "had.label_permutation": "als de groepen willekeurig waren verdeeld over alle mensen, wat ook "
        "wegneemt dat groepen op andere momenten komen en meer of minder praten",
        "had.label_permutation_within_session": "als de groepen willekeurig waren verdeeld over de "
        "mensen van elk openingsmoment, wat ook wegneemt dat groepen meer of minder praten",
        "had.attendance_swap": "als iedereen even vaak was gekomen, maar naar eender welk "
        "openingsmoment van dezelfde plaats en hetzelfde tijdstip in de week",
        "had.occasion_permutation": "als de ontmoetingen van elk openingsmoment dezelfde aanleidingen "
        "hadden gehad in een andere volgorde",
        "had.other": "bij toeval ({model})",
        "rare.two-sided": "Als ze zo kozen, zou een verschil dat minstens zo uitgesproken is "
        "voorkomen in {often} gevallen ({p}).",
        "rare.less": "Als ze zo kozen, zou een waarde die minstens zo laag is voorkomen in {often} "
        "gevallen ({p}).",
        "rare.greater": "Als ze zo kozen, zou een waarde die minstens zo hoog is voorkomen in {often} "
        "gevallen ({p}).",
        "rare_interval": "Met andere mensen in hun plaats had het evengoed toeval kunnen zijn ({p}); "
        "of deze mensen kozen, zegt de partnerkeuze.",
        "rare_interval.sessions": "Op andere openingsmomenten had het evengoed toeval kunnen zijn "
        "({p}).",
        "rare_interval.trials": "Stond elk contact los van de andere, dan had het evengoed toeval "
        "kunnen zijn ({p}).",
        "seldom_interval": "Ook met andere mensen in hun plaats zou toeval zelden zoveel geven ({p}).",
        "seldom_interval.sessions": "Ook op andere openingsmomenten zou toeval zelden zoveel geven "
        "({p}).",
        "seldom_interval.trials": "Stond elk contact los van de andere, dan zou toeval zelden zoveel "
        "geven ({p}).",
        "other_choice": "Gegeven wie er was en hoeveel ieder praatte, passen waarden van {low} tot "
        "{high} bij wat gezien werd ({level}-interval).",
        "method.says.choice": "Dat van partnerkeuze zegt hoe deze mensen gekozen kunnen hebben, gegeven "
        "wie er was en hoeveel ieder praatte.",
        "interval_note": "Let op: {note}.",
        "ci.randomisation test inverted": "de waarden die de randomisatietoets niet verwerpt",
        "ci.and as far as the leave-person-out jackknife reaches": "en tot waar de jackknife reikt "
        "waarbij telkens één persoon wordt weggelaten",
        "ci.and as far as the leave-family-out jackknife reaches": "en tot waar de jackknife reikt "
        "waarbij telkens één gezin wordt weggelaten",
        "rare_dealt.two-sided": "Als het zo was, zou een verschil dat minstens zo uitgesproken is "
        "voorkomen in {often} gevallen ({p}).",
        "rare_dealt.less": "Als het zo was, zou een waarde die minstens zo laag is voorkomen in "
        "{often} gevallen ({p}).",
        "rare_dealt.greater": "Als het zo was, zou een waarde die minstens zo hoog is voorkomen in "
        "{often} gevallen ({p}).",
        "method.null.partner_rewire": "Bij toeval: binnen elk openingsmoment zijn de contacten "
        "{draws} keer opnieuw verdeeld over de aanwezigen, waarbij iedereen evenveel contacten "
        "hield als gezien; mensen die samen kwamen, werden nooit aan elkaar toegewezen.",
        "method.null.residual_permutation": "Bij toeval: de groepen zijn opnieuw verdeeld over de "
        "mensen terwijl de contacten bleven; vergeleken zijn de contacten over de grens boven wat "
        "ieders contacten in een openingsmoment geven.",
        "method.null.label_permutation": "Bij toeval: de groepen zijn opnieuw verdeeld over de mensen "
        "terwijl de contacten bleven. Dat misleidt waar groepen naar andere openingsmomenten komen "
        "of meer of minder praten.",
        "method.null.label_permutation_within_session": "Bij toeval: de groepen zijn opnieuw verdeeld "
        "over de aanwezigen van elk openingsmoment terwijl de contacten bleven. Dat misleidt waar "
        "groepen meer of minder praten.",
        "method.null.attendance_swap": "Bij toeval: gezelschappen wisselden {draws} keer van plaats "
        "tussen openingsmomenten van dezelfde plaats, weekdag en uur; iedereen kwam even vaak, en "
        "naar elk openingsmoment kwamen er evenveel.",
        "method.null.occasion_permutation": "Bij toeval: de aanleidingen zijn opnieuw verdeeld over "
        "de ontmoetingen van elk openingsmoment.",
        "method.null.other": "Bij toeval: {model}, {draws} trekkingen.",
        "method.p": "p is (1 + b) / (1 + m), waarbij b van de m trekkingen minstens zo extreem zijn "
        "({alternative}) in een toetsgrootheid gedeeld door haar per paar (van gezinnen, waar "
        "die bekend zijn) geclusterde standaardafwijking; p gaat over de keuze van partners, gegeven "
        "wie er was en hoeveel iedereen praatte.",
        "method.p_agree": "Het interval van partnerkeuze bevat de waarden die deze toets niet verwerpt.",
        "method.p_beside": "Naast een interval is p de grootste van deze en van de p-waarde van het "
        "interval, zodat die twee elkaar nooit tegenspreken.",
        "method.p_error": "Het trekken laat in p een fout van hoogstens {error} (één "
        "standaardfout).",
        "method.p_draws": "p is (1 + b) / (1 + m), waarbij b van de {draws} trekkingen minstens zo "
        "extreem zijn ({alternative}).",
        "method.p_exact": "p is exact ({alternative}): alle manieren om te verdelen zijn geteld.",
    },
}
