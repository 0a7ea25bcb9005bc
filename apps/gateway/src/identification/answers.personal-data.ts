/** Answers that terminals were given, kept for repetition: they may show the person's name. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, rowsOf } from '../members/personal-data.js';

const NAMES_MEMBER = `answer #>> '{member,member_id}' = $1::text`;

@Injectable()
export class AnswersPersonalData implements OnModuleInit {
  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'terminal_answers',
      tables: ['terminal_scans'],
      erase: (tx, { memberId }) =>
        rowsOf(tx, `UPDATE terminal_scans SET answer = answer - 'member' WHERE ${NAMES_MEMBER}`, [memberId]),
      describe: async (tx, { memberId }) => {
        const rows = await tx.query<{ answer: object }[]>(
          `SELECT answer FROM terminal_scans WHERE ${NAMES_MEMBER} ORDER BY created_at DESC, scan_ref`,
          [memberId],
        );
        return rows.map((row) => row.answer);
      },
    });
  }
}
