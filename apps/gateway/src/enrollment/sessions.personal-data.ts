/** Enrollment sessions of a person, with the captures that they hold: work that is over, so they go whole. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, rowsOf } from '../members/personal-data.js';
import { EnrollmentSession } from './session.entity.js';
import { SessionView } from './enrollment.view.js';

@Injectable()
export class SessionsPersonalData implements OnModuleInit {
  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'enrollment_sessions',
      tables: ['enrollment_sessions', 'session_captures'],
      erase: (tx, { projectId, memberId }) =>
        rowsOf(tx, 'DELETE FROM enrollment_sessions WHERE project_id = $1 AND member_id = $2', [projectId, memberId]),
      describe: async (tx, { projectId, memberId }) => {
        const rows = await tx
          .getRepository(EnrollmentSession)
          .find({ where: { projectId, memberId }, order: { createdAt: 'DESC', sessionId: 'DESC' } });
        return rows.map(SessionView.of);
      },
    });
  }
}
