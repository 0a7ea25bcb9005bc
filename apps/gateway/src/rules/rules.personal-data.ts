/** What rules hold of a person: side effects that wait, and conditions in which the tenant named the person's external id. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, rowsOf } from '../members/personal-data.js';

/** What stands in a condition instead; no member has it, because external ids are trimmed. */
const NOBODY = ' erased ';

@Injectable()
export class RulesPersonalData implements OnModuleInit {
  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'rule_effects',
      tables: ['rule_effects'],
      erase: (tx, { memberId }) => rowsOf(tx, 'DELETE FROM rule_effects WHERE member_id = $1', [memberId]),
    });
    this.personalData.register({
      name: 'rules',
      tables: ['rules'],
      erase: async (tx, { projectId, externalId }) => {
        if (externalId === null) return 0;
        return rowsOf(
          tx,
          `UPDATE rules SET conditions = replace(conditions::text, to_json($2::text)::text, to_json($3::text)::text)::jsonb
           WHERE project_id = $1 AND strpos(conditions::text, to_json($2::text)::text) > 0`,
          [projectId, externalId, NOBODY],
        );
      },
    });
  }
}
