/** Stored webhook bodies that name a person, and what receivers said to them: their answers may repeat it. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, rowsOf } from '../members/personal-data.js';

/** The index reads it so. */
const NAMING = `project_id = $2 AND (body::jsonb #>> '{data,member_id}') = $1::text`;

@Injectable()
export class EventsPersonalData implements OnModuleInit {
  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'webhook_attempts',
      tables: ['webhook_attempts'],
      erase: async (tx, { projectId, memberId }) => {
        // whoever writes an attempt down holds its event: those are waited for, later ones see that the person is gone
        await tx.query(`SELECT FROM outbox_events WHERE ${NAMING} ORDER BY event_id FOR NO KEY UPDATE`, [
          memberId,
          projectId,
        ]);
        return rowsOf(
          tx,
          `UPDATE webhook_attempts SET response_headers = NULL, response_body = NULL, error_message = NULL
           WHERE delivery_id IN (SELECT delivery_id FROM outbox_events JOIN webhook_deliveries USING (event_id) WHERE ${NAMING})`,
          [memberId, projectId],
        );
      },
    });
    this.personalData.register({
      name: 'webhook_events',
      tables: ['outbox_events', 'webhook_deliveries'],
      erase: async (tx, { projectId, memberId }) => {
        const gone = await rowsOf(
          tx,
          `UPDATE outbox_events SET subject_erased = true, body = replace(body, to_json($1::text)::text, 'null')
           WHERE ${NAMING} AND xmin <> pg_current_xact_id()::xid`,
          [memberId, projectId],
        );
        // events of this very transaction say that the person is gone, with the bare id
        await tx.query(`UPDATE outbox_events SET subject_erased = true WHERE ${NAMING}`, [memberId, projectId]);
        return gone;
      },
      describe: async (tx, { projectId, memberId }) => {
        const rows = await tx.query<{ body: string }[]>(
          `SELECT body FROM outbox_events WHERE ${NAMING} ORDER BY created_at DESC`,
          [memberId, projectId],
        );
        return rows.map(({ body }) => JSON.parse(body) as unknown);
      },
    });
  }
}
