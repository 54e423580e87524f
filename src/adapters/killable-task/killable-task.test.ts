import { describeKillableTask } from '../../ports/killable-task.contract.ts';
import { createKillableTask } from './killable-task.ts';

describeKillableTask('a child process', createKillableTask);
