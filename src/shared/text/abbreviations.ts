/** Abbreviations after which a sentence never ends, in the languages the product writes; lower case, without the last full stop. */
export const neverEnding: ReadonlySet<string> = new Set(
  `mr mrs ms dr prof rev hon gen col capt lt sgt sen rep gov pres st mt ft fr
  e.g i.e cf vs viz al approx ca c fig figs eq sec ch chap vol vols p pp para ed eds trans no nos nr op art
  jan feb mar apr jun jul aug sep sept oct nov dec
  bzw z.b d.h u.a s.o s.u vgl bspw evtl ggf abs abb bd hr frl dipl ing
  m mm mme mlle me p.ex c.-à-d env
  sr sra srta ud uds pág págs p.ej sig sigg dott prof.ssa pag es`.split(/\s+/),
);

/** Abbreviations that may also close a sentence: the word after them decides. */
export const maybeEnding: ReadonlySet<string> = new Set(
  'etc inc ltd co corp bros jr sr. a.m p.m usw ph.d m.d b.a m.a b.sc m.sc dept est'.split(' '),
);

/** Words that open a sentence far more often than they continue a name. */
export const openers: ReadonlySet<string> = new Set(
  `the a an this that these those he she it they we i you his her its their our my your there here in on at by for from with without
  but and or so yet if when while after before because although though since as once until both each every some many most all no not
  however therefore moreover furthermore meanwhile instead then thus also what who why how where which one two
  der die das ein eine es er sie wir in im am auf mit doch aber und dies diese
  le la les un une il elle ils elles ce cette mais et dans pour el los las una en pero`.split(/\s+/),
);

export const germanMonths: ReadonlySet<string> = new Set(
  'januar februar märz april mai juni juli august september oktober november dezember jahrhundert'.split(' '),
);
