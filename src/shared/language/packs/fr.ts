import type { LanguagePack } from '../pack.ts';

export const french: LanguagePack = {
  code: 'fr',
  stopWords: `a afin ai ainsi alors apres au aucun aucune aussi autre autres aux avaient avait avant avec avoir bien car ce ceci cela celle celles celui ces cet cette ceux chaque chez comme
    comment contre d dans de depuis des deux donc dont du elle elles en encore entre est et etaient etait etant ete etre eu eux fait faire fois font hors il ils je jusque l la le les leur
    leurs lors lorsque lui m ma mais me meme memes mes moi moins mon n ne ni nos notre nous on ont ou par parce parmi pas pendant peu peut peuvent plus plusieurs plutot pour
    pourquoi puis quand que quel quelle quelles quelque quelques quels qui quoi sa sans se selon sera seront ses si soit son sont sous souvent sur ta tandis te tels tes toi ton tous tout toute toutes
    tres trop tu un une vers voici voila vos votre vous y contient contenir doit doivent`,
  negations: 'ne pas jamais aucun aucune rien sans ni personne guere',
  leaningOpeners: `il|elle|ils|elles|nous|je|on|lui|leur|leurs|son|sa|ses|ce|c'est|cela|ceci|ca|cet|cette|ces|celui-ci|celle-ci|ceux-ci|celui|celle|ceux|celles|tel|telle|ici|la-bas|alors|
    donc|ainsi|mais|et|ou|or|car|aussi|cependant|toutefois|pourtant|neanmoins|en outre|de plus|par ailleurs|en revanche|au contraire|par consequent|en effet|par exemple|
    d'ailleurs|enfin|ensuite|puis|de meme|les deux|ce dernier|cette derniere|ces derniers|d'autre part|d'une part|parce que|oui|non|vous|votre|tu|y|en fait`,
  numberWords: {
    deux: 2,
    trois: 3,
    quatre: 4,
    cinq: 5,
    six: 6,
    sept: 7,
    huit: 8,
    neuf: 9,
    dix: 10,
    onze: 11,
    douze: 12,
    treize: 13,
    quatorze: 14,
    quinze: 15,
    seize: 16,
    vingt: 20,
    trente: 30,
    quarante: 40,
    cinquante: 50,
    soixante: 60,
    cent: 100,
    mille: 1000,
  },
  scales: { cents: 100, mille: 1e3, million: 1e6, millions: 1e6, milliard: 1e9, milliards: 1e9, douzaine: 12 },
  fractions: { moitie: 1 / 2, demi: 1 / 2, demie: 1 / 2, tiers: 1 / 3, quart: 1 / 4, quarts: 1 / 4, cinquieme: 1 / 5 },
  shareWords: 'sur',
  months: 'janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre',
  decimalComma: true,
  endings: [
    ['issements', 3],
    ['issement', 3],
    ['ements', 4],
    ['ement', 4],
    ['ations', 4],
    ['ation', 4],
    ['euses', 4],
    ['euse', 4],
    ['eaux', 3],
    ['aient', 3],
    ['aux', 3],
    ['ees', 3],
    ['ent', 4],
    ['ait', 3],
    ['ant', 4],
    ['er', 4],
    ['ee', 3],
    ['es', 3],
    ['ez', 4],
    ['e', 3],
    ['s', 3],
    ['x', 3],
  ],
  opposites: `frequent/rare frequents/rares frequente/rare frequentes/rares souvent/rarement double/divise baisse/hausse plus/moins superieur/inferieur superieure/inferieure augmente/diminue augmentation/diminution hausse/baisse grand/petit grande/petite long/court longue/courte
    chaud/froid chaude/froide fort/faible forte/faible rapide/lent avant/apres toujours/jamais autorise/interdit meilleur/pire possible/impossible ouvert/ferme nord/sud est/ouest`,
  bounds: {
    atLeast: 'plus de|au moins|au minimum',
    atMost: "moins de|au plus|au maximum|jusqu'a",
    about: 'environ|pres de|quelque|autour de|presque',
  },
  times: {
    before: "avant|avant le|avant l'annee",
    after: 'apres|apres le',
    until: "jusqu'en|jusqu'au|d'ici",
    since: 'depuis|depuis le|a partir de|des',
  },
  rangeWords: 'a et ou',
  versusWords: 'contre|au lieu de|compare a',
  imperatives:
    'ajoutez cliquez lisez suivez partagez abonnez versez laissez prenez utilisez choisissez comparez evitez essayez decouvrez inscrivez notez placez retirez',
  metaPhrases:
    "dans cet article|dans ce guide|dans cette section|cet article|ce guide|en conclusion|en resume|pour conclure|nous allons|nous verrons|comme nous l'avons vu|voici|dans cet episode|bienvenue|bonsoir a tous|bonjour a tous|nous parlons ce soir|aujourd'hui nous parlons",
  opinionPhrases:
    'je pense|je crois|je trouve|a mon avis|selon moi|nous pensons|nous croyons|nous recommandons|personnellement|heureusement',
};
