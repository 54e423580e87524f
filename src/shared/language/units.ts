/** Units that can be compared: name (folded) to a base unit and the factor to it. `offset` is added after the factor (temperatures). */
export interface Unit {
  base: string;
  factor: number;
  offset?: number;
}

const hour = 3600;
const table: readonly (readonly [names: string, base: string, factor: number, offset?: number])[] = [
  ['% percent pct prozent pourcent procent', '%', 1],
  ['g gram grams gramm gramme grammes gramos gramo grammi', 'g', 1],
  ['kg kilo kilos kilogram kilograms kilogramm kilogramme kilogrammes kilogramos', 'g', 1000],
  ['mg milligram milligrams milligramm milligramme milligrammes miligramos', 'g', 0.001],
  ['lb lbs pound pounds', 'g', 453.592],
  ['oz ounce ounces', 'oz', 1],
  ['tonne tonnes tonnen toneladas', 'g', 1e6],
  ['l liter liters litre litres litro litros', 'l', 1],
  ['ml milliliter milliliters millilitre millilitres mililitros', 'l', 0.001],
  ['m meter meters metre metres metro metros metern', 'm', 1],
  ['km kilometer kilometers kilometre kilometres kilometern kilometros', 'm', 1000],
  ['cm centimeter centimeters centimetre centimetres zentimeter centimetros', 'm', 0.01],
  ['mm millimeter millimeters millimetre millimetres milimetros', 'm', 0.001],
  ['mile miles', 'm', 1609.344],
  ['ft foot feet', 'm', 0.3048],
  ['inch inches', 'm', 0.0254],
  ['s sec secs second seconds sekunde sekunden seconde secondes segundo segundos', 's', 1],
  ['min mins minute minutes minuten minuto minutos minuti', 's', 60],
  ['h hr hrs hour hours stunde stunden heure heures hora horas ore uur', 's', hour],
  ['day days tag tage tagen jour jours dia dias giorni dagen', 's', 24 * hour],
  ['week weeks woche wochen semaine semaines semana semanas settimane weken', 's', 7 * 24 * hour],
  ['month months monat monate monaten mois mes meses mesi maanden', 'month', 1],
  ['year years yr yrs jahr jahre jahren an ans annee annees ano anos anni jaar', 'month', 12],
  ['°c celsius', '°C', 1],
  ['°f fahrenheit', '°C', 5 / 9, -160 / 9],
  ['° degree degrees grad degres grados', '°', 1],
  ['bar bars', 'bar', 1],
  ['w watt watts', 'W', 1],
  ['kw kilowatt kilowatts', 'W', 1000],
  ['kwh', 'kWh', 1],
  ['kb kilobytes', 'byte', 1e3],
  ['mb megabytes', 'byte', 1e6],
  ['gb gigabytes', 'byte', 1e9],
  ['kcal calories kalorien calorias calorie', 'kcal', 1],
  ['$ usd dollar dollars dolares', '$', 1],
  ['€ eur euro euros', '€', 1],
  ['£ gbp', '£', 1],
  ['cent cents', 'cent', 1],
];

const units: ReadonlyMap<string, Unit> = new Map(
  table.flatMap(([names, base, factor, offset]) => names.split(' ').map((name) => [name, { base, factor, offset }] as const)),
);

/** The unit a folded word or sign names. */
export function unitOf(name: string): Unit | undefined {
  return units.get(name);
}
