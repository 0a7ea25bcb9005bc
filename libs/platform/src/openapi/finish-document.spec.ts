import type { OpenAPIObject } from '@nestjs/swagger';
import { IsInt, IsOptional } from 'class-validator';
import { IsId, IsInstant } from '#platform/http';
import { finishDocument, type RefusalTable } from './index.js';

class StartParty {
  @IsId() host_id: string;
  @IsOptional() @IsInstant() starts: string | null;
  @IsInt() guests: number;
}

const text = { type: 'string' };
const generated = () =>
  ({
    openapi: '3.0.0',
    paths: {
      '/v1/parties/{party_id}': {
        post: {
          operationId: 'Parties_start',
          summary: 'Start Party: the host is notified.\nOnce.',
          parameters: [{ in: 'path', name: 'party_id', schema: { ...text } }],
          security: [{ firebase: [] }, { apiKey: [] }],
          requestBody: { content: {} },
          responses: { default: { description: '', content: { 'application/json': { schema: {} } } } },
          'x-access': { who: 'user-or-key', scope: 'parties:write', status: 202, idempotency: true },
        },
      },
      '/v1/invitations': {
        post: {
          operationId: 'Invitations_write',
          requestBody: { content: {} },
          responses: {
            default: {
              description: '',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/InvitationView' } } },
            },
          },
          'x-access': { who: 'anyone', idempotency: false, secrets: ['password'], explainsByStatus: true },
        },
      },
      '/livez': { get: { summary: 'Liveness probe', responses: { default: { description: '' } } } },
    },
    components: {
      schemas: {
        [StartParty.name]: {
          properties: { host_id: { ...text }, starts: { ...text, nullable: true }, guests: { type: 'number' } },
        },
        InvitationView: {
          properties: { name: { ...text }, password: { ...text } },
          required: ['name', 'password'],
        },
        PartyView: {
          properties: {
            guest_ids: { type: 'array', items: { ...text } },
            external_id: { ...text },
            ended_at: { ...text, nullable: true },
            mood: { ...text, enum: ['merry', 'dull'], nullable: true },
            host: { type: 'object', nullable: true, allOf: [{ $ref: '#/components/schemas/HostView' }] },
          },
        },
      },
    },
  }) as unknown as OpenAPIObject;

const refusals: RefusalTable = {
  codes: {
    site_full: [409, 'Nobody else fits in.'],
    party_over: [410, 'The party is over.'],
    music_started: [409, 'The music has started.'],
    not_found: [404, 'There is no such thing.'],
    body_too_large: [413, 'Too large.'],
    unsupported_media_type: [415, 'Send JSON.'],
    idempotency_in_progress: [409, 'Still running.'],
    idempotency_key_reused: [409, 'Used before.'],
  },
  operations: { Parties_start: 'site_full music_started not_found party_over' },
};
const finished = finishDocument(generated(), refusals) as unknown as {
  openapi: string;
  paths: Record<string, Record<string, Record<string, unknown>>>;
  components: { schemas: Record<string, { properties: Record<string, unknown> }>; responses: object };
};
const start = finished.paths['/v1/parties/{party_id}']!.post!;

describe('a finished document', () => {
  it('names the status of success and every refusal', () => {
    expect(Object.keys(start.responses as object)).toEqual([
      ...['202', '400', '401', '403', '404', '409', '410', '413', '415', '429', 'default'],
    ]);
    expect(start.responses).toMatchObject({ 202: { description: expect.stringContaining('Accepted') } });
    expect(Object.keys(finished.paths['/livez']!.get!.responses as object)).toEqual(['200', 'default']);
    expect(finished.components.responses).toHaveProperty(
      'NotFound.content.application/json.schema.$ref',
      '#/components/schemas/Problem',
    );
  });

  it('names the codes behind a status where they occur', () => {
    const responses = start.responses as Record<string, { description: string }>;
    expect(responses[409]!.description.split('\n\n')).toEqual([
      '`site_full`: Nobody else fits in.',
      '`music_started`: The music has started.',
      '`idempotency_in_progress`: Still running.',
      '`idempotency_key_reused`: Used before.',
    ]);
    expect(responses[410]).toMatchObject({
      description: '`party_over`: The party is over.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
    });
  });

  it('has a short title and the rest below it, with the scope that a key needs', () => {
    expect(start).toMatchObject({
      summary: 'Start Party',
      description: 'The host is notified. Once.\n\nAn API key needs the scope `parties:write`.',
      security: [{ firebase: [] }, { apiKey: ['parties:write'] }],
    });
    expect(start).not.toHaveProperty('x-access');
  });

  it('names operations as methods, says where no credential is needed, and describes the headers of answers', () => {
    expect(start).toMatchObject({ operationId: 'parties.start' });
    expect(finished.paths['/v1/invitations']!.post).toMatchObject({ operationId: 'invitations.write', security: [] });
    const headers = (start.responses as Record<string, { headers: object }>)[202]!.headers;
    expect(Object.keys(headers)).toEqual(['X-Request-Id', 'X-API-Version', 'Idempotent-Replayed']);
    for (const name of Object.keys(headers))
      expect(finished.components).toHaveProperty(['headers', name, 'description'], expect.stringMatching(/\.$/));
    expect(finished.components.responses).toHaveProperty(['Exhausted', 'headers', 'Retry-After', '$ref']);
  });

  it('offers Idempotency-Key where it is honoured', () => {
    expect((start.parameters as { name: string }[]).map(({ name }) => name)).toEqual(['party_id', 'Idempotency-Key']);
  });

  it('says what the validators of an input check', () => {
    expect(finished.components.schemas.StartParty!.properties).toEqual({
      host_id: { type: 'string', format: 'uuid' },
      starts: { type: ['string', 'null'], format: 'date-time' },
      guests: { type: 'integer' },
    });
  });

  it('says what an answer holds, null included', () => {
    expect(finished.components.schemas.PartyView!.properties).toEqual({
      guest_ids: { type: 'array', items: { type: 'string', format: 'uuid' } },
      external_id: { type: 'string' },
      ended_at: { type: ['string', 'null'], format: 'date-time' },
      mood: { type: ['string', 'null'], enum: ['dull', 'merry', null] },
      host: { anyOf: [{ $ref: '#/components/schemas/HostView' }, { type: 'null' }] },
    });
  });

  it('leaves the generated one as it was', () => {
    const before = generated();
    finishDocument(before, refusals);
    expect(before).toEqual(generated());
  });

  it('says that a repeated answer has no secret', () => {
    expect(finished.components.schemas.InvitationView).toMatchObject({
      required: ['name'],
      properties: { password: { type: 'string' }, secret_already_shown: { const: true } },
    });
  });

  it('says that programs which poll find the code of a refusal as status', () => {
    const responses = finished.paths['/v1/invitations']!.post!.responses as Record<string, object>;
    for (const status of ['400', '429', 'default'])
      expect(responses[status]).toMatchObject({
        description: expect.any(String),
        content: { 'application/json': { schema: { $ref: '#/components/schemas/PollProblem' } } },
      });
    expect(finished.components.schemas).toHaveProperty('PollProblem.properties.status');
  });
});
