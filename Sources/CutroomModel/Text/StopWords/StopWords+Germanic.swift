extension StopWords {
  static let english = """
    a about above across after again against ago all almost along already also although always am
    among an and another any anyone anything are aren't around as at away back be became because
    become becomes been before behind being below between both but by came can can't cannot come
    could couldn't did didn't do does doesn't doing don't done down during each either else enough
    even ever every everyone everything few first for from further get gets getting go goes going
    got had hadn't has hasn't have haven't having he he'd he'll he's her here hers herself him
    himself his how however i i'd i'll i'm i've if in indeed instead into is isn't it it'll it's
    its itself just keep kept last least less let let's like likely made make makes many may maybe
    me might mine more most mostly much must my myself near nearly neither never next no nobody
    none nor not nothing now of off often on once one only onto or other others otherwise ought our
    ours ourselves out over own per perhaps put quite rather really said same say says see seem
    seemed seems several shall she she'd she'll she's should shouldn't since so some someone
    something sometimes soon still such take taken than that that's the their theirs them
    themselves then there there's therefore these they they'd they'll they're they've thing things
    this those though three through thus to together too took toward towards two under until up
    upon us use used uses using very via want was wasn't way we we'd we'll we're we've well went
    were weren't what what's when where whether which while who who's whoever whole whom whose why
    will with within without won't would wouldn't yes yet you you'd you'll you're you've your yours
    yourself yourselves
    """

  static let german = """
    ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch
    auf aus außer bei beide beiden beim bereits bin bis bist da dabei dadurch dafür dagegen daher
    damit danach dann daran darauf daraus darin darum darunter das dass daß davon davor dazu dein
    deine dem den denen denn dennoch der deren des deshalb dessen dich die dies diese diesem diesen
    dieser dieses dir doch dort du durch eher ein eine einem einen einer eines einige einigen
    einiger einmal er es etwa etwas euch euer eure für ganz gar gegen gegenüber gern gibt habe haben
    hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem
    ins ist ja je jede jedem jeden jeder jedes jedoch jene jenem jenen jener jetzt kann kein keine
    keinem keinen keiner konnte können könnte lassen machen man manche mehr mein meine meinem
    meinen meiner mich mir mit muss musste müssen nach nachdem neben nein nicht nichts noch nun nur
    ob oder ohne sehr sei sein seine seinem seinen seiner seit selbst sich sie sind so sogar solche
    solchen soll sollen sollte sondern sonst sowie über um und uns unser unsere unter viel viele
    vielen vom von vor während wann war waren warum was weder wegen weil weiter weitere welche
    welchem welchen welcher wenig wenn wer werde werden wie wieder will wir wird wo wohl wollen
    wollte worden wurde wurden würde würden zu zum zur zwar zwischen
    """

  static let dutch = """
    aan al alle alleen allemaal als alsof altijd ander andere anders beide ben bij bijna bijvoorbeeld
    binnen boven buiten daar daarbij daarna daarom dan dat de deze die dit doch doen doet door dus
    echter een eens eerst elk elke en er erg even gaan gaat gebruikt geen geweest gewoon had hadden
    haar hun hebben hebt heeft hem hen het hier hij hoe hoewel iemand iets ik in is ja je jij jou
    jouw jullie kan kon konden kunnen later maar maken me meer meest men met mij mijn moet moeten
    mogen na naar naast niet niets nog nogal nooit nu of om omdat onder ons onze ook op opnieuw over
    per reeds rond samen sinds slechts soms staat steeds te tegen ten ter terug terwijl toch toen
    tot tussen u uit uw van vaak vanaf vanuit veel vele verder vinden volgens voor vooral waar
    waarbij waarom wanneer waren was wat we wel welke werd werden wie wij wil worden wordt zal ze
    zei zeer zelf zich zij zijn zo zoals zodat zonder zou zouden zowel zulke
    """
}
