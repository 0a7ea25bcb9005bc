/** The record itself, its palms, and the marks by which galleries follow them. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { TemplatesService } from '../palms/templates.service.js';
import { Member } from './member.entity.js';
import { MemberView } from './members.view.js';
import { PersonalData, rowsOf } from './personal-data.js';

@Injectable()
export class MemberPersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly templates: TemplatesService,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'member',
      tables: ['members', 'member_keys', 'templates'],
      // the palms go with the record: nothing is left of either when the other modules are asked
      erase: (tx, { projectId, memberId }) =>
        rowsOf(tx, 'DELETE FROM members WHERE project_id = $1 AND member_id = $2', [projectId, memberId]),
      describe: async (tx, { projectId, memberId }) => {
        const member = await tx.getRepository(Member).findOneBy({ projectId, memberId });
        return member ? [MemberView.of(member)] : [];
      },
    });
    this.personalData.register({
      name: 'templates',
      tables: [],
      erase: async (tx, { memberId }) => {
        await this.templates.forgetOwner(tx, memberId);
        return 0; // destroyed and counted before
      },
      describe: async (tx, person) =>
        (await this.templates.listOf(tx, person)).map((template) => ({
          template_id: template.templateId,
          hand: template.hand,
          quality: template.quality,
          engine_version: template.engineVersion,
          created_at: template.createdAt.toISOString(),
        })),
    });
  }
}
