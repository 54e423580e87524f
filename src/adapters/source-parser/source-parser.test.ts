import { describeSourceParser } from '../../ports/source-parser.contract.ts';
import { createKillableTask } from '../killable-task/killable-task.ts';
import { createSourceParser } from './source-parser.ts';

describeSourceParser('the parser in a child process', () => createSourceParser({ createTask: createKillableTask }));
