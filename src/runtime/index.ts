export { databaseStatus, migrateDatabase } from './database-commands.ts';
export { type RoleName, type Runtime, type RuntimeOptions, startRuntime } from './start.ts';
