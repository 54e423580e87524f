import { answerParent } from './part.ts';
import { probe } from './probe.ts';

/** Loaded into a process before its program, by `--import`, so that whoever started it can ask how it fares. */
answerParent(probe);
// The program ends as it would without being watched.
process.channel?.unref();
