import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { LibraryScreen } from '../screens/library/library-screen.tsx';
import { Failure, NothingHere } from './failure.tsx';
import { queryClient } from './query-client.ts';
import { meQuery } from './session.ts';
import { Shell } from './shell.tsx';

const root = createRootRoute({
  // Nothing is asked for a browser that is not signed in.
  beforeLoad: () => queryClient.ensureQueryData(meQuery),
  component: Shell,
  errorComponent: Failure,
  notFoundComponent: NothingHere,
});
const getParentRoute = () => root;

const routes = [
  createRoute({
    getParentRoute,
    path: '/',
    component: LibraryScreen,
    validateSearch: ({ q }: Record<string, unknown>): { q?: string } => (typeof q === 'string' && q !== '' ? { q } : {}),
  }),
  createRoute({
    getParentRoute,
    path: '/documents/$id',
    component: lazyRouteComponent(() => import('../screens/document/document-screen.tsx'), 'DocumentScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/sources',
    component: lazyRouteComponent(() => import('../screens/sources/sources-screen.tsx'), 'SourcesScreen'),
    validateSearch: ({ q, tag }: Record<string, unknown>): { q?: string; tag?: string } => ({
      ...(typeof q === 'string' && q !== '' ? { q } : {}),
      ...(typeof tag === 'string' && tag !== '' ? { tag } : {}),
    }),
  }),
  createRoute({
    getParentRoute,
    path: '/sources/$id',
    component: lazyRouteComponent(() => import('../screens/sources/source-screen.tsx'), 'SourceScreen'),
    // A passage, in code points of the stored text.
    validateSearch: ({ start, end }: Record<string, unknown>): { start?: number; end?: number } =>
      Number.isSafeInteger(start) && Number.isSafeInteger(end) ? { start: Number(start), end: Number(end) } : {},
  }),
  createRoute({
    getParentRoute,
    path: '/new',
    component: lazyRouteComponent(() => import('../screens/new-piece/new-piece-screen.tsx'), 'NewPieceScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/runs',
    component: lazyRouteComponent(() => import('../screens/run/runs-screen.tsx'), 'RunsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/runs/$id',
    component: lazyRouteComponent(() => import('../screens/run/run-screen.tsx'), 'RunScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/trash',
    component: lazyRouteComponent(() => import('../screens/trash/trash-screen.tsx'), 'TrashScreen'),
  }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  defaultPreload: 'intent',
  defaultErrorComponent: Failure,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
