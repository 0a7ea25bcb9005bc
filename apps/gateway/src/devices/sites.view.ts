import { ApiProperty } from '@nestjs/swagger';
import { listOf } from '#platform/http';
import type { Site } from './site.entity.js';

export class SiteView {
  site_id: string;
  project_id: string;
  name: string;
  address: string | null;
  /** ISO 3166-1 alpha-2. */
  country: string | null;
  latitude: number | null;
  longitude: number | null;
  /** IANA time zone; null: that of the project. */
  time_zone: string | null;
  @ApiProperty({ type: 'integer', description: 'Devices that stand here and are not decommissioned.' })
  device_count: number;
  created_at: string;
  updated_at: string;

  static of(site: Site & { deviceCount: number }): SiteView {
    return {
      site_id: site.siteId,
      project_id: site.projectId,
      name: site.name,
      address: site.address,
      country: site.country,
      latitude: site.latitude,
      longitude: site.longitude,
      time_zone: site.timeZone,
      device_count: site.deviceCount,
      created_at: site.createdAt.toISOString(),
      updated_at: site.updatedAt.toISOString(),
    };
  }
}

export class SiteList extends listOf(SiteView) {}

export class DeletedSiteView {
  site_id: string;
  deleted: boolean;
}
