/** Every address of the console; a page's code is loaded when its address is first opened. */
import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router';
import { texts } from '../texts/texts.ts';
import { Empty, Failure } from '../ui/states.tsx';
import { Home } from './home.tsx';
import { Root } from './root.tsx';

const root = createRootRoute({ component: Root, notFoundComponent: NotFound, errorComponent: Broken });
const overview = () => import('../analytics/overview-page.tsx');
const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: Home,
  loader: () => void overview(), // where most are led from here
});
const signIn = createRoute({ getParentRoute: () => root, path: '/sign-in', component: Home });
const connect = createRoute({
  getParentRoute: () => root,
  path: '/connect',
  validateSearch: (search): { code?: string } => (typeof search.code === 'string' ? { code: search.code } : {}),
  component: lazyRouteComponent(() => import('../access/connect-page.tsx'), 'ConnectPage'),
});

const project = createRoute({ getParentRoute: () => root, path: '/p/$projectId', component: Outlet });
const under = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => project, path, component });
const ofProject = [
  under('/', lazyRouteComponent(overview, 'OverviewPage')),
  under(
    '/devices',
    lazyRouteComponent(() => import('../devices/devices-page.tsx'), 'DevicesPage'),
  ),
  under(
    '/devices/$deviceId',
    lazyRouteComponent(() => import('../devices/device-page.tsx'), 'DevicePage'),
  ),
  under(
    '/members',
    lazyRouteComponent(() => import('../members/members-page.tsx'), 'MembersPage'),
  ),
  under(
    '/members/$memberId',
    lazyRouteComponent(() => import('../members/member-page.tsx'), 'MemberPage'),
  ),
  under(
    '/scans',
    lazyRouteComponent(() => import('../scans/scans-page.tsx'), 'ScansPage'),
  ),
  under(
    '/scans/$scanId',
    lazyRouteComponent(() => import('../scans/scan-page.tsx'), 'ScanPage'),
  ),
  under(
    '/transactions',
    lazyRouteComponent(() => import('../transactions/transactions-page.tsx'), 'TransactionsPage'),
  ),
  under(
    '/rules',
    lazyRouteComponent(() => import('../rules/rules-page.tsx'), 'RulesPage'),
  ),
  under(
    '/rules/new',
    lazyRouteComponent(() => import('../rules/rule-page.tsx'), 'NewRulePage'),
  ),
  under(
    '/rules/$ruleId',
    lazyRouteComponent(() => import('../rules/rule-page.tsx'), 'RulePage'),
  ),
  under(
    '/lists',
    lazyRouteComponent(() => import('../lists/lists-page.tsx'), 'ListsPage'),
  ),
  under(
    '/lists/$listId',
    lazyRouteComponent(() => import('../lists/list-page.tsx'), 'ListPage'),
  ),
  under(
    '/webhooks',
    lazyRouteComponent(() => import('../webhooks/webhooks-page.tsx'), 'WebhooksPage'),
  ),
  under(
    '/webhooks/$webhookId',
    lazyRouteComponent(() => import('../webhooks/webhook-page.tsx'), 'WebhookPage'),
  ),
  under(
    '/settings',
    lazyRouteComponent(() => import('../tenancy/settings-page.tsx'), 'SettingsPage'),
  ),
] as const;

const organization = createRoute({ getParentRoute: () => root, path: '/o/$organizationId', component: Outlet });
const within = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => organization, path, component });
const ofOrganization = [
  within(
    '/keys',
    lazyRouteComponent(() => import('../access/keys-page.tsx'), 'KeysPage'),
  ),
  within(
    '/usage',
    lazyRouteComponent(() => import('../usage/usage-page.tsx'), 'UsagePage'),
  ),
  within(
    '/projects',
    lazyRouteComponent(() => import('../tenancy/projects-page.tsx'), 'ProjectsPage'),
  ),
  within(
    '/people',
    lazyRouteComponent(() => import('../tenancy/people-page.tsx'), 'PeoplePage'),
  ),
  within(
    '/audit',
    lazyRouteComponent(() => import('../audit/audit-page.tsx'), 'AuditPage'),
  ),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    connect,
    project.addChildren(ofProject),
    organization.addChildren(ofOrganization),
  ]),
  basepath: '/console',
  defaultPreload: 'intent',
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

/** A chunk that is gone after an update, or a fault of ours. */
function Broken({ error }: { error: unknown }) {
  return <Failure error={error} retry={() => window.location.reload()} />;
}
