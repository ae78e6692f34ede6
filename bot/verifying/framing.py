"""Words that say how something is told and not what: the frame of a sentence.

General knowledge of Swedish and English, as data. They neither bear a claim nor need a source.
"""

FRAME = frozenset(
    # joining and comparing
    "nej ja yes no while although though however moreover furthermore also därtill dessutom däremot samtidigt"
    " medan därför därmed därefter således alltså bland annat exempelvis example instance including inklusive såsom"
    " namely nämligen samt respektive respectively well both både either dels plus vidare further then later"
    " sedan senare tidigare earlier previously formerly förutom utöver addition totalt total totally overall sammanlagt"
    " altogether tillsammans together jämfört compared mot versus per ungefär omkring cirka ca about around roughly"
    " approximately nearly almost nästan närmare knappt drygt some within inom inför between mellan during"
    # telling and naming
    " enligt according framgår anges uppges nämns mentioned states stated says said säger stated described beskrivs listed"
    " source källa document dokument information uppgift uppgifter följande following"
    # being, having, consisting, happening
    " består consist consists utgörs utgör ingår ingått ingick omfattar omfattade include includes included contains innehåller"
    " comprises består_av consists_of made_up löper löpte sträcker runs ran run gäller gällde valid applies cover covers covered"
    " covering täcker täcka hold holds take takes took place sker ske skedde genomförs happen happens becomes blir blev"
    " fått får fick få receive received get gets got given gav ges use used using handlar concern concerns related"
    " rör avser located ligger finns placerad based came come comes come_from came_from kommer kom make makes made making"
    " gör göra gjort görs let lets allow mean means innebär betyder account_for account stand står hör hör_till belongs"
    " feel feels känner go goes went gick way under_way leds leder led leads lead"
    # reaching people
    " telefon telefonnummer phone telephone tel mobil e-post epost post mejl mail email e-mail nummer number nås når nå reach"
    " reached contact kontakta kontakt kontaktperson questions frågor fråga question besvaras svarar answer answered call ring ringa"
    " kontaktas skriv write skriva adress address"
    # time and counting
    " år året years year månad månader month months vecka veckor dag dagar days day gånger gång times time tid sista last"
    " deadline ansökningsdag datum date senast latest första first start startar början slut slutet end another ytterligare"
    " till additional varje every each annually årligen half hälften percent procent million millions billion sek kr kronor"
    " mkr mnkr mdkr tkr euro eur thousand tusen miljoner miljon miljarder antal antalet amount sum summa mål målet"
    # allowing
    " kan kunna could may might möjligt possible able behöva need needs ska should must måste bör".split()
)
