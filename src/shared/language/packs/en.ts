import type { LanguagePack } from '../pack.ts';

export const english: LanguagePack = {
  code: 'en',
  stopWords: `a about above after again against all also although am an and any are aren't as at be became because become becomes been before being
    below between both but by can cannot could did didn't do does doesn't doing done down during each either else even ever every few for from further
    had has have having he her here hers herself him himself his how however i if in into is isn't it its itself just let like made make makes many may me
    might more most much must my myself near neither no nor not now of off often on once one only or other others our ours out over own per quite rather
    same shall she should since so some such than that the their theirs them themselves then there these they this those though through thus to too under
    until up upon us use used uses using very via was we well were what when where whether which while who whom whose why will with within without would yet
    you your yours include includes including included contain contains contained containing get gets got say says said according`,
  negations: `no not never none neither nor without cannot can't don't doesn't didn't isn't aren't wasn't weren't won't wouldn't shouldn't couldn't hasn't
    haven't hadn't hardly barely lacks lack lacked lacking fails failed fail`,
  leaningOpeners: `he|she|it|they|we|i|him|her|them|his|hers|its|their|theirs|this|that|these|those|such|both|neither|either|here|there|then|thus|so|and|but|or|nor|yet|
    also|however|therefore|hence|moreover|furthermore|nevertheless|nonetheless|meanwhile|otherwise|instead|similarly|likewise|consequently|accordingly|
    besides|still|too|additionally|in addition|in contrast|by contrast|on the other hand|on the one hand|as a result|for example|for instance|in fact|
    that said|even so|after that|for this reason|because of this|as such|what is more|the former|the latter|the same|the other|another|others|others,|
    one of them|most of them|some of them|all of them|all this|all that|of course|indeed|finally|lastly|next|secondly|thirdly|firstly|first of all|in other words|
    it's|that's|there's|they're|we're|he's|she's|i'm|you're|you|your|yes|no,|well,|right,|okay|oh|because|which|who|whose|conversely|rather|plus|in short|to that end|
    overall|in turn|afterwards|later|at that point|at the same time|above|below|as mentioned|as noted|see`,
  numberWords: {
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    twenty: 20,
    thirty: 30,
    forty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
  },
  scales: {
    hundred: 100,
    thousand: 1e3,
    k: 1e3,
    million: 1e6,
    millions: 1e6,
    mn: 1e6,
    billion: 1e9,
    billions: 1e9,
    bn: 1e9,
    trillion: 1e12,
    dozen: 12,
  },
  fractions: { half: 1 / 2, third: 1 / 3, thirds: 1 / 3, quarter: 1 / 4, quarters: 1 / 4, fifth: 1 / 5, fifths: 1 / 5 },
  shareWords: 'of|out of|in|of the|of our|out of every|in every|of every',
  months: 'january february march april may june july august september october november december',
  decimalComma: false,
  endings: [],
  opposites: `increase/decrease increased/decreased increases/decreases rise/fall rose/fell rises/falls higher/lower high/low more/less more/fewer most/least
    larger/smaller large/small bigger/smaller longer/shorter long/short stronger/weaker strong/weak faster/slower fast/slow hot/cold warm/cold hotter/colder cheaper/dearer
    cheap/expensive cheaper/pricier before/after first/last oldest/newest older/younger old/new win/lose won/lost gain/lose gained/lost pass/fail passed/failed accept/reject accepted/rejected
    approve/reject approved/rejected allow/forbid allowed/forbidden allowed/banned safe/unsafe safe/dangerous legal/illegal possible/impossible likely/unlikely true/false open/closed
    opened/closed success/failure improve/worsen improved/worsened better/worse best/worst sweeter/bitterer sweet/bitter always/never minimum/maximum
    northern/southern north/south east/west eastern/western married/divorced alive/dead born/died male/female left/right inside/outside
    increase/reduce increased/reduced increases/reduces raise/reduce raised/reduced raises/reduces raise/lower raised/lowered survive/die survived/died survives/dies
    often/rarely frequently/rarely usually/rarely double/halve doubled/halved doubles/halves warmer/cooler enter/leave entered/left arrived/left gain/loss profit/loss
    coarse/fine coarser/finer dark/light darker/lighter thick/thin thicker/thinner heavier/lighter`,
  bounds: {
    atLeast: 'over|at least|more than|above|exceeding|a minimum of|beyond|upwards of|no less than|not less than',
    atMost: 'under|up to|at most|no more than|not more than|less than|fewer than|below|a maximum of|nearly|almost',
    about: 'about|around|approximately|roughly|circa|some|ca|nearly|almost|an estimated|close to',
  },
  times: {
    before: 'before|prior to|earlier than',
    after: 'after|later than',
    until: 'until|till|by|by the end of|through',
    since: 'since|from|as of',
  },
  rangeWords: 'to and through until or',
  versusWords: 'against|versus|vs|compared with|compared to|rather than|instead of|not|up from|down from|from',
  imperatives: `add adjust allow apply ask avoid begin boil bring browse buy call check choose click clean close combine compare complete consider contact continue cook cover
    create cut decide discover don't download draw drink enable enjoy enter explore fill find fold follow get give go grind heat hold insert install join keep learn leave let
    listen look make measure mix move note open pack pick place plan pour prepare press print put read register remember remove repeat replace rinse run save scroll
    see select send serve set share sign skip start stay steep stir stop store strain subscribe swipe take tap taste tell think throw track try turn type use view visit wait
    wash watch wipe write`,
  metaPhrases: `in this article|in this post|in this guide|in this piece|in this section|in the next section|this article|this guide|this post|this piece|this section|let us|let's|we will look|
    we will explore|we'll|read on|as we have seen|as mentioned|to sum up|in conclusion|in summary|the following section|below we|here is|here are|here's|without further ado|
    now that we|we now turn|the rest of this|today we talk|today we look|today we'll|welcome to|welcome back|in this episode|in this video|thanks for|thank you`,
  opinionPhrases: `i think|i believe|i feel|i like|i love|i prefer|in my opinion|in my view|we think|we believe|in our opinion|in our view|personally|my favourite|my favorite|our favourite|arguably|
    it is worth|it's worth|hopefully|i would|i'd|we recommend|i recommend`,
};
