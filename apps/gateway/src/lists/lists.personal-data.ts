/** Lists that a person stands on, by member id or by the tenant's own id, past stays included. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData } from '../members/personal-data.js';
import { ListSubjects } from './list-subjects.service.js';

@Injectable()
export class ListsPersonalData implements OnModuleInit {
  constructor(
    private readonly personalData: PersonalData,
    private readonly subjects: ListSubjects,
  ) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'lists',
      tables: ['list_entries'],
      erase: (tx, person) => this.subjects.erase(tx, person),
      describe: (tx, { projectId, memberId }) => this.subjects.namesOf(tx, projectId, memberId),
    });
  }
}
