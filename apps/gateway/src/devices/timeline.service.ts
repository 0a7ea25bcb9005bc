/** The life of a device as its tenant reads it. */
import { Injectable } from '@nestjs/common';
import { Database } from '#platform/database';
import { Pager, type PageOf } from '#platform/http';
import { type Principal } from '../principal/principal.js';
import type { Device } from './device.entity.js';
import type { TimelineQuery } from './devices.dto.js';
import { DevicesService } from './devices.service.js';
import { TimelineEntry } from './timeline.entity.js';

export interface Timeline {
  device: Device;
  page: PageOf<TimelineEntry>;
}

@Injectable()
export class TimelineService {
  constructor(
    private readonly database: Database,
    private readonly devices: DevicesService,
    private readonly pager: Pager,
  ) {}

  read(caller: Principal, deviceId: string, wanted: TimelineQuery): Promise<Timeline> {
    return this.database.readOnly(caller, async (tx) => {
      const { device } = await this.devices.reach(tx, caller, deviceId, 'read');
      const query = tx.createQueryBuilder(TimelineEntry, 't').where('t.deviceId = :deviceId', { deviceId });
      if (wanted.kind) query.andWhere('t.kind = :kind', { kind: wanted.kind });
      const page = await this.pager.page(query, wanted, {
        list: `timeline of ${deviceId}`,
        time: 't.startedAt',
        id: 't.entryId',
        positionOf: (entry) => ({ time: entry.startedAt, id: entry.entryId }),
      });
      return { device, page };
    });
  }
}
