/** The pages of a project and of an organization, in the order of the navigation. */
import { texts } from '../texts/texts.ts';

const { nav } = texts;

export const PROJECT_PAGES = [
  ['/p/$projectId', nav.overview],
  ['/p/$projectId/devices', nav.devices],
  ['/p/$projectId/members', nav.members],
  ['/p/$projectId/scans', nav.scans],
  ['/p/$projectId/analytics', nav.analytics],
  ['/p/$projectId/transactions', nav.transactions],
  ['/p/$projectId/rules', nav.rules],
  ['/p/$projectId/lists', nav.lists],
  ['/p/$projectId/webhooks', nav.webhooks],
  ['/p/$projectId/settings', nav.settings],
] as const;

/** Viewers have no keys and no audit. */
export const ORGANIZATION_PAGES = [
  ['/o/$organizationId/keys', nav.keys, 'manager'],
  ['/o/$organizationId/usage', nav.usage, 'everyone'],
  ['/o/$organizationId/projects', nav.projects, 'everyone'],
  ['/o/$organizationId/people', nav.people, 'everyone'],
  ['/o/$organizationId/audit', nav.audit, 'manager'],
] as const;

export const organizationPagesFor = (isManager: boolean) =>
  ORGANIZATION_PAGES.filter(([, , audience]) => isManager || audience === 'everyone');
