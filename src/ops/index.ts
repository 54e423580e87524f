export { type DoctorCheck, examine, type Finding } from './doctor/doctor.ts';
export { folderChecks } from './doctor/folder-checks.ts';
export { programChecks } from './doctor/program-checks.ts';
export { storageChecks } from './doctor/storage-checks.ts';
export { removeOutgoingBefore } from './outgoing/outgoing-log.repository.ts';
export { outgoingRoutes } from './outgoing/outgoing-log.routes.ts';
