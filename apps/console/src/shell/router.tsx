/** Every address of the console; a page's code is loaded when its address is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { texts } from '../texts/texts.ts';
import { parseSearch, stringifySearch } from '../ui/address-state.ts';
import { Empty, Failure, Loading } from '../ui/states.tsx';
import { Home } from './home.tsx';
import { Root } from './root.tsx';

/** A page whose code takes longer than this shows a skeleton. */
const SKELETON_AFTER_MS = 150;

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Broken });
const overview = () => import('../analytics/overview-page.tsx');
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: Home,
  loader: () => void overview(), // where most people go from here
});
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: Home });
const connect = createRoute({
  getParentRoute: () => root,
  path: '/connect',
  component: lazyRouteComponent(() => import('../access/connect-page.tsx'), 'ConnectPage'),
});
/** Where the QR code on a terminal leads. */
const pair = createRoute({
  getParentRoute: () => root,
  path: '/devices/pair',
  component: lazyRouteComponent(() => import('../devices/pair-page.tsx'), 'PairPage'),
});

type PageComponent = ReturnType<typeof lazyRouteComponent>;
const project = createRoute({ getParentRoute: () => root, path: '/p/$projectId', component: Outlet });
const projectPage = <Path extends string>(path: Path, component: PageComponent) =>
  createRoute({ getParentRoute: () => project, path, component });
const devices = {
  list: lazyRouteComponent(() => import('../devices/devices-page.tsx'), 'DevicesPage'),
  one: lazyRouteComponent(() => import('../devices/device-page.tsx'), 'DevicePage'),
};
const members = {
  list: lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
  one: lazyRouteComponent(() => import('../members/member-page.tsx'), 'MemberPage'),
  erasures: lazyRouteComponent(() => import('../privacy/erasures-page.tsx'), 'ErasuresPage'),
};
const scans = {
  list: lazyRouteComponent(() => import('../scans/scans-page.tsx'), 'ScansPage'),
  one: lazyRouteComponent(() => import('../scans/scan-page.tsx'), 'ScanPage'),
};
const rules = {
  list: lazyRouteComponent(() => import('../rules/rules-page.tsx'), 'RulesPage'),
  create: lazyRouteComponent(() => import('../rules/rule-page.tsx'), 'NewRulePage'),
  one: lazyRouteComponent(() => import('../rules/rule-page.tsx'), 'RulePage'),
};
const lists = {
  list: lazyRouteComponent(() => import('../lists/lists-page.tsx'), 'ListsPage'),
  one: lazyRouteComponent(() => import('../lists/list-page.tsx'), 'ListPage'),
};
const webhooks = {
  list: lazyRouteComponent(() => import('../webhooks/webhooks-page.tsx'), 'WebhooksPage'),
  one: lazyRouteComponent(() => import('../webhooks/webhook-page.tsx'), 'WebhookPage'),
};
const projectPages = [
  projectPage('/', lazyRouteComponent(overview, 'OverviewPage')),
  projectPage('/devices', devices.list),
  projectPage('/devices/$deviceId', devices.one),
  projectPage('/members', members.list),
  projectPage('/members/$memberId', members.one),
  projectPage('/erasures', members.erasures),
  projectPage('/scans', scans.list),
  projectPage('/scans/$scanId', scans.one),
  projectPage(
    '/analytics',
    lazyRouteComponent(() => import('../analytics/analytics-page.tsx'), 'AnalyticsPage'),
  ),
  projectPage(
    '/transactions',
    lazyRouteComponent(() => import('../transactions/transactions-page.tsx'), 'TransactionsPage'),
  ),
  projectPage('/rules', rules.list),
  projectPage('/rules/new', rules.create),
  projectPage('/rules/$ruleId', rules.one),
  projectPage('/lists', lists.list),
  projectPage('/lists/$listId', lists.one),
  projectPage('/webhooks', webhooks.list),
  projectPage('/webhooks/$webhookId', webhooks.one),
  projectPage(
    '/settings',
    lazyRouteComponent(() => import('../tenancy/settings-page.tsx'), 'SettingsPage'),
  ),
] as const;

const organization = createRoute({ getParentRoute: () => root, path: '/o/$organizationId', component: Outlet });
const organizationPage = <Path extends string>(path: Path, component: PageComponent) =>
  createRoute({ getParentRoute: () => organization, path, component });
const keys = {
  list: lazyRouteComponent(() => import('../access/keys-page.tsx'), 'KeysPage'),
  one: lazyRouteComponent(() => import('../access/key-page.tsx'), 'KeyPage'),
};
const organizationPages = [
  organizationPage('/keys', keys.list),
  organizationPage('/keys/$keyId', keys.one),
  organizationPage(
    '/usage',
    lazyRouteComponent(() => import('../usage/usage-page.tsx'), 'UsagePage'),
  ),
  organizationPage(
    '/projects',
    lazyRouteComponent(() => import('../tenancy/projects-page.tsx'), 'ProjectsPage'),
  ),
  organizationPage(
    '/people',
    lazyRouteComponent(() => import('../tenancy/people-page.tsx'), 'PeoplePage'),
  ),
  organizationPage(
    '/audit',
    lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
  ),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    connect,
    pair,
    project.addChildren(projectPages),
    organization.addChildren(organizationPages),
  ]),
  basepath: '/console',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingMs: SKELETON_AFTER_MS,
  defaultPendingMinMs: 0,
  defaultPendingComponent: () => <Loading lines={6} />,
  scrollRestoration: true,
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: NotFound,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}

function NotFound() {
  return <Empty title={texts.states.no_page}>{texts.states.no_page_text}</Empty>;
}

/** Code that is missing after an update, or a fault of the console. */
function Broken({ error }: { error: unknown }) {
  return <Failure error={error} retry={() => window.location.reload()} />;
}
