import {
  type ConnectionProvider,
  type DatabaseConnection,
  DefaultConnectionProvider,
  DefaultQueryExecutor,
  type Driver,
  Kysely,
} from 'kysely';
import { sqliteDialect } from './dialect.ts';

/**
 * A Kysely whose transactions may have several statements under way. Kysely's own let each wait for the answer to the one before: a round
 * trip to the writer thread for every statement, which costs more than most statements. Here what is asked for together (`Promise.all`)
 * travels together, and is still played in the order in which it was asked for.
 */
export function pipelinedKysely<Tables>(driver: Driver): Kysely<Tables> {
  const dialect = sqliteDialect(driver);
  const executor = new PipelinedExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), new DefaultConnectionProvider(driver));
  return new Kysely<Tables>({ config: { dialect }, driver, dialect, executor });
}

class PipelinedExecutor extends DefaultQueryExecutor {
  /** Called for each new transaction, before its first statement. */
  override withConnectionProvider(oneAtATime: ConnectionProvider): DefaultQueryExecutor {
    let connection: DatabaseConnection | undefined;
    const provided = oneAtATime.provideConnection(async (given) => {
      connection = given;
    });
    return super.withConnectionProvider({
      async provideConnection(consumer) {
        if (connection === undefined) await provided;
        return consumer(connection as DatabaseConnection);
      },
    });
  }
}
