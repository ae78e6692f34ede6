"""Words that say how something is told and not what: the frame of a sentence.

General knowledge of Swedish and English, as data. They neither bear a claim nor need a source.
"""

FRAME = frozenset(
    """
nej ja yes no ålder åldern åldrarna aged age ages inne inkommit inkommen while although though however moreover furthermore also därtill dessutom däremot
samtidigt medan därför därmed därefter således alltså bland annat exempelvis example instance including
inklusive såsom namely nämligen samt respektive respectively well both både either dels plus vidare
further then later sedan senare tidigare earlier previously formerly förutom utöver addition totalt
total totally overall sammanlagt altogether tillsammans together jämfört compared mot versus per
ungefär omkring cirka ca about around roughly approximately nearly almost nästan närmare knappt drygt
some within inom inför between mellan during since among things thing other others way ways such många
many flera several few få olika various kind kinds sort sorts sorters typ typer type types meant tänkt
supposed aims aimed main huvudsaklig stor stora stort large big great mycket very much rather ganska
slightly något lite little even ens just precis particular särskilt especially specially specifically
främst mainly mostly part del delen parts whole hela helt generellt general one ones something somebody
anyone people person personer someone those these who which what where when how why because eftersom so
så att thus hence purpose syfte syftet order through genom via by with med without using help hjälp
start starting began begin begun starta startade börja började börjat påbörjat provide provides
provided provider ger ge ges gives give giving carry carried out utför utförs conduct conducted keep
keeps kept hålls håller held seen sees see ser sett show shows showed shown visar visade become became
blivit bli stay remain remains kvar want wants wanted vill try tries tried försöker försökt put puts
set sets enligt according framgår anges uppges nämns mentioned states stated says said säger described
beskrivs listed source källa document dokument information uppgift uppgifter följande following består
consist consists utgörs utgör ingår ingått ingick omfattar omfattade include includes included contains
innehåller comprises cover covers covered
covering täcker täcka hold holds take takes took place sker ske skedde genomförs happen happens becomes
blir blev fått får fick receive received get gets got given gav use used handlar concern concerns
related rör avser located ligger finns placerad based came come comes kommer kom make makes made making
gör göra gjort görs let lets allow mean means innebär betyder account stand står hör belongs feel feels
känner go goes went gick telefon telefonnummer phone telephone tel mobil
e-post epost post mejl mail email e-mail nummer number nås når nå reach reached contact kontakta
kontakt kontaktperson questions frågor fråga question besvaras svarar answer answered call ring ringa
kontaktas skriv write skriva adress address år året years year månad månader month months vecka veckor
dag dagar days day gånger gång times time tid sista last deadline ansökningsdag datum date senast
latest första first startar början slut slutet end another ytterligare till additional varje every each
annually årligen half hälften percent procent million millions billion sek kr kronor mkr mnkr mdkr tkr
euro eur thousand tusen miljoner miljon miljarder antal antalet amount sum summa mål målet kan kunna
could may might möjligt possible able behöva need needs ska should must måste bör
""".split()
)
