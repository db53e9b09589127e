"""Texts of the report in English: the questions and the lines."""

from collections.abc import Mapping

PAGE_EN: Mapping[str, str] = {
    "page.untitled": "Study",
    "page.title": "{title}: report",
    "page.title_synthetic": "{title}: report on synthetic data",
    "page.skip": "Skip to the content",
    "page.synthetic": "Synthetic data: these records are made up. Nobody in them exists, and the "
    "numbers say nothing about any real place.",
    "page.contents": "Contents",
    "page.purpose": "Why these records were made",
    "page.no_purpose": "The study does not state why its records were made. State it with "
    "`purpose` in study.toml, so that those who were recorded can know.",
    "page.questions": "Three questions",
    "page.question.come": "Who comes?",
    "page.question.come_more": "Which groups the visitors belong to, and how often two of them "
    "differ.",
    "page.question.together": "Who is there together?",
    "page.question.together_more": "Whether people of different groups are present at the same "
    "moments: without that, they can't meet.",
    "page.question.meet": "Who meets?",
    "page.question.meet_more": "Which contacts stay within a group (bonding) and which cross the "
    "line (bridging), beside what would happen by chance.",
    "page.reading": "These numbers describe contact. They don't say why people do or don't talk, "
    "what they want, or what the place is worth. Nobody has to talk: being quietly present is "
    "fine. Sites are in the order of the study, not ranked: they reach different people and have "
    "different tasks.",
    "page.collected": "What was collected",
    "page.collected_caption": "Records of each site",
    "page.period": "Sessions from {first} to {last}.",
    "page.n_sessions": "{n} sessions",
    "page.n_sessions_1": "1 session",
    "page.n_sites": "{n} sites",
    "page.n_sites_1": "1 site",
    "page.n_visits": "{n} visits",
    "page.n_visits_1": "1 visit",
    "page.n_contacts": "{n} contacts between visitors",
    "page.n_contacts_1": "1 contact between visitors",
    "page.in_all": "In all: {parts}.",
    "page.collected_note": "A visit is one person in one session; a visitor is one person; a "
    "contact is a pair of visitors in an encounter.",
    "page.roles_apart": "People in other roles are not counted here ({roles}).",
    "page.roles_visitors": "Counted as visitors, since no class is given for their role (on the "
    "sheet `roles`, or under [roles] in study.toml): {roles}.",
    "page.roles_few": "roles of fewer than {n} people",
    "page.others": "{n} people have another role.",
    "page.others_1": "1 person has another role.",
    "page.fewer_than": "fewer than {n}",
    "page.all_but_few": "all but fewer than {n}",
    "page.answer_count": "{n} {group}",
    "page.answer_unknown": "{n} of unknown group",
    "page.answer_visits": "{parts} (visits: the same person may be counted more than once)",
    "page.answer_one_group": "all {n} whose group is known are of one group: {group}",
    "page.answer_one_group_1": "the one person whose group is known: {group}",
    "page.answer_not_together": "people of different groups were never present together",
    "page.answer_no_pairs": "no two people whose groups are known were present together",
    "page.answer_nobody_known": "nobody's group is known, so that nothing can be said here",
    "page.answer_nobody": "nobody was recorded",
    "page.and": "and",
    "page.of": "{n} of {total}",
    "page.site": "Site",
    "page.all": "All sites together",
    "page.sessions": "Sessions",
    "page.visits": "Visits",
    "page.visitors": "Different visitors",
    "page.contacts": "Contacts",
    "page.line": "Line",
    "page.unknown": "Group not known",
    "page.record": "Record",
    "page.written": "Written down",
    "page.share": "Share",
    "page.no_presence": "Who was present was not recorded. What needs it is left open below: "
    "presence is never inferred from contacts.",
    "page.no_contacts": "Contacts were not recorded, so that this page can't say who meets.",
    "page.no_encounters_seen": "No contacts between visitors of known group were recorded.",
    "page.no_people": "Nobody is recorded of whom a group could be known.",
    "page.no_lines": "The study has no lines. Without a line nothing can be said about who is of "
    "the same group: declare one in study.toml, as [lines.origin].",
    "page.numeric_line": "{line} is a numeric line without cut points, and can't be counted by "
    "groups.",
    "page.all_unknown": "Nobody's group is known on this line.",
    "page.not_by_site": "It is not recorded who was at which site; all sites are taken together.",
    "page.no_pairs": "Nobody was present together with somebody else.",
    "page.not_known": "not known",
    "page.figure_composition": "{line}: visitors by group.",
    "page.figure_composition_visits": "{line}: visits by group.",
    "page.figure_mixing": "{line}, {site}: contacts between groups.",
    "page.came_caption": "Visitors by group: {line}",
    "page.came_caption_visits": "Visits by group: {line}",
    "page.differ": "Two visitors differ",
    "page.differ_visits": "Two visits differ",
    "page.came_sentence": "in {n} pairs of two different visitors, the two are of different groups",
    "page.came_sentence_visits": "in {n} pairs of two visits, the two are by people of different "
    "groups",
    "page.visits_note": "These are visits from tallies, not different visitors: somebody who "
    "came three times counts three times.",
    "page.present": "{mean} visitors a session on average, from {low} to {high}; {met} of the "
    "{pairs} pairs of visitors were present together at least once.",
    "page.present_mean": "about {mean} visitors a session on average.",
    "page.together_caption": "Pairs of people present together: {line}",
    "page.pairs": "Pairs present together",
    "page.pairs_across": "Of them, across the line",
    "page.together_differ": "Two people present together differ",
    "page.together_sentence": "in {n} pairs of people present together, the two are of different "
    "groups.",
    "page.together_beside": "in {n} pairs of people present together, the two are of different "
    "groups; of visitors, whenever they came, in {visitors} pairs.",
    "page.together_beside_visits": "in {n} pairs of people present together, the two are of "
    "different groups; of visits, whenever they were, in {visitors} pairs.",
    "page.together_note": "Pairs of people who came together are left out: they did not meet "
    "here. A pair counts once for each session.",
    "page.met_caption": "Contacts between groups: {line}",
    "page.pair": "Groups",
    "page.pair_within": "{group}, among themselves",
    "page.pair_across": "{a} with {b}",
    "page.seen": "Contacts seen",
    "page.even": "If spread evenly",
    "page.met_note": "Spread evenly: where the contacts would fall if those of each session were "
    "spread evenly over the pairs present. It only says how many pairs there were to meet. Under "
    "chance, elsewhere on this page, goes a step further: it also keeps how much each person "
    "talked, and that is what the choice of partners is held against.",
    "page.met_many": "The table of every pair of groups at every site is too long for this page; "
    "the figure shows all sites together.",
    "page.bonds": "Bonding and bridging",
    "page.bonds_note": "Bonding contacts are between people of the same group, bridging contacts "
    "cross the line. They are not each other's opposite: both have worth, and one person can "
    "have both.",
    "page.bonds_caption": "Bonding and bridging, of 100 contacts: {line}",
    "page.bonding": "Within a group",
    "page.bridging": "Across the line",
    "page.chance": "Across under chance",
    "page.interval": "Across, with other visitors (95% interval)",
    "page.took_part": "Of {people} visitors: {both} with both kinds of contact, {within} only "
    "within their group, {across} only across, {neither} without either.",
    "page.counted": "In numbers: {within} of the {total} contacts are within a group, {across} "
    "cross the line.",
    "page.reading_chance": "Under chance: what would cross the line, {had}. Hold the share that crosses against that "
    "value; with little data the two differ by luck alone, and a difference is not yet a "
    "preference. The interval answers another question: how far the share could have come out "
    "with other visitors. Whether the difference is more than luck stands below, as partner "
    "choice.",
    "page.tally_chance": "These are counts without people. Chance deals contacts again among the "
    "people who were present, so that there is no value under chance and no interval here.",
    "page.not_possible": "not possible: nobody of another group was present",
    "page.method": "Method and definitions",
    "page.appendix_caption": "Choice of partners in numbers: {line}",
    "page.p": "p",
    "page.odds": "Odds of contact across (95% interval)",
    "page.measure": "Measure",
    "page.meaning": "What it says",
    "page.table": "Table",
    "months": "January February March April May June July August September October November "
    "December",
    "page.number": "Number of contacts",
    "page.results": "Results",
    "page.results_caption": "Results, with intervals and values under chance",
    "page.figure_results": "{label}: estimates with their intervals, beside the values under "
    "chance.",
    "page.value": "Value",
    "page.interval_95": "Interval",
    "page.by_chance": "Under chance",
    "page.group": "Group",
    "page.unit": "Unit",
    "page.numbered_table": "Table {n}",
    "page.numbered_figure": "Figure {n}",
    "page.download": "{label} as CSV",
    "page.single_group_line": "{line} has one group only, so that nothing can be across it.",
    "page.large": "This study holds so many contacts that dealing partners again, many times "
    "over, would take hours. The page therefore leaves out the choice of partners, its test, and "
    "the findings that rest on it; all else is complete, with intervals. To have those too, give "
    "a number of draws: `br.report(study, path, n_resamples=99)`; or ask for a part of the study: "
    "`br.findings(study.select(sites=...))`.",
    "page.answer_no_contacts": "no contacts were recorded",
    "page.standing_out": "What stands out",
    "page.rule": "Each site and line gets one of four findings, by a rule that was fixed "
    "beforehand. No opportunity: at fewer than {least} visits anybody from across the line was "
    "there to meet. Bridging: partner choice lies above {delta}, its whole interval included. "
    "Little contact across: the whole interval lies below 1, and reaches {delta} or lower. Too "
    "little data: all else. Partner choice is the contacts across the line, divided by how many "
    "there would be, {had}.",
    "page.talk": "To talk about together",
    "page.talk_note": "Numbers start a conversation; they don't end it. Put them beside what "
    "parents, children, staff and partners tell, and beside what you hear of families who don't "
    "come, or no longer.",
    "page.talk.stands_out": "What stands out to us? What did we expect, and what not?",
    "page.talk.explain": "How can we explain it: by who finds their way here, by when they come, "
    "by the room, by what we do, by something these records don't hold?",
    "page.talk.grow": "Where is room to grow? What do we agree to do, who does it, and when do "
    "we look again?",
    "page.findings_caption": "Findings: {line}",
    "page.finding": "Finding",
    "page.bridging_n": "Across the line",
    "page.choice": "Partner choice (95% interval)",
    "page.figure_findings": "{line}: partner choice of each site, with its interval and the "
    "thresholds of the rule.",
    "page.figure_reference": "{line}: visitors beside the reference population.",
    "page.figure_return": "How soon visitors came back after their first visit.",
    "page.figure_some": "The first {n} of {of} sites.",
    "page.figure_chain": "{line}, {site}: from the neighbourhood to the contacts.",
    "page.present_heading": "How many people at a time",
    "page.return_heading": "Visits, first visits and coming back",
    "page.listed_heading": "Who is listed",
    "page.differ_note": "People who came together are left out of the pairs: they did not meet "
    "here.",
    "page.reference_note": "The reference is the population that the study names, not all who "
    "could come. A difference says who comes, not why, and not that a group would not want to.",
    "page.by_family_team": "Beside the reference this page counts families, each once. The page for "
    "publication counts people there: beside how many people, how many families there are would "
    "tell how many share one. The shares, intervals and p of the two pages therefore differ.",
    "page.by_family_publication": "Beside the reference this page counts people. The page for the "
    "team counts families there, each once, which are not on this page: beside how many people, "
    "how many families there are would tell how many share one. The shares, intervals and p of "
    "the two pages therefore differ.",
    "page.lost": "From the neighbourhood to the contacts: where is bridging lost?",
    "page.lost_note": "Each step says how many of 100 pairs (at the end: contacts) are across "
    "the line. Where a step falls, bridging is lost there: before the door, at the hours, or in "
    "the room. A factor of 1 means that a step changes nothing.",
    "page.steps_caption": "Steps, of 100 pairs or contacts (95% interval): {line}",
    "page.factors_caption": "Factors from step to step (95% interval): {line}",
    "page.choice_note": "Partner choice below 1: fewer contacts across the line than there would "
    "be, {had}. p says how often chance would give a partner choice at "
    "least as far from 1; a large p does not show that there is no difference, only that these "
    "records can't tell. The odds of contact are those of two people of different groups who are "
    "present together, against two of one group; they hold how much people talk as well as with "
    "whom.",
}
