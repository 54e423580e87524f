import { startModelServer } from '../../support/model-server/model-server.ts';
import { answerParent } from './part.ts';

/** The scripted model server with its ordinary writer, which answers at once, in a process of its own. */
const server = await startModelServer();

const answers = {
  url: () => server.url,
  /** Calls answered so far. */
  calls: () => server.calls.length,
  /** The server remembers what it was asked; thousands of prompts are of no use to anybody. */
  forget: () => {
    server.calls.length = 0;
  },
};
export type Writer = typeof answers;

answerParent(answers);
