import type { Role } from '../database/tables.ts';

/** Whom policies speak of; the strongest first. */
export const everybody = ['owner', 'admin', 'editor', 'writer', 'viewer'] as const satisfies readonly Role[];
export const writers: readonly Role[] = ['owner', 'admin', 'editor', 'writer'];
export const editors: readonly Role[] = ['owner', 'admin', 'editor'];
export const administrators: readonly Role[] = ['owner', 'admin'];
