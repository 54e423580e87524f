export { removeOutgoingBefore } from './outgoing/outgoing-log.repository.ts';
export { outgoingRoutes } from './outgoing/outgoing-log.routes.ts';
