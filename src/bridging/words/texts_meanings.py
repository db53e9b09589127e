"""What each measure says, in one line; in English the first line of its docstring, but for a few."""

from collections.abc import Mapping

MEANINGS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "assortativity": "How far contacts stay within groups beyond what the groups' activity "
        "gives.",
        "blau": "The chance that two people drawn with putting back are of different groups.",
        "blau_unbiased": "The chance that two different people are of different groups.",
        "bridging_ratio": "The bridging share divided by the expected bridging share. Read it "
        "beside its value under chance, never against 1.",
        "bridging_share": "The share of the contacts that cross the line.",
        "coleman_homophily": "How far the contacts of a group stay within it beyond its share of "
        "the people.",
        "dissimilarity": "The share of one group that would have to change unit for an even "
        "spread.",
        "economic_connectedness": "The share of contacts outside the group, against the share of "
        "the people there.",
        "ei_index": "Contacts across minus contacts within, as a share of all contacts. 0 is not "
        "the value by chance.",
        "expected_bridging_share": "The share that would cross if each session's contacts fell "
        "evenly on the pairs present.",
        "friending_bias": "How far people of a group have fewer contacts outside it than the "
        "people they are with would give.",
        "odds_ratio_within": "How much higher the odds of contact are for a pair of one group than "
        "for a pair across the line, both present.",
        "partner_choice": "The contacts across the line, divided by how many there would be on "
        "average if everybody talked as much but to anyone present. Below 1: people kept to their "
        "own.",
        "theil_h": "How much the mix of the units differs from the mix of the whole.",
    },
    "nl": {
        "adjusted_assortativity": "Assortativiteit van het aantal contacten per mogelijk paar, "
        "zodat grote groepen niet meer wegen dan kleine.",
        "assortativity": "In hoeverre contacten binnen de groep blijven, meer dan de activiteit "
        "van de groepen geeft.",
        "assortativity_maximum": "De hoogste assortativiteit die contacten met dezelfde "
        "randtotalen kunnen hebben.",
        "atkinson": "Het verlies doordat een groep en de rest ongelijk verdeeld zijn, met een "
        "gekozen gewicht voor de eenheden.",
        "average_silhouette_width": "Hoe duidelijk de mensen in subgroepen uiteenvallen; hoeveel "
        "het er zijn, wordt mee gezocht.",
        "blau": "De kans dat twee mensen, getrokken met terugleggen, tot verschillende groepen "
        "horen.",
        "blau_unbiased": "De kans dat twee verschillende mensen tot verschillende groepen horen.",
        "bounds_unknown": "Het laagste en het hoogste aandeel overbruggende contacten en de "
        "laagste en hoogste E-I-index, over alle groepen waartoe mensen van onbekende groep kunnen "
        "horen.",
        "bridges": "Contacten zonder welke het netwerk uiteen zou vallen (snijlijnen).",
        "bridging_ratio": "Het aandeel overbruggende contacten gedeeld door het verwachte aandeel. "
        "Lees het naast de waarde bij toeval, nooit tegenover 1.",
        "bridging_share": "Het aandeel van de contacten dat over de grens gaat.",
        "change_decomposition": "Splitst een verandering van M en H in randtotalen, structuur, en "
        "wat erbij kwam en wegviel.",
        "class_insensitive_homophily": "Hoeveel het aandeel contacten binnen de eigen groep boven "
        "het aandeel van die groep in de mensen ligt, gemiddeld over de groepen.",
        "clustering": "Het aandeel van de paren onder iemands contacten die ook met elkaar contact "
        "hebben, gemiddeld over de mensen.",
        "coleman_homophily": "In hoeverre de contacten van een groep erbinnen blijven, meer dan "
        "haar aandeel in de mensen geeft.",
        "conditional_bridging": "Het aandeel overbruggende contacten op een grens, onder de "
        "contacten die een andere grens wel en niet overbruggen.",
        "conditional_bridging_ratio": "Contacten per paar over een grens, gedeeld door contacten "
        "per paar binnen de groepen, waarbij gelijk met gelijk vergeleken wordt.",
        "consolidation": "De samenhang van twee grenzen onder de mensen: in hoeverre dezelfde "
        "mensen op beide verschillen.",
        "constraint": "In hoeverre iemands contacten naar dezelfde mensen terugleiden (constraint "
        "van Burt).",
        "crossings": "Contacten die 0, 1, 2 ... grenzen overbruggen, naast wat gelegenheid en wat "
        "de mix geven.",
        "dissimilarity": "Het deel van een groep dat van eenheid zou moeten veranderen om gelijk "
        "verspreid te zijn.",
        "dissimilarity_adjusted": "De dissimilariteit boven haar gemiddelde bij toevallige "
        "verdeling, als deel van het meeste dat daarboven kan.",
        "diversity_partition": "Splitst de diversiteit van alle mensen in die binnen de eenheden "
        "en die ertussen.",
        "economic_connectedness": "Het aandeel contacten buiten de groep, tegenover het aandeel "
        "mensen daar.",
        "edge_homophily": "Het aandeel van de contacten dat binnen de groepen blijft: 1 − "
        "`bridging_share`.",
        "effective_groups": "Het aantal even grote groepen dat dezelfde Shannon-entropie zou "
        "hebben.",
        "effective_size": "Het aantal mensen met wie iemand contact heeft, min wat zij met elkaar "
        "gemeen hebben (effective size van Burt).",
        "ego_blau": "De kans dat twee trekkingen uit de mensen met wie iemand contact heeft van "
        "verschillende groepen zijn.",
        "ego_density": "Het aandeel van de paren onder iemands contacten die ook met elkaar "
        "contact hebben.",
        "ego_ei": "Iemands contacten buiten de eigen groep min die erbinnen, als aandeel van al "
        "die contacten.",
        "ego_entropy": "De entropie van de groepen onder de mensen met wie iemand contact heeft.",
        "ego_inbreeding_homophily": "Hoeveel meer contacten iemand binnen de eigen groep heeft dan "
        "wie er was zou geven, als deel van het meeste dat kan.",
        "ego_richness": "Het aantal groepen onder de mensen met wie iemand contact heeft.",
        "ei_bounds": "De laagste en de hoogste E-I-index die evenveel contacten kunnen hebben op "
        "de paren die er zijn.",
        "ei_index": "Contacten over de grens min contacten binnen de groep, als aandeel van alle "
        "contacten. 0 is niet de waarde bij toeval.",
        "eta_squared": "Hoe ver de isolatie boven het aandeel van de groep in alle mensen ligt, "
        "als deel van het meeste dat daarboven kan.",
        "evenness_expected": "Dissimilariteit, wederzijdse informatie en H, naast hun exacte "
        "gemiddelden bij toevallige verdeling.",
        "everett_valente": "Hoeveel paren langs elk van iemands contacten lopen: betweenness naar "
        "de banden die ervoor nodig zijn.",
        "expected_bridging_share": "Het aandeel dat over de grens zou gaan als de contacten van "
        "elk openingsmoment gelijk over de aanwezige paren vielen.",
        "expected_dissimilarity": "De gemiddelde dissimilariteit als dezelfde mensen door het lot "
        "over even grote eenheden verdeeld werden.",
        "expected_ei": "De E-I-index als de contacten gelijk vielen over de paren die elkaar "
        "konden ontmoeten.",
        "expected_mutual_information": "De gemiddelde wederzijdse informatie als dezelfde mensen "
        "door het lot over even grote eenheden verdeeld werden.",
        "expected_theil_h": "Het gemiddelde van de H van Theil als dezelfde mensen door het lot "
        "over even grote eenheden verdeeld werden.",
        "exposure": "Het aandeel van de andere groepen, of van één ervan, onder de mensen rond een "
        "gemiddeld lid van een groep.",
        "exposure_to": "Het aandeel mensen van buiten de groep onder wie er samen met iemand is, "
        "tegenover het aandeel mensen daar.",
        "fau": "Het deel van de variatie dat tussen twee subgroepen ligt, bij de splitsing waar "
        "dat het grootst is.",
        "fau_distance": "De sterkte van de breuklijn, maal hoe ver de twee subgroepen uiteen "
        "liggen.",
        "faultline_alignment": "In hoeverre mensen van een groep op de andere grenzen op elkaar "
        "lijken, en niet op de andere groepen.",
        "faultlines": "Wie in welke subgroep zit, volgens beide manieren om die te vinden.",
        "freeman_segregation": "Hoeveel contacten over de grens er te weinig zijn, als deel van "
        "wat zonder voorkeur te verwachten is.",
        "friending_bias": "In hoeverre mensen van een groep minder contacten erbuiten hebben dan "
        "de mensen bij wie ze zijn zouden geven.",
        "gini": "Het gemiddelde verschil tussen eenheden in het aandeel van een groep, als deel "
        "van het grootste dat kan.",
        "gould_fernandez": "Hoe vaak iemand tussen twee anderen staat, naar de groepen van de "
        "drie.",
        "group_affinities": "Hoe vaak de mensen van een groep in ontmoetingen zijn met t mensen "
        "van hun groep, voor elke grootte van ontmoeting.",
        "group_homophily": "Gezelschap van de eigen groep in ontmoetingen van elke grootte, "
        "tegenover anderen die door het lot getrokken zijn.",
        "gupta_q": "Het gemiddelde aandeel contacten binnen de eigen groep, waarbij elke groep "
        "evenveel weegt.",
        "hill_number": "Het aantal even grote groepen dat even divers zou zijn.",
        "hutchens": "Eén min de overlapping van hoe een groep en de rest over de eenheden "
        "verspreid zijn.",
        "inbreeding_homophily": "Het aandeel van de contacten van elke groep dat erbinnen blijft, "
        "boven het aandeel dat de gelegenheid geeft.",
        "iqv": "De Blau-index als deel van de hoogste die hij met de groepen van de grens kan "
        "zijn.",
        "isolation": "Het aandeel van een groep onder de mensen rond een gemiddeld lid ervan.",
        "label_informativeness": "Hoeveel de groep aan het ene eind van een contact zegt over de "
        "groep aan het andere.",
        "local_bridge_span": "Contacten tussen mensen die niemand gemeen hebben, en hoe lang de "
        "omweg zou zijn.",
        "local_segregation": "Hoe ver de mix van een eenheid van die van het geheel ligt, of de "
        "spreiding van een groep ervan.",
        "mantel_haenszel": "De odds dat een paar over de grens elkaar ontmoette, gedeeld door die "
        "van een paar binnen een groep, per openingsmoment.",
        "mantel_haenszel_table": "De Mantel-Haenszel-odds ratio met de standaardfout van Robins, "
        "Breslow en Greenland.",
        "meeting_bridging_share": "Het aandeel van de paren die elkaar ontmoeten dat over de grens "
        "gaat, voor ontmoetingen van elke grootte.",
        "meeting_entropy": "De entropie van de groepen in elke ontmoeting.",
        "meeting_purity": "Het aandeel van de grootste groep in elke ontmoeting.",
        "moran_i": "In hoeverre mensen met contact op elkaar lijken in het al dan niet horen tot "
        "een groep (netwerkautocorrelatie).",
        "mutual_information": "Hoeveel iemands eenheid zegt over iemands groep, in nats.",
        "mutual_information_adjusted": "De wederzijdse informatie min haar gemiddelde bij "
        "toevallige verdeling, in nats.",
        "nested_segregation": "Splitst de segregatie over eenheden in die tussen grotere eenheden "
        "en die erbinnen.",
        "node_homophily": "Het aandeel van iemands contacten binnen de eigen groep, gemiddeld over "
        "de mensen.",
        "normalised_assortativity": "De assortativiteit als deel van de hoogste die contacten met "
        "dezelfde randtotalen kunnen hebben.",
        "normalised_exposure": "Hoeveel van hun eigen groep mensen om zich heen hebben boven het "
        "aandeel ervan, als deel van het meeste dat kan.",
        "numeric_assortativity": "De correlatie van de scores aan de twee einden van een contact.",
        "numeric_moran_i": "In hoeverre mensen met contact op elkaar lijken in een getal, zoals "
        "leeftijd of inkomen (netwerkautocorrelatie).",
        "odds_ratio_within": "Hoeveel groter de kansverhouding op contact is voor een aanwezig "
        "paar van dezelfde groep dan voor een aanwezig paar over de grens.",
        "ordinal_segregation": "Het deel van de ordinale variatie van het geheel dat tussen de "
        "eenheden ligt.",
        "ordinal_variation": "De spreiding van mensen over geordende groepen, waarbij de uitersten "
        "verder uiteen liggen dan buren.",
        "partner_choice": "De contacten over de grens, gedeeld door hoeveel er gemiddeld zouden "
        "zijn als iedereen evenveel praatte, maar met om het even wie aanwezig was. Onder 1: "
        "mensen bleven bij hun eigen groep.",
        "rank_order_segregation": "De segregatie van mensen onder en boven elk percentiel van de "
        "rang, over alle percentielen.",
        "relative_diversity": "Het deel van de Blau-index van het geheel dat tussen de eenheden "
        "ligt.",
        "richness": "Het aantal groepen waarvan er iemand is.",
        "segregation_matrix_index": "De dichtheid van contacten binnen elke groep, tegenover die "
        "van haar contacten met anderen.",
        "shannon_entropy": "De entropie van de groepen: hoe onzeker de groep is van iemand die "
        "door het lot getrokken wordt.",
        "simplicial_homophily": "Of drie mensen die elkaar samen ontmoetten vaker gelijk zijn dan "
        "drie die elkaar alle drie twee aan twee ontmoetten.",
        "spectral_segregation": "In hoeverre mensen onder hun eigen groep zijn, langs alle "
        "contacten van hun contacten.",
        "star_entropy": "De entropie van de groepen van de verschillende mensen die iemand "
        "ontmoette, die persoon zelf niet meegeteld.",
        "star_homogeneity": "Het aandeel van de eigen groep onder de verschillende mensen die "
        "iemand ontmoette.",
        "support_ratio": "Het aandeel van de paren met contact die iemand gemeen hebben met wie ze "
        "beiden contact hebben.",
        "theil_h": "Hoeveel de mix van de eenheden verschilt van de mix van het geheel.",
        "theil_h_adjusted": "De H van Theil min het exacte gemiddelde ervan bij toevallige verdeling.",
        "two_mode_constraint": "In hoeverre iemand van het ene openingsmoment op het andere onder "
        "dezelfde mensen is.",
        "typed_degrees": "Iemands ontmoetingen, naar hun grootte en naar hoeveel er van de eigen "
        "groep zijn.",
        "valente_fujimoto": "Hoeveel verder mensen gemiddeld uiteen zouden liggen zonder een van "
        "iemands contacten.",
        "yule_q": "De odds ratio van contact binnen groepen, op een schaal van −1 tot 1.",
    },
}
