export { ApiVersions, type VersionChange } from './api-versions.js';
export { bindVersions } from './bind-versions.js';
