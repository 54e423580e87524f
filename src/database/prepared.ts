import type { Compilable, CompiledQuery } from 'kysely';
import type { Reader } from './database.ts';

/** Stands in a query for a value that is given when the query runs. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A query that is built and compiled once for each engine, for those that every request or every piece of a stream runs: building and
 * compiling one costs several times what SQLite needs to answer it. Its shape may not depend on the values, only its parameters may.
 */
export function prepared<Values extends object, Row>(
  build: (reader: Reader, values: Values) => Compilable<Row>,
): (reader: Reader, values: Values) => Promise<Row[]> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Values;
  const compiled = new WeakMap<object, CompiledQuery<Row>>();
  return async (reader, values) => {
    const engine = reader.getExecutor().adapter;
    let query = compiled.get(engine);
    if (query === undefined) {
      query = build(reader, slots).compile();
      compiled.set(engine, query);
    }
    const parameters = query.parameters.map((given) => (given instanceof Slot ? values[given.name as keyof Values] : given));
    return (await reader.executeQuery<Row>({ ...query, parameters })).rows;
  };
}
