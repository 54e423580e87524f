import { openDatabase } from '../open-database.ts';

/** Opens and migrates the database of its argument, and ends. */
const database = await openDatabase({ url: process.argv[2] ?? '' });
await database.close();
