/** The answer of a list in the OpenAPI document: `class DeviceList extends listOf(DeviceView) {}`. */
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { PageOf } from './paging.js';

export function listOf<T>(view: new () => T): new () => PageOf<T> {
  class List implements PageOf<T> {
    @ApiProperty({ type: [view] }) data: T[];
    @ApiProperty({ type: 'integer', nullable: true, description: 'null when read by cursor' }) page: number | null;
    @ApiProperty({ type: 'integer' }) per_page: number;
    @ApiProperty({ type: 'integer', description: 'Exact to 100,000.' }) total: number;
    @ApiPropertyOptional({ type: 'boolean', description: 'true when there are more than 100,000.' })
    total_capped?: true;
    @ApiProperty() has_more: boolean;
    @ApiProperty({ type: 'string', nullable: true }) next_cursor: string | null;
  }
  return List;
}
