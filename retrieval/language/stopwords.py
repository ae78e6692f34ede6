"""Words that carry no subject, in questions and in text."""

SWEDISH = frozenset(
    "och att det som en på är av för med till den har de inte om ett men var jag sig från vi så kan när"
    " under också efter eller nu sin sitt sina där vid mot ska skall skulle ut får finns fanns vara varit"
    " hade än här då sedan över bara in blir blev bli upp även vad vilka vilken vilket vilkas hur vem vems"
    " varför vart hos er ert era ni du mig dig oss hen hon han dom nån nåt något någon några nåra gör göra"
    " gjort gjorde vill måste detta dessa denna utan mellan genom samt inom hej tack igen ju väl fick ha"
    " man i åt min mitt mina din ditt dina vår vårt våra deras dess dem honom henne hans hennes sån sånt"
    " såna sådan sådant sådana o å e ä typ liksom lite ganska väldigt jätte kanske snälla gärna bra går gå"
    " kommer komma ta tar tog ge ger gav heter hette kallas menas betyder innebär handlar stå står säga"
    " säger sa tror tycker vet veta undrar berätta förklara skulle kunna kunde behöver se finnas själv"
    " själva varje vars både blivit honom många mycket mer mest annan annat andra enligt ifall alltså"
    " egentligen ens nog dock redan alltid aldrig ofta här hit dit därför eftersom medan innan tills per"
    " samma sådär få visa hitta kom hölls hålls skett ske någonstans någonting allt alla allting är't"
    " vilkendera via the pls plz ju fråga frågor svara svar".split()
)
NUMBERS = frozenset(
    "ett två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton"
    " nitton tjugo trettio fyrtio femtio sextio sjuttio åttio nittio hundra tusen första andra tredje"
    " fjärde femte sjätte sjunde åttonde nionde tionde".split()
)
ENGLISH = frozenset(
    "the of and to in is that for it as was with be by on not he his but at are this have from or had an"
    " a they which one you were her all she there would their we him been has when who will more no if out"
    " so what up its about into than them can only other some could these may then do any my now such like"
    " our over me even most after also did many much before must through where how your why does i im i'm"
    " whose whom please hello hi thanks thank am being having doing done just really us those each both"
    " own same very too yet ever let lets get gets got say says tell give gives want wants need needs know"
    " go goes going make makes made should shall might cannot cant dont doesnt didnt isnt arent wont hasnt"
    " havent still actually call called named mean means there's what's who's apart exist exists question"
    " questions answer".split()
)
