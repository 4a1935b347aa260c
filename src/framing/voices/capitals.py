"""Capitalised words that name nobody who could speak: nationalities, months, events, documents; and words for places.

Own short lists for news English, no gazetteer: they keep the table ``actors`` from listing "Russian" and "Cold War".
"""

from __future__ import annotations

from framing.voices.typology import words

ADJECTIVES = words(
    "afghan african albanian algerian american angolan arab argentine argentinian armenian asian australian austrian "
    "azerbaijani bahraini bangladeshi basque belarusian belarussian belgian bolivian bosnian brazilian british "
    "bulgarian burmese cambodian canadian catalan caucasian central chechen chilean chinese christian colombian "
    "congolese croatian cuban cypriot czech danish dutch eastern ecuadorian egyptian emirati english eritrean estonian "
    "ethiopian european filipino finnish flemish french gazan georgian german ghanaian greek guatemalan haitian hindu "
    "honduran hungarian icelandic indian indonesian iranian iraqi irish islamic israeli italian ivorian jamaican "
    "japanese jewish jordanian kazakh kenyan korean kosovan kurdish kuwaiti kyrgyz latin latvian lebanese liberian "
    "libyan lithuanian macedonian malaysian malian maltese mexican moldovan mongolian montenegrin moroccan muslim "
    "nepalese nicaraguan nigerian nordic northern norwegian omani orthodox pakistani palestinian panamanian persian "
    "peruvian polish portuguese qatari roman romanian russian rwandan salvadoran saudi scandinavian scottish "
    "senegalese serbian shia shiite sicilian singaporean slavic slovak slovenian somali southern soviet spanish "
    "sudanese sunni swedish swiss syrian taiwanese tajik tanzanian thai tibetan tunisian turkish turkmen ugandan "
    "ukrainian uruguayan uzbek venezuelan vietnamese welsh western yemeni zimbabwean democratic republican "
    "conservative liberal communist catholic protestant"
)
"""Adjectives of nations, regions, religions and parties: alone they name nobody ("the Russian side")."""

CALENDAR = words(
    "jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun january february "
    "march april may june july august september october november december monday tuesday wednesday thursday friday "
    "saturday sunday christmas easter ramadan thanksgiving"
)
"""Months, days and feasts."""

NO_ACTORS = words(
    "war wars revolution uprising crisis massacre holocaust olympics games cup prize award day week year century era "
    "act bill treaty accord accords agreement agreements protocol convention constitution amendment resolution charter "
    "declaration bible koran quran internet english"
)
"""Last words of names for events, times and documents: the Cold War, the Paris Agreement."""

PLACES = words(
    "street avenue road square boulevard bridge river sea ocean lake bay gulf strait canal island islands peninsula "
    "mountain mountains valley desert coast city county province region oblast airport port grande"
)
"""Last words of names for places: the Black Sea, Red Square."""

OPENERS = words(
    "i might must may shall can could will would should did does do has have had is are was were ask asked dear yes "
    "no well oh perhaps maybe probably possibly certainly clearly surely indeed hardly nearly about around both either "
    "neither like unlike under until unless once since than that whose whom whether within without amid among"
)
"""Words that stand capitalised before a name only because they open the sentence: "Might Russia …?"."""
