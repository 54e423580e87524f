import { describeOutgoingDoor } from '../../ports/outgoing-door.contract.ts';
import { createOutgoingDoor } from './outgoing-door.ts';

describeOutgoingDoor('the door over undici', createOutgoingDoor);
