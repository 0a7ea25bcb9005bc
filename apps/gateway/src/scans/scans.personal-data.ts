/** Scan results of a person: exported in full; after an erasure the rows stay, about nobody. */
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PersonalData, rowsOf } from '../members/personal-data.js';
import { ScanResult } from './scan-result.entity.js';
import { ScanResultView } from './scans.view.js';

@Injectable()
export class ScansPersonalData implements OnModuleInit {
  constructor(private readonly personalData: PersonalData) {}

  onModuleInit(): void {
    this.personalData.register({
      name: 'scan_results',
      tables: [], // rows never held more than the bare id
      erase: (tx, { projectId, memberId }) =>
        rowsOf(tx, 'UPDATE scan_results SET member_id = NULL WHERE project_id = $1 AND member_id = $2', [
          projectId,
          memberId,
        ]),
      describe: async (tx, { projectId, memberId }) => {
        const rows = await tx
          .getRepository(ScanResult)
          .find({ where: { projectId, memberId }, order: { createdAt: 'DESC', scanId: 'DESC' } });
        return rows.map(ScanResultView.of);
      },
    });
  }
}
