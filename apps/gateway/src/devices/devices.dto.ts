import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  Length,
  MaxLength,
} from 'class-validator';
import { TIMELINE_KINDS } from './timeline.entity.js';
import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  IgnoresUnknownFields,
  IsId,
  IsLine,
  IsMetadata,
  IsOmittable,
  pageQuery,
  QueryFlag,
  QueryInteger,
} from '#platform/http';

const MAX_TAGS = 20;
const MAX_OFFLINE_S = 31_536_000;

/** At most 20 tags of at most 40 characters. */
const AreTags = (): PropertyDecorator =>
  applyDecorators(IsArray(), ArrayMaxSize(MAX_TAGS), IsLine({ each: true }), Length(1, 40, { each: true }));

export class CompleteRegistration {
  /** As the terminal shows it; case, dash and spaces do not matter. */
  @IsString() @Length(1, 32) registration_code: string;
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
  @IsOmittable() @IsMetadata() metadata?: Record<string, unknown>;
  @ApiPropertyOptional({ nullable: true, description: 'Where it stands: a site of this project.' })
  @IsOptional()
  @IsId()
  site_id?: string | null;
  /** At most 20, of at most 40 characters. */
  @IsOmittable() @AreTags() tags?: string[];
}

export class PatchDevice {
  @IsOmittable() @IsLine() @Length(1, 200) name?: string;
  /** false refuses the terminal at once and fails its session. */
  @IsOmittable() @IsBoolean() enabled?: boolean;
  @IsOmittable() @IsIn(['standard', 'demo']) mode?: 'standard' | 'demo';
  @IsOmittable() @IsMetadata() metadata?: Record<string, unknown>;
  @ApiPropertyOptional({ nullable: true, description: 'Where it stands: a site of this project; null: nowhere.' })
  @IsOptional()
  @IsId()
  site_id?: string | null;
  /** Replaces all of them; at most 20, of at most 40 characters. */
  @IsOmittable() @AreTags() tags?: string[];
}

export class ListDevices extends pageQuery([10, 100]) {
  @IsOptional()
  @IsIn(['never_seen', 'online', 'offline', 'disabled', 'decommissioned'])
  status?: 'never_seen' | 'online' | 'offline' | 'disabled' | 'decommissioned';
  @QueryFlag() enabled?: boolean;
  @IsOptional() @IsIn(['standard', 'demo']) mode?: 'standard' | 'demo';
  /** Part of the name or of the serial number. */
  @IsOptional() @IsString() @MaxLength(100) q?: string;
  /** Devices that stand here. */
  @IsOptional() @IsId() site_id?: string;
  /** Devices that have this tag. */
  @IsOptional() @IsLine() @Length(1, 40) tag?: string;
  /** What the attestation of the device proved. */
  @IsOptional() @IsIn(['hardware', 'software', 'unverified']) integrity?: 'hardware' | 'software' | 'unverified';
  /** Exactly this version. */
  @IsOptional() @IsLine() @Length(1, 50) app_version?: string;
  @QueryInteger(0, MAX_OFFLINE_S, 'Devices that have been offline for at least this long.') offline_for_s?: number;
  /** Default: newest first. A sorted list is read by `page`. */
  @IsOptional() @IsIn(['name', 'last_seen_at', 'app_version']) sort?: 'name' | 'last_seen_at' | 'app_version';
}

export class TimelineQuery extends pageQuery([10, 100]) {
  @IsOptional() @IsIn(TIMELINE_KINDS) kind?: (typeof TIMELINE_KINDS)[number];
}

@IgnoresUnknownFields()
export class StartRegistration {
  @IsLine() @Length(1, 100) serial_number: string;
  @IsLine() @Length(1, 100) model: string;
  @IsLine() @Length(1, 50) app_version: string;
  @IsOptional() @IsLine() @Length(1, 50) os_version?: string | null;
}

export class SetTerminalConfig {
  /** What every terminal of the project gets: at most 100 KB of JSON, its meaning is between the tenant and its terminals. */
  @IsObject() @Transform(({ obj, key }) => (obj as Record<string, unknown>)[key]) config: Record<string, unknown>;
}
