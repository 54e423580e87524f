import manifest from '../../package.json' with { type: 'json' };

/** The program's version, as in its package. */
export const version: string = manifest.version;
