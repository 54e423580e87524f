import { describeEmbedder } from '../../ports/embedder.contract.ts';
import { createKillableTask } from '../killable-task/killable-task.ts';
import { createLocalEmbedder } from './local.ts';

describeEmbedder('the local model', () => createLocalEmbedder({ createTask: createKillableTask }));
