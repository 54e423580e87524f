import type { RouteOptions } from 'fastify';
import type { HttpApp } from '../ports/http-app.ts';
import type { OpenApiDocument } from './reference-page.ts';

declare module 'fastify' {
  interface FastifyInstance {
    /** What describes every route; the same object each time. */
    openApi(): Promise<OpenApiDocument>;
  }
}

/** The OpenAPI document at `/api/v1/openapi.json`. It is made when it is first asked for, and so is what makes it loaded: a hundred files. */
export function addOpenApi(app: HttpApp): void {
  const routes: RouteOptions[] = [];
  let document: Promise<OpenApiDocument> | null = null;
  app.addHook('onRoute', (route) => {
    if (route.method !== 'HEAD') routes.push(route);
  });
  app.decorate('openApi', () => {
    document ??= import('./openapi-document.ts').then(({ describeRoutes }) => describeRoutes(routes));
    return document;
  });
  app.get(
    '/api/v1/openapi.json',
    {
      config: { access: 'public' },
      schema: { operationId: 'getOpenApi', tags: ['about'], security: [], summary: 'This reference for programs, as an OpenAPI document' },
    },
    () => app.openApi(),
  );
}
