/** Stored webhook bodies that name a person, and what receivers said to them: their answers may repeat it. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, rowsOf } from '../members/personal-data.js';

/** The index reads it so; events of this very transaction say that the person is gone, with the bare id. */
const EARLIER = `project_id = $2 AND (body::jsonb #>> '{data,member_id}') = $1::text AND xmin <> pg_current_xact_id()::xid`;

@Injectable()
export class EventsHeld implements OnModuleInit {
  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.holds({
      name: 'webhook_attempts',
      tables: ['webhook_attempts'],
      erase: (tx, { projectId, memberId }) =>
        rowsOf(
          tx,
          `UPDATE webhook_attempts SET response_headers = NULL, response_body = NULL, error_message = NULL
           WHERE delivery_id IN (SELECT d.delivery_id FROM outbox_events o JOIN webhook_deliveries d ON d.event_id = o.event_id
                                 WHERE o.project_id = $2 AND (o.body::jsonb #>> '{data,member_id}') = $1::text)`,
          [memberId, projectId],
        ),
    });
    this.personalData.holds({
      name: 'webhook_events',
      tables: ['outbox_events', 'webhook_deliveries'],
      erase: (tx, { projectId, memberId }) =>
        rowsOf(tx, `UPDATE outbox_events SET body = replace(body, to_json($1::text)::text, 'null') WHERE ${EARLIER}`, [
          memberId,
          projectId,
        ]),
      tell: async (tx, { projectId, memberId }) => {
        const rows = await tx.query<{ body: string }[]>(
          `SELECT body FROM outbox_events WHERE project_id = $2 AND (body::jsonb #>> '{data,member_id}') = $1::text ORDER BY created_at DESC`,
          [memberId, projectId],
        );
        return rows.map(({ body }) => JSON.parse(body) as unknown);
      },
    });
  }
}
