import type { LanguagePack } from '../pack.ts';

export const german: LanguagePack = {
  code: 'de',
  stopWords: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes auch auf aus bei beim bereits bin bis bist da dabei dadurch dafur
    dagegen daher damit danach dann daran darauf daraus darin darum das dass dasselbe davon dazu dein deine dem den denen denn der deren des dessen dich die dies diese diesem
    diesen dieser dieses dir doch dort du durch ein eine einem einen einer eines einige einigen einmal er es etwa etwas euch euer fur gegen gewesen hab habe haben hat hatte
    hatten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im immer in indem ins ist ja je jede jedem jeden jeder jedes jedoch jetzt kann kein keine
    keinem keinen keiner konnen konnte konnten lassen man manche mehr mein meine mit muss mussen musste nach nachdem neben nein nicht nichts noch nun nur ob oder ohne pro rund schon
    sehr sei seien sein seine seinem seinen seiner seit sich sie sind so sobald sogar solche soll sollen sollte sollten sondern sonst soweit sowie sowohl um und uns unser unter viel viele vielen vom von
    vor wahrend war ware waren warum was wegen weil weiter welche welchem welchen welcher wenn wer werde werden wie wieder will wir wird wo worden wurde wurden zu zum zur zwar
    zwischen uber enthalt enthalten betragt liegt laut`,
  negations: 'nicht kein keine keinen keinem keiner keines nie niemals nichts ohne weder niemand kaum',
  leaningOpeners: `er|sie|es|wir|ich|ihr|ihm|ihn|ihnen|sein|seine|ihre|dies|diese|dieser|dieses|diesen|diesem|das|jener|jene|jenes|solche|beide|beides|hier|dort|dann|da|dadurch|daher|
    deshalb|deswegen|darum|dabei|dafur|dagegen|damit|danach|daraus|darin|davon|dazu|aber|und|oder|doch|jedoch|denn|auch|ausserdem|zudem|allerdings|dennoch|trotzdem|
    hingegen|stattdessen|somit|folglich|also|so|ebenso|schliesslich|zum beispiel|im gegensatz dazu|einerseits|andererseits|letztere|letzterer|erstere|der andere|
    die anderen|ja|nein|gleichzeitig|anschliessend|insgesamt|weil|du|dein`,
  numberWords: {
    zwei: 2,
    drei: 3,
    vier: 4,
    funf: 5,
    sechs: 6,
    sieben: 7,
    acht: 8,
    neun: 9,
    zehn: 10,
    elf: 11,
    zwolf: 12,
    dreizehn: 13,
    vierzehn: 14,
    funfzehn: 15,
    sechzehn: 16,
    zwanzig: 20,
    dreissig: 30,
    vierzig: 40,
    funfzig: 50,
    sechzig: 60,
    siebzig: 70,
    achtzig: 80,
    neunzig: 90,
    hundert: 100,
    tausend: 1000,
  },
  scales: {
    hundert: 100,
    tausend: 1e3,
    tsd: 1e3,
    million: 1e6,
    millionen: 1e6,
    mio: 1e6,
    milliarde: 1e9,
    milliarden: 1e9,
    mrd: 1e9,
    billionen: 1e12,
    dutzend: 12,
  },
  fractions: { halfte: 1 / 2, halbe: 1 / 2, halber: 1 / 2, halben: 1 / 2, drittel: 1 / 3, viertel: 1 / 4, funftel: 1 / 5 },
  shareWords: 'von|von den|aus',
  months: 'januar februar marz april mai juni juli august september oktober november dezember',
  decimalComma: true,
  endings: [
    ['ungen', 4],
    ['lichen', 4],
    ['liche', 4],
    ['ern', 4],
    ['end', 4],
    ['ung', 4],
    ['est', 4],
    ['en', 3],
    ['er', 3],
    ['em', 3],
    ['es', 3],
    ['st', 4],
    ['e', 3],
    ['n', 4],
    ['s', 4],
    ['t', 4],
  ],
  opposites: `mehr/weniger hoher/niedriger hoch/niedrig grosser/kleiner gross/klein langer/kurzer lang/kurz starker/schwacher schneller/langsamer heiss/kalt warm/kalt steigt/sinkt
    stieg/sank gestiegen/gesunken zunahme/abnahme erhoht/gesenkt vor/nach erlaubt/verboten sicher/unsicher gewonnen/verloren gewann/verlor immer/nie besser/schlechter
    alter/junger billiger/teurer offen/geschlossen moglich/unmoglich nord/sud ost/west
    oft/selten haufig/selten verdoppeln/halbieren verdoppelt/halbiert senken/steigern gesenkt/gesteigert uberlebt/gestorben gewinn/verlust`,
  bounds: {
    atLeast: 'uber|mindestens|mehr als|ab',
    atMost: 'unter|hochstens|maximal|bis zu|weniger als|nicht mehr als',
    about: 'etwa|rund|circa|ca|ungefahr|knapp|gut|fast|an die',
  },
  times: {
    before: 'vor|vor dem|vor dem jahr',
    after: 'nach|nach dem',
    until: 'bis|bis zum|bis ende|bis anfang',
    since: 'seit|seit dem|ab|ab dem',
  },
  rangeWords: 'bis und oder',
  versusWords: 'gegen|statt|gegenuber|verglichen mit|im vergleich zu|nicht',
  imperatives:
    'lesen klicken folgen abonnieren teilen beachten nehmen geben legen stellen lassen rufen melden wahlen vergleichen schauen sehen probieren',
  metaPhrases:
    'in diesem artikel|in diesem beitrag|in diesem abschnitt|dieser artikel|dieser beitrag|im folgenden|zusammenfassend|abschliessend|lassen sie uns|wie bereits erwahnt|hier ist|hier sind|heute sprechen wir|heute geht es um|willkommen|herzlich willkommen|in dieser folge|in diesem video|vielen dank',
  opinionPhrases:
    'ich denke|ich glaube|ich finde|meiner meinung|meines erachtens|wir glauben|wir finden|wir empfehlen|ich empfehle|hoffentlich|personlich',
};
