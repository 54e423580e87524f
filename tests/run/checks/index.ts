import { apiTypes } from './api-types.ts';
import type { Check } from './check.ts';
import { imports } from './imports.ts';
import { lockfile } from './lockfile.ts';
import { settingsGuide } from './settings-page.ts';
import { sizes } from './sizes.ts';
import { style } from './style.ts';
import { types } from './types.ts';
import { unused } from './unused.ts';

/** All checks, in the order their lines are printed; those that take longest are first, so that they start first. */
export const checks: readonly Check[] = [types, style, imports, unused, sizes, lockfile, settingsGuide, apiTypes];
