"""Texts of the report in English: method, definitions, completeness, privacy, before and after."""

from collections.abc import Mapping

BACK_EN: Mapping[str, str] = {
    "page.rounded_note": "Visits, visitors, contacts, people of unknown group and rows are rounded "
    "to tens.",
    "page.complete": "How complete it is",
    "page.unknown_caption": "Visitors whose group is not known",
    "page.recorded_caption": "How often something was written down",
    "page.withheld": "withheld",
    "page.withheld_why": "withheld: too few people or contacts to publish",
    "page.thresholds": "Findings follow the rule above, with thresholds that are part of the "
    "result. There is no score over lines or sites, and sites are not ranked.",
    "page.problems": "Problems in the records",
    "page.no_problems": "No problems were found in the records.",
    "page.problems_caption": "Problems by row (rows as a spreadsheet numbers them)",
    "page.problems_caption_publication": "Rows that could not be used, by kind",
    "page.problems_more": "{n} more kinds of problems are listed by `bridging check`.",
    "page.rows": "Rows",
    "page.n_rows": "Number of rows",
    "page.column": "Column",
    "page.problem": "Problem",
    "page.hint": "What to do",
    "page.severity": "Severity",
    "page.severity.error": "rows left out",
    "page.severity.fault": "error",
    "page.severity.warning": "warning",
    "page.severity.note": "note",
    "page.left_out": "What was left out",
    "page.nothing_left_out": "No contacts were left out.",
    "page.nothing_more_left_out": "Of the contacts that could be read, none were left out.",
    "page.rows_left_out": "Rows of the records that could not be used and were set aside: {parts}.",
    "page.rows_missing": "Rows that stay, with a value that could not be used: {parts}.",
    "page.rows_in": "{n} in {table}",
    "page.left_out_caption": "Contacts left out",
    "page.left_out_withheld": "Contacts left out at a site that is withheld are not shown.",
    "page.reason": "Reason",
    "page.privacy": "Privacy",
    "page.privacy_team": "This page is for the team. Nothing is withheld: it may show groups of "
    "one or two people. Don't pass it on; make one for publication instead.",
    "page.privacy_publication": "This page is for publication. Where a site has from 1 to {most} "
    "people of a group, people in all, or contacts between two groups, every number of that site "
    "on that line is withheld{others}. Every other count from 1 to {most} is shown as fewer than "
    "{minimum}; visits, visitors and contacts of a whole site, contacts left out, people of unknown "
    "group, and rows of the records are rounded to tens. People and contacts by group, where they "
    "are shown, are exact. Everything was computed first and "
    "withheld afterwards.",
    "page.privacy_others": "; one more site goes with it where the missing numbers could be found "
    "by subtraction, and the total too where it would give them away",
    "page.privacy_one_group": "What this does not hide: where everybody belongs to one group, "
    "the page says so. Whoever knows that somebody came then knows her group. And where two "
    "lines count the same people, the difference between their sums says how many more people, or "
    "contacts, are of unknown group on the one than on the other.",
    "page.other_publication": "This is the page for publication. The page for the team, with "
    "every number, is made by:",
    "page.other_team": "This is the page for the team. The page for publication is made by:",
    "page.nothing_withheld": "Nothing had to be withheld.",
    "page.some_withheld": "Withheld here: {parts}.",
    "page.made": "How this page was made",
    "page.made_by": "bridging {version}, seed {seed}, {draws} draws, data {fingerprint}. The "
    "same records, version and seed give the same page.",
    "record.attendance.arrival": "Arrival",
    "record.attendance.departure": "Departure",
    "record.attendance.company": "Who came together (empty also means: came alone)",
    "record.encounters.minutes": "Minutes of an encounter",
    "record.encounters.form": "Form of an encounter",
    "record.encounters.occasion": "What brought an encounter about",
    "record.encounters.initiator": "Who began an encounter",
    "record.encounters.zone": "Where in the place",
    "table.sites": "sites",
    "table.sessions": "sessions",
    "table.participants": "participants",
    "table.attendance": "attendance",
    "table.encounters": "encounters",
    "table.tallies_present": "tallies of presence",
    "table.tallies_contacts": "tallies of contacts",
    "table.tallies": "tallies",
    "table.reference": "reference",
    "table.ties": "ties",
    "table.responses": "responses",
    "table.log": "log",
    "table.consent": "consent",
    "page.made_short": "bridging {version}, seed {seed}, data {fingerprint}",
    "page.made_by_large": "bridging {version}, seed {seed}, {draws} draws, none of partners, data "
    "{fingerprint}. The same records, version and seed give the same page.",
    "page.withheld_needs": "withheld: here, or at a site that would give this one away, there "
    "are too few people or contacts to publish. Numbers can be shown once each group, and the "
    "contacts between each two groups, count nobody or at least {n}",
    "page.withheld_needs_1": "withheld: there are too few people or contacts to publish. Numbers "
    "can be shown once each group, and the contacts between each two groups, count nobody or at "
    "least {n}",
    "page.definitions_caption": "What words mean here",
    "page.word": "Word",
    "page.change": "Before and after",
    "page.change_intro": "The same measures, defined in the same way, in each period.",
    "page.period_name": "period {n}",
    "page.period_said": "{text}; {n}.",
    "page.before_day": "before {day}",
    "page.from_day": "from {day}",
    "page.no_period": "{n} sessions have no date that could be read, and are in neither period: "
    "their visits and contacts are in no number of before and after.",
    "page.no_period_1": "1 session has no date that could be read, and is in neither period: its "
    "visits and contacts are in no number of before and after.",
    "page.no_period_column": "{n} sessions have no value of {column}, and are in none of the "
    "periods: their visits and contacts are in no number of before and after.",
    "page.no_period_column_1": "1 session has no value of {column}, and is in none of the periods: "
    "its visits and contacts are in no number of before and after.",
    "page.period_column": "Period",
    "page.change_caption": "Steps of 100 in each period (95% interval), and partner choice: {line}",
    "page.figure_change": "{line}, {site}: what made the difference between {a} and {b}.",
    "page.change_note": "A difference in time is not yet the effect of what was done in between: "
    "seasons, who moved in, and who wrote it down change too. Partner choice does not move with "
    "who comes or when, so that it can be compared between periods. An interval that holds 0 "
    "means that these records can't tell the difference from none.",
    "page.change_withheld": "Sites with too few people or contacts in one of the periods, or in "
    "the sessions of none, are left out here: numbers can be shown once each group, and the "
    "contacts between each two groups, count nobody or at least {n} in each.",
    "page.change_nothing": "There is no site with records in each of the periods.",
    "page.references": "References",
    "cite.own": "{author}. bridging: {title} Version {version} [Computer software].",
    "cite.others": "and others",
    "method.chain": "Bridging was followed over the steps from the reference population over "
    "visitors, visits, people present together and opportunity to contacts; each is the share of "
    "pairs (or contacts) across the line, and people who came together are left out of all.",
    "method.chain_theta": "Opportunity weighs each session by the contacts there would be "
    "without preference, with the Mantel-Haenszel odds of contact.",
    "method.chain_choice": "Partner choice is the number of contacts across divided by its mean "
    "when the contacts of each session are dealt again among the people present, each keeping "
    "the number of their partners.",
    "method.chain_choice_contact": "Partner choice is the number of contacts across divided by its "
    "mean when the contacts of each session are dealt again among those who had contact there "
    "(who was present is not known), each keeping the number of their partners.",
    "method.chain_draws": "That was drawn {draws} times; p is two-sided.",
    "method.chain_choice_interval": "The interval of partner choice ({level}) holds {method}; it "
    "says how these people could have chosen.",
    "method.chain_interval": "Intervals of {level} by the {method}.",
    "method.findings": "Findings by a rule fixed beforehand: no opportunity where somebody from "
    "across the line was present at fewer than {least} of the visits; bridging where the lower "
    "limit of the {level} interval of partner choice lies above {delta}; little contact across "
    "where its upper limit lies below 1 and its lower limit not above {delta}; too little data "
    "otherwise, and where fewer than 30 contacts could have gone otherwise.",
    "method.chain_visitors_interval": "The interval of visitors inverts tests over the shares of the "
    "groups.",
    "method.reach": "Shares of groups among visitors with {level} limits that are exact for "
    "families and people who came alone, beside the reference population; p says how often "
    "families drawn from it at random would give a mix at least as far from it.",
    "method.reach_return": "Shares who came back or stayed away ({away} openings missed in a "
    "row) after Kaplan and Meier, in openings since the first visit.",
    "page.word.line": "Line",
    "page.means.line": "A social boundary, as origin or socio-economic position: it divides "
    "people into groups.",
    "page.word.visitor": "Visitor",
    "page.means.visitor": "One person who was there at least once.",
    "page.means.visitor_roles": "People in other roles are not counted.",
    "page.word.visit": "Visit",
    "page.means.visit": "One person in one session.",
    "page.word.contact": "Contact",
    "page.means.contact": "A pair of visitors in an encounter, whatever its length; an encounter "
    "of several people counts every pair once.",
    "page.word.bonding": "Bonding contact",
    "page.means.bonding": "A contact between people of the same group on the line.",
    "page.word.bridging": "Bridging contact",
    "page.means.bridging": "A contact between people of different groups on the line (Putnam).",
    "page.word.reference": "Reference population",
    "page.means.reference": "Two people of the population that the study names as the one it "
    "could reach.",
    "page.word.visitors": "Visitors (step)",
    "page.means.visitors": "Two different visitors, each person once.",
    "page.word.visits": "Visits (step)",
    "page.means.visits": "Two different visitors, each counting as often as they came.",
    "page.word.present": "Present together (step)",
    "page.means.present": "Two people present in the same session.",
    "page.word.opportunity": "Opportunity (step)",
    "page.means.opportunity": "A contact without preference, in the sessions where contacts came "
    "about.",
    "page.word.contacts": "Contacts (step)",
    "page.means.contacts": "A contact that was seen.",
    "page.word.composition": "Composition (factor)",
    "page.means.composition": "From reference population to visitors: who finds their way here.",
    "page.word.frequency": "Frequency (factor)",
    "page.means.frequency": "From visitors to visits: whether groups come equally often.",
    "page.word.co_presence": "Co-presence (factor)",
    "page.means.co_presence": "From visits to present together: whether groups come at the same "
    "moments.",
    "page.word.timing": "Timing (factor)",
    "page.means.timing": "From present together to opportunity: whether contacts come about in "
    "mixed sessions.",
    "page.word.uptake": "Uptake (factor)",
    "page.means.uptake": "From opportunity to contacts: who, of those present, meets whom. It is "
    "activity times partner choice.",
    "page.word.activity": "Activity (factor)",
    "page.means.activity": "What comes of some people talking more than others, whoever they "
    "talk to.",
    "page.word.partner_choice": "Partner choice",
    "page.means.partner_choice": "Contacts across the line, divided by how many there would be, "
    "{had}. Below 1: fewer contacts across. It "
    "says nothing of what people want.",
    "page.word.theta": "Odds of contact",
    "page.means.theta": "The odds of contact for two people of different groups who are present "
    "together, against two of one group (Mantel and Haenszel).",
    "page.word.interval": "Interval",
    "page.means.interval": "How far a number could have come out with other people: 95 of 100 "
    "such intervals hold the value that is meant.",
    "page.word.p": "p",
    "page.means.p": "How often chance would give a difference at least as large. A large p does "
    "not show that there is none.",
}
