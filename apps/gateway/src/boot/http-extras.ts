/** What goes around the API: security headers, the OpenAPI document and its pages. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { finishDocument, type RefusalTable } from '#platform/openapi';
import { REFUSALS } from './refusals.js';

const SECURITY = helmet({
  contentSecurityPolicy: {
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      upgradeInsecureRequests: null,
    },
  },
  strictTransportSecurity: false, // the proxy that ends TLS says it
});

/** The same for every answer, so they are made once; making them anew costs as much as checking a key. */
export function bindSecurityHeaders(server: FastifyInstance): void {
  const headers = headersOf(SECURITY);
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(headers);
    done();
  });
}

function headersOf(middleware: typeof SECURITY): Record<string, string> {
  const headers: Record<string, string> = {};
  const response = {
    setHeader: (name: string, value: string) => (headers[name.toLowerCase()] = value),
    removeHeader: () => undefined,
  };
  middleware({} as IncomingMessage, response as unknown as ServerResponse, (error) => {
    if (error) throw error as Error;
  });
  return headers;
}

export function bindPages(app: NestFastifyApplication): void {
  const document = openApiDocument(app);
  SwaggerModule.setup('docs', app, document, {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: 'Thenar API',
  });
}

export function openApiDocument(app: NestFastifyApplication, refusals: RefusalTable = REFUSALS): OpenAPIObject {
  const base = new DocumentBuilder()
    .setTitle('Thenar')
    .setDescription('The open palm-biometric gateway for Android terminals.')
    .setVersion('2026-11-22')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'Firebase ID token' }, 'firebase')
    .addApiKey({ type: 'apiKey', in: 'header', name: 'X-API-Key' }, 'apiKey')
    .addApiKey(
      {
        type: 'apiKey',
        in: 'header',
        name: 'Authorization',
        description: 'DPoP <access token>, with a proof over it in the header DPoP',
      },
      'dpop',
    )
    .addApiKey(
      { type: 'apiKey', in: 'header', name: 'DPoP', description: 'The proof alone, without Authorization' },
      'proof',
    )
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  return finishDocument(document, refusals);
}
